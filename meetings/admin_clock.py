"""Times on the meeting's clock as people type them in the admin: h:mm:ss, kept as whole milliseconds."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Field
from django.utils.translation import gettext_lazy as _

TYPED = re.compile(r"([-−]?)(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,3}))?")
FARTHEST = 7 * 24 * 3600 * 1000
"""ms from the begin of a meeting; none takes a week."""
LABELS = {"starts": _("begins at"), "ends": _("ends at"), "at": _("moment in the recording")}
"""The fields that are typed so, and what they are called."""


def as_typed(ms: int) -> str:
    """`754000` → `0:12:34`, with a fraction only where there is one (`0:12:34,250`): saved again, it stays the same."""
    seconds, rest = divmod(abs(ms), 1000)
    text = f"{'−' if ms < 0 else ''}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return f"{text},{rest:03}" if rest else text


def read_typed(text: str) -> int | None:
    """`1:02:03`, `62:03` or `0:00:03,5` in ms, `-0:05:00` before the begin; None for all else, also for a bare number that could be s or ms."""
    found = TYPED.fullmatch(text.strip())
    if found is None or (found[2] and int(found[3]) > 59):
        return None
    hours, minutes, seconds = int(found[2] or 0), int(found[3]), int(found[4])
    ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + int((found[5] or "0").ljust(3, "0"))
    return -ms if found[1] else ms


class ClockField(forms.CharField):
    """A moment of the meeting's clock (ms)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"placeholder": "0:12:34", "size": 12}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return as_typed(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values or isinstance(value, int):
            return None if value in self.empty_values else value
        ms = read_typed(str(value))
        if ms is None:
            raise ValidationError(_("Please give the time as h:mm:ss, for example 0:12:34."), code="not_a_time")
        if abs(ms) > FARTHEST:
            text = _("This is more than a week from the beginning of the meeting. Please look at the time once more.")
            raise ValidationError(text, code="out_of_reach")
        return ms

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        try:
            return bool(self.to_python(data) != self.to_python(initial))
        except ValidationError:
            return True


class ClockColumns:
    """Begin and end of a row, to the second."""

    @admin.display(description=_("begins at"), ordering="starts")
    def from_clock(self, row: Any) -> str:
        """As h:mm:ss on the meeting's clock."""
        return as_typed(row.starts - row.starts % 1000)

    @admin.display(description=_("ends at"), ordering="ends")
    def to_clock(self, row: Any) -> str:
        """As h:mm:ss on the meeting's clock."""
        return as_typed(row.ends - row.ends % 1000)


def clock_field(field: Field[Any, Any]) -> ClockField | None:
    """The form field for a moment of the clock; None for every other field."""
    if not isinstance(field, BigIntegerField) or field.name not in LABELS:
        return None
    return ClockField(label=LABELS[field.name], required=not field.blank and not field.null)
