"""Forms of the admin: whatever rules, the database or a calendar refuse is a sentence in the form, never a broken page."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import DateField
from django.utils.translation import gettext as _

from meetings.consistency import disagreements_of_links
from meetings.wording import words

FIRST_YEAR, LAST_YEAR = 1800, 2200


class BodyBoundForm(forms.ModelForm[Any]):
    """Asks what rows must agree on for the links that it is about to make, too."""

    refused: ClassVar[str] = ""
    """Why the first try to save was taken back; set on the class that the admin makes for each request."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own step after `clean`; its types leave it out
        if self.refused:
            self.add_error(None, self.refused)
        for field in self._meta.model._meta.many_to_many:
            others = self.cleaned_data.get(field.name) or ()
            for code in dict.fromkeys(disagreements_of_links(self.instance, field.name, others)):
                self.add_error(field.name, ValidationError(words(code, {}), code=code))


def within_reach(day: date) -> None:
    """Raises ValidationError for years that nobody can mean, and with which no time zone can reckon."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        text = _("Please give a year from %(first)s to %(last)s. Where there is no end, leave the field empty.")
        raise ValidationError(text, params={"first": FIRST_YEAR, "last": LAST_YEAR}, code="out_of_reach")


def bounded(db_field: Any, field: Any) -> Any:
    """This field of a form; days and times stay in our centuries."""
    if isinstance(db_field, DateField) and field is not None:
        field.validators = [*field.validators, within_reach]
    return field


def named(field: Any) -> Any:
    """This field of a form; of two boxes for one moment each says which it is."""
    if field is not None and isinstance(field.widget, AdminSplitDateTime):
        for box, name in zip(field.widget.widgets, (_("date"), _("time")), strict=True):
            box.attrs["aria-label"] = f"{field.label}, {name}"
    return field


def is_key(text: object) -> bool:
    """Whether this can be the key of a row."""
    told = str(text)
    return told.isascii() and told.isdigit() and len(told) <= 18


def _key(told: Any) -> Any:
    # No row has the key 0: the field says that this is none of the choices. Other words would break Django's widget.
    return told if not told or is_key(told) else "0"


class OneChosen(AutocompleteSelect):
    """One row, found by typing; what cannot be a key is no choice."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return _key(super().value_from_datadict(data, files, name))


class ManyChosen(AutocompleteSelectMultiple):
    """Several rows, found by typing."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return [_key(each) for each in super().value_from_datadict(data, files, name) or ()]
