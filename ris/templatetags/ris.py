"""What templates say with: times as `ris/pages/when.py` words them, and the few icons."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from meetings.models import Meeting
from ris.pages import when
from ris.pages.wording import Status, facet_name, order_name, status_of_meeting

register = template.Library()

ICONS = {
    "play": "M8 5v14l11-7z",
    "search": "M10 4a6 6 0 1 0 3.7 10.7l4.8 4.8 1.4-1.4-4.8-4.8A6 6 0 0 0 10 4zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "back": "M11 6l-7 6 7 6zM20 6l-7 6 7 6z",
    "forward": "M13 6l7 6-7 6zM4 6l7 6-7 6z",
    "up": "M12 7l7 7-1.500 1.500L12 10l-5.500 5.500L5 14z",
    "down": "M12 17l-7-7 1.500-1.500L12 14l5.500-5.500L19 10z",
    "quote": "M5 17h4l2-5V6H4v6h3zm9 0h4l2-5V6h-7v6h3z",
    "follow": "M12 4l6 7h-4v9h-4v-9H6z",
}
"""Paths on a 24 by 24 field, drawn for this project."""


@register.filter
def timecode(ms: int) -> str:
    """`754000|timecode` → `12:34`."""
    return when.timecode(ms)


@register.filter
def seconds(ms: int) -> str:
    """`754200|seconds` → `754.2`, as `?t=` wants it."""
    return when.seconds(ms)


@register.filter
def length_of_time(ms: int) -> str:
    """A length of time in words."""
    return when.length(ms)


@register.filter
def day(value: date | datetime | None) -> str:
    """`Mi., 17. Februar 2027`; nothing stays nothing."""
    return when.day(value) if value else ""


@register.filter
def day_and_time(value: datetime) -> str:
    """`Mi., 17. Februar 2027, 15:00 Uhr`."""
    return when.day_and_time(value)


@register.filter
def clock(value: datetime) -> str:
    """`15:00 Uhr`."""
    return when.clock(value)


@register.filter
def away(value: date | datetime) -> str:
    """`in 3 Tagen`."""
    return when.away(value)


@register.filter
def status(meeting: Meeting) -> Status:
    """The state of a sitting in word and shape."""
    return status_of_meeting(meeting)


@register.filter
def facet(name: str) -> str:
    """The heading of a facet."""
    return facet_name(name)


@register.filter
def order(name: str) -> str:
    """An order of hits, in words."""
    return order_name(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture beside words that say the same; hidden from screen readers."""
    path = mark_safe(ICONS[name])  # noqa: S308  # nosec B308 B703  our own constant
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>', path
    )


@register.filter
def iso(moment: datetime) -> str:
    """For `<time datetime>`: whole seconds, in the site's zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds")
