"""Rows inside another page that stand in an order: new ones get the next place, two may change places in one go."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings import models
from meetings.admin_base import BodyBoundCards
from meetings.admin_forms import BodyBoundForm

FAR_AWAY = 20_000
"""Beyond every place in use, and within what each of the columns holds (32,767)."""
FARTHEST = 9_999


class PlacedForm(BodyBoundForm):
    """One row; without a place it goes to the end."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "position" in self.fields:
            self.fields["position"].required = False


class PlacedFormSet(forms.BaseInlineFormSet[Any, Any, Any]):
    """The rows of one page. Two that change places are written in two steps, as the database allows no double place."""

    def clean(self) -> None:
        """Raises ValidationError where two rows claim one place, or one beyond reason."""
        super().clean()
        living = [form for form in self.forms if hasattr(form, "cleaned_data") and form.instance.deleted_at is None]
        written = [form for form in living if form.instance.pk or form.has_changed()]
        places = [place for form in written if (place := form.cleaned_data.get("position")) is not None]
        if too_far := [place for place in places if place > FARTHEST]:
            text = _("The position %(place)s is too high: at most %(most)s.")
            raise ValidationError(text, params={"place": too_far[0], "most": FARTHEST})
        if twice := sorted({place for place in places if places.count(place) > 1}):
            raise ValidationError(self.twice, params={"places": ", ".join(map(str, twice))})
        last = max(places, default=0)
        for form in written:
            if "position" in form.cleaned_data and form.cleaned_data["position"] is None:
                last += 1
                form.instance.position = form.cleaned_data["position"] = last

    twice: Any = _("Two rows have the same position: %(places)s. Please give each row a position of its own.")

    def save(self, commit: bool = True) -> Any:
        moved = [form.instance.pk for form in self.initial_forms if "position" in form.changed_data]
        # Out of each other's way first, far beyond any agenda; the plain queryset writes no history for that.
        for pk in moved:
            QuerySet(self.model).filter(pk=pk).update(position=FAR_AWAY + F("position"))
        return super().save(commit)


class AgendaItemForm(PlacedForm):
    """One line of an agenda."""

    class Meta:
        model = models.AgendaItem
        fields = ("position", "label", "title", "public", "public_title", "audience", "state", "result")
        help_texts = {
            "position": _("Empty: at the end."),
            "label": _("What is printed, e.g. 5.1. Empty in a new line: the next number."),
        }


class AgendaFormSet(PlacedFormSet):
    """The items of one meeting; a new one without a number gets the next."""

    twice = _("Two items have the same position: %(places)s. Please give each item a position of its own.")

    def clean(self) -> None:
        super().clean()
        new = [form for form in self.extra_forms if form.has_changed() and hasattr(form, "cleaned_data")]
        self._renumber()
        given = [form.cleaned_data.get("label") or "" for form in self.forms if hasattr(form, "cleaned_data")]
        number = max((int(label) for label in given if label.isascii() and label.isdigit()), default=0)
        for form in new:
            if not form.cleaned_data.get("label"):
                number += 1
                form.instance.label = form.cleaned_data["label"] = str(number)

    def _renumber(self) -> None:
        """Before the first publication a number that said the place goes on saying it; later people may have noted it down."""
        if self.instance.pk is None or self.instance.agenda_versions.exists():
            return
        for form in self.initial_forms:
            moved = {"position"} <= set(form.changed_data) and "label" not in form.changed_data
            if moved and form.initial.get("label") == str(form.initial.get("position")):
                form.instance.label = form.cleaned_data["label"] = str(form.cleaned_data.get("position"))


class AgendaItemInline(BodyBoundCards):
    """The agenda inside its meeting."""

    model = models.AgendaItem
    form = AgendaItemForm
    formset = AgendaFormSet
    fields = (("position", "label", "public"), ("title", "public_title"), ("audience", "state", "result"))
    ordering = ("position",)
