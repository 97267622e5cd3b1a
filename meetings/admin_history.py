"""The history of a row as the office reads it: values as the form shows them, and why a row was written in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from simple_history.models import DeletedObject, ModelChange
from simple_history.template_utils import HistoricalRecordContextHelper

from jobs.wording import step_in_words

NOTHING = "–"


class InWords(HistoricalRecordContextHelper):  # type: ignore[misc]  # simple_history has no types
    """simple_history's values, in German and without keys of the database."""

    def prepare_delta_change_value(self, change: ModelChange, value: Any) -> Any:
        """A text; several rows are joined with commas."""
        field = self.model._meta.get_field(change.field)
        value = super().prepare_delta_change_value(change, value)
        if isinstance(value, list):
            return ", ".join(_said(each, field) for each in value) or NOTHING
        return _said(value, field)


def _said(value: Any, field: Any) -> str:
    choices = dict(getattr(field, "flatchoices", None) or ())
    if isinstance(value, DeletedObject):
        # simple_history calls a field that names no row a deleted one, too.
        return (
            NOTHING if value.pk is None else _("%(type)s, no longer there") % {"type": value.model._meta.verbose_name}
        )
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    return str(choices.get(value, localize(value)) if not isinstance(value, list | dict) else value)


def why(cause: str | None) -> str:
    """What `meetings.history.acting` noted, in words: "stage:media.probe" → "Schritt „Datei ansehen“"."""
    kind, _colon, name = (cause or "").partition(":")
    sentences = {
        "user": _("by hand"),
        "unknown": _("not noted"),
        "command": _("command “%(name)s” on the server"),
        "import": _("taken over from “%(name)s”"),
        "stage": _("step “%(name)s”"),
    }
    if kind not in sentences:
        return cause or ""
    return sentences[kind] % {"name": step_in_words(name) if kind == "stage" else name}
