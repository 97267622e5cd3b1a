"""How times are said: days with how far away they are, seconds of a sitting, lengths. Words through gettext."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def timecode(ms: int) -> str:
    """754000 → `12:34`, 3754000 → `1:02:34` (ms on the meeting's clock; same as `timecode` in static/js/ris-clock.js)."""
    seconds = abs(ms) // 1000
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"−{text}" if ms < 0 else text


def seconds(ms: int) -> str:
    """The same moment as `?t=` says it: whole seconds where they are exact, else with decimals, always a point."""
    return f"{ms / 1000:.3f}".rstrip("0").rstrip(".")


def moment_of(text: str | None) -> int | None:
    """`?t=754.2` → 754200 (ms on the meeting's clock); None when absent, not a number, or beyond a week."""
    try:
        value = float((text or "").replace(",", "."))
    except ValueError:
        return None
    # NaN compares false with everything, so it ends here too.
    return round(value * 1000) if abs(value) < 7 * 86400 else None


def length(ms: int) -> str:
    """A length in words: `45 Sek.`, `12 Min.`, `1 Std. 5 Min.`"""
    minutes = round(ms / 60000)
    if ms < 60000:
        return _("%(n)s sec") % {"n": round(ms / 1000)}
    if minutes < 60:
        return _("%(n)s min") % {"n": minutes}
    return _("%(h)s h %(m)s min") % {"h": minutes // 60, "m": minutes % 60}


def day(value: date | datetime) -> str:
    """`Mi., 17. Februar 2027`."""
    # Translators: a date format of Django; German: D., j. F Y
    return date_format(_local(value), _("D, j F Y"))


def day_and_time(value: datetime) -> str:
    """`Mi., 17. Februar 2027, 15:00 Uhr`."""
    # Translators: a date format of Django; German: D., j. F Y, H:i \\U\\h\\r
    return date_format(_local(value), _("D, j F Y, H:i"))


def clock(value: datetime) -> str:
    """`15:00 Uhr`."""
    # Translators: a time format of Django; German: H:i \\U\\h\\r
    return date_format(_local(value), _("H:i"))


def away(value: date | datetime, *, today: date | None = None) -> str:
    """How far away a day is: `heute`, `in 3 Tagen`, `vor 2 Wochen`; counted in days, months and years of the calendar."""
    local = _local(value)
    that = local.date() if isinstance(local, datetime) else local
    days = (that - (today or timezone.localdate())).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in near:
        return near[days]
    count = abs(days)
    if count < 14:
        return _in(days, ngettext("in %(n)s day", "in %(n)s days", count), _ago_days(count), count)
    if count < 60:
        n = round(count / 7)
        return _in(
            days, ngettext("in %(n)s week", "in %(n)s weeks", n), ngettext("%(n)s week ago", "%(n)s weeks ago", n), n
        )
    if count < 365:
        n = round(count / 30.4)
        return _in(
            days,
            ngettext("in %(n)s month", "in %(n)s months", n),
            ngettext("%(n)s month ago", "%(n)s months ago", n),
            n,
        )
    n = round(count / 365.25)
    return _in(
        days, ngettext("in %(n)s year", "in %(n)s years", n), ngettext("%(n)s year ago", "%(n)s years ago", n), n
    )


def _ago_days(count: int) -> str:
    return ngettext("%(n)s day ago", "%(n)s days ago", count)


def _in(days: int, ahead: str, behind: str, n: int) -> str:
    return (ahead if days > 0 else behind) % {"n": n}


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
