"""Sittings as iCalendar (RFC 5545 and 7986), for phones and programs. What is in it was chosen by whoever asks; here it is written down."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from icalendar import Calendar, Event, vDuration, vText

from meetings.agenda import Line, agendas_for
from meetings.models import Audience, Meeting, MeetingState
from ris.feeds.addresses import host_name, page_of_row
from ris.feeds.models import Revision
from ris.feeds.revising import place_of_meeting, revisions_of
from ris.feeds.zone import BERLIN, TZID, vtimezone
from ris.pages.wording import full_name_of

USUAL_LENGTH = timedelta(hours=2)
"""Of a sitting for which nobody has planned an end; the text says so."""
ASK_AGAIN = timedelta(hours=4)
AGENDA_LETTERS = 6000
AT_ONCE = 400
"""So many sittings' agendas are read together."""

# Named colours are all that RFC 7986 allows; the nearest one stands for the colour of an organization.
COLOURS = {
    "teal": 0x008080, "navy": 0x000080, "steelblue": 0x4682B4, "green": 0x008000, "olive": 0x808000, "maroon": 0x800000,
    "crimson": 0xDC143C, "darkorange": 0xFF8C00, "gold": 0xFFD700, "purple": 0x800080, "gray": 0x808080, "black": 0x000000,
    "royalblue": 0x4169E1, "seagreen": 0x2E8B57, "sienna": 0xA0522D, "hotpink": 0xFF69B4,
}  # fmt: skip
# Without these words the value would be a text (RFC 7986, 5.7 and 5.8).
VALUES = {"refresh-interval": {"VALUE": "DURATION"}, "source": {"VALUE": "URI"}}
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Head:
    """What a calendar is called, what it is about, and the address at which it is read again.

    "" where that is a secret: a file that is passed on must not tell it.
    """

    name: str
    about: str = ""
    address: str = ""
    page: str = ""
    colour: str = ""


def calendar_of(meetings: Sequence[Meeting], head: Head | None) -> bytes:
    """The whole file; without a head that of a single sitting. Four queries for each four hundred sittings, whose `location`, `body` and `seen_organizations` were read.

    The agenda is what everyone may read of it, whoever asks: what lies in a phone's calendar lies with others, too.
    """
    calendar = Calendar()
    for name, value in _about(head):
        calendar.add(name, value, parameters=VALUES.get(name, {}))
    calendar.add_component(vtimezone())
    for n in range(0, len(meetings), AT_ONCE):
        some = meetings[n : n + AT_ONCE]
        agendas, revisions = agendas_for(some, AnonymousUser()), revisions_of(some)
        for meeting in some:
            calendar.add_component(event_of(meeting, revisions[meeting.pk], agendas[meeting.pk]))
    return bytes(calendar.to_ical())


def _about(head: Head | None) -> Iterator[tuple[str, Any]]:
    # No METHOD: with PUBLISH each sitting would need an ORGANIZER (RFC 5546, 3.2.1), and nobody is invited here.
    yield "version", "2.0"
    yield "prodid", "-//Ratsinformation//Sitzungskalender//DE"
    yield "calscale", "GREGORIAN"
    if head is None:
        return
    yield "name", clean(head.name)
    yield "x-wr-calname", vText(clean(head.name))
    yield "x-wr-timezone", TZID
    yield "color", nearest_colour(head.colour)
    yield "refresh-interval", ASK_AGAIN
    yield "x-published-ttl", vDuration(ASK_AGAIN)  # what Outlook reads instead
    if head.address:
        yield "source", head.address
    if head.page:
        yield "url", head.page
    if head.about:
        yield "description", clean(head.about)
        yield "x-wr-caldesc", vText(clean(head.about))


def event_of(meeting: Meeting, revision: Revision, agenda: Sequence[Line]) -> Event:
    """One sitting. It stays in when it is cancelled, so that the programs of those who took it in hear of it."""
    event = Event()
    changed = last_change(meeting, revision, agenda)
    event.add("uid", f"{meeting.uuid}@{host_name()}")
    event.add("dtstamp", changed)  # without METHOD the same as LAST-MODIFIED (RFC 5545, 3.8.7.2)
    event.add("last-modified", changed)
    event.add("created", meeting.created.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", revision.sequence)
    event.add("dtstart", meeting.start.astimezone(BERLIN).replace(microsecond=0))
    event.add("dtend", end_of(meeting).astimezone(BERLIN).replace(microsecond=0))
    event.add("summary", clean(summary_of(meeting)))
    event.add("status", status_of(meeting))
    event.add("transp", "TRANSPARENT" if meeting.cancelled else "OPAQUE")
    event.add("class", "PUBLIC" if meeting.audience == Audience.PUBLIC else "PRIVATE")
    event.add("url", page_of_row(meeting, meeting.body))
    event.add("description", clean(description_of(meeting, agenda)))
    location = meeting.location
    if place := place_of_meeting(location):
        event.add("location", clean(place))
    if location is not None and location.latitude is not None and location.longitude is not None:
        event.add("geo", (location.latitude, location.longitude))
    if names := [clean(one.name) for one in getattr(meeting, "seen_organizations", [])]:
        event.add("categories", names)
    return event


def end_of(meeting: Meeting) -> datetime:
    """As planned; else two hours after the start, by the clock of the world (a night of the clock change has its own length)."""
    start: datetime = meeting.start
    end: datetime | None = meeting.end
    return end if end is not None and end > start else start.astimezone(UTC) + USUAL_LENGTH


def last_change(meeting: Meeting, revision: Revision, agenda: Sequence[Line]) -> datetime:
    """When anything that stands in the event was last changed, to the second."""
    moments = [meeting.modified, meeting.public_modified, revision.changed_at]
    moments += [line.item.modified for line in agenda if line.item]
    latest: datetime = max(moment for moment in moments if moment is not None)
    return latest.astimezone(UTC).replace(microsecond=0)


def status_of(meeting: Meeting) -> str:
    """TENTATIVE until the invitation is out."""
    if meeting.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if meeting.state == MeetingState.PLANNED else "CONFIRMED"


def summary_of(meeting: Meeting) -> str:
    """The name; the words in front are there for programs that show no state."""
    name = full_name_of(meeting)
    if meeting.cancelled:
        return _("Cancelled: %(meeting)s") % {"meeting": name}
    return name if meeting.audience == Audience.PUBLIC else _("Not public: %(meeting)s") % {"meeting": name}


def description_of(meeting: Meeting, agenda: Sequence[Line]) -> str:
    """State, agenda and address in plain sentences."""
    said = []
    if meeting.cancelled:
        said.append(meeting.cancel_reason or _("This meeting has been cancelled. It does not take place."))
    elif meeting.state == MeetingState.PLANNED:
        said.append(_("Planned: the invitation is not out yet."))
    if meeting.location and meeting.location.accessibility:
        said.append(meeting.location.accessibility)
    if agenda:
        said.append("\n".join([_("Agenda:"), *_few(agenda)]))
    if meeting.end is None and not meeting.cancelled:
        said.append(_("The end is open; two hours are entered here."))
    said.append(_("Agenda, papers and recording: %(address)s") % {"address": page_of_row(meeting, meeting.body)})
    return "\n\n".join(said)


def _few(agenda: Sequence[Line]) -> Iterator[str]:
    letters = 0
    for number, line in enumerate(agenda):
        text = " ".join(part for part in (line.label, line.title) if part)
        letters += len(text)
        if letters > AGENDA_LETTERS:
            rest = len(agenda) - number
            yield ngettext("… and %(n)s more item", "… and %(n)s more items", rest) % {"n": rest}
            return
        yield text


def nearest_colour(colour: str) -> str:
    """The named colour that comes nearest to `#00474c`; teal where there is none."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return "teal"
    own = _parts(int(colour[1:], 16))
    return min(COLOURS, key=lambda name: sum((a - b) ** 2 for a, b in zip(own, _parts(COLOURS[name]), strict=True)))


def _parts(colour: int) -> tuple[int, int, int]:
    return colour >> 16, colour >> 8 & 255, colour & 255


def clean(text: str) -> str:
    """Without the control characters that a source may have left in (RFC 5545, 3.1 allows none of them)."""
    return UNPRINTABLE.sub(" ", text.replace("\r\n", "\n")).strip()
