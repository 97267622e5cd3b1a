"""What the office's screens say with."""

from __future__ import annotations

from datetime import timedelta

from django import template

from ris.pages import when

register = template.Library()


@register.filter
def length_of_wait(value: timedelta) -> str:
    """A length of time in words."""
    return when.length(int(value.total_seconds() * 1000))
