"""What the office's screens say with."""

from __future__ import annotations

from datetime import timedelta

from django import template

from meetings.admin_history import why as in_words
from ris.pages import when

register = template.Library()


@register.filter
def length_of_wait(value: timedelta) -> str:
    """A length of time in words."""
    return when.length(int(value.total_seconds() * 1000))


@register.filter
def why(cause: str | None) -> str:
    """Why a row was written, in words."""
    return in_words(cause)
