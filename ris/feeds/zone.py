"""Berlin's clock as a VTIMEZONE: a calendar has to bring along what its times mean (RFC 5545, 3.6.5).

As rules rather than as a list of changes: every program reads them, and they hold for sittings far ahead. Summer time as it has been
since 1996, and as it was from 1981 on (EU directives; it then ended in September).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

TZID = "Europe/Berlin"
BERLIN = ZoneInfo(TZID)
WINTER, SUMMER = timedelta(hours=1), timedelta(hours=2)


def vtimezone() -> Timezone:
    """The component as it stands in every calendar."""
    zone = Timezone()
    zone.add("tzid", TZID)
    zone.add("x-lic-location", TZID)
    for daylight, first, month, until in (
        (True, datetime(1981, 3, 29, 2), 3, ""),
        (False, datetime(1981, 9, 27, 3), 9, "19950924T010000Z"),
        (False, datetime(1996, 10, 27, 3), 10, ""),
    ):
        part = TimezoneDaylight() if daylight else TimezoneStandard()
        part.add("dtstart", first)
        part.add("tzoffsetfrom", WINTER if daylight else SUMMER)
        part.add("tzoffsetto", SUMMER if daylight else WINTER)
        part.add("tzname", "CEST" if daylight else "CET")
        rule: dict[str, object] = {"freq": "YEARLY", "bymonth": month, "byday": "-1SU"}
        if until:
            rule["until"] = datetime.strptime(until, "%Y%m%dT%H%M%S%z")
        part.add("rrule", rule)
        zone.add_component(part)
    return zone
