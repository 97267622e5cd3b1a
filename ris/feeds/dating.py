"""Since when something is news, and when it last changed. Pure: no rows are read.

What was written down as already public, above all twenty years taken over from another system in one night, is not news of that night:
its own date counts. What was published here after having been a draft is news from that moment, however old its date.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
AT_ONCE = timedelta(minutes=5)
"""Between the first word and the opening: less than that, and it was entered as public."""
FIRST_READING = timedelta(days=1)
"""Until then another system's rows are written anew for being taken over, not because they changed."""


def noon(day: date) -> datetime:
    """Days have no time; noon is the same day in all of Europe."""
    return datetime.combine(day, time(12), BERLIN)


def known_since(*, created: datetime, opened: datetime | None, own: datetime | None) -> datetime:
    """`opened`: first public here; `own`: the date that the thing itself bears."""
    here = opened or created
    if own is None or own > here:
        return here
    return own if here - created < AT_ONCE else here


def changed_since(known: datetime, *, created: datetime, changed: datetime | None, mirrored: bool) -> datetime:
    """When a reader should look again: never before it was known, and not for the first reading of another system."""
    if changed is None or ((mirrored or known < created) and changed - created < FIRST_READING):
        return known
    return max(known, changed)
