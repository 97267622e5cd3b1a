"""Words and shapes of codes on the pages; every status has both, so colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Audience, ItemState, Meeting, MeetingState, Organization, Publishable
from meetings.naming import full_name, short_enough
from motions.models import Consultation, ConsultationRole, Paper, PaperType
from motions.results import ItemResult, result_of_station

GOOD = {"adopted", "adopted_changed", "recommended", "answered"}
BAD = {"rejected", "not_recommended"}
GONE = {
    "postponed": "late",
    "referred": "referred",
    "withdrawn": "withdrawn",
    "taken_off": "withdrawn",
    "noted": "noted",
}
"""Results that are neither yes nor no, each with its shape."""


NO_ROLE = {"", "-", "unbekannt", "unknown", "n/a"}
"""What other systems write where they do not know an organization's part."""


@dataclass(frozen=True, slots=True)
class Status:
    """`shape` is a class of the style sheet, `word` what is read."""

    shape: str
    word: str


A_DAY = timedelta(days=1)


def status_of_meeting(meeting: Meeting) -> Status:
    """Planned, invited, in session, held; cancelled wins. Other systems seldom say that a sitting was held: then its day tells."""
    if meeting.cancelled:
        return Status("cancelled", _("cancelled"))
    if meeting.mirrored_from_id and meeting.state != MeetingState.HELD and meeting.start < timezone.now() - A_DAY:
        return Status("held", _("over"))
    return Status(meeting.state, str(MeetingState(meeting.state).label))


def closed_to(row: Publishable) -> Status | None:
    """The mark on what this reader may see and others may not; None on what is everyone's."""
    if row.audience == Audience.OFFICE:
        return Status("closed", _("only for the council office"))
    if row.audience == Audience.MEMBERS:
        return Status("closed", _("not public"))
    if row.visible_from is not None and row.visible_from > timezone.now():
        return Status("closed", _("not public yet"))
    return None


def facet_name(name: str) -> str:
    """The heading of a facet."""
    words = {
        "kind": _("Kind"),
        "organization": _("Committee"),
        "faction": _("Faction"),
        "speaker": _("Speaker"),
        "year": _("Year"),
        "result": _("Result"),
        "body": _("Municipality"),
        "meeting": _("Meeting"),
        "item": _("Agenda item"),
        "paper": _("Paper"),
    }
    return words.get(name, name)


def kinds_of_organizations(kind: str) -> str:
    """Several organizations of one kind."""
    words = {
        "council": _("Council"),
        "committee": _("Standing committees"),
        "district": _("District councils"),
        "faction": _("Factions"),
        "office": _("Administration"),
        "other": _("Others"),
    }
    return words.get(kind, kind)


def what_it_does(kind: str) -> str:
    """What an organization of this kind is there for, in a plain sentence; nothing for kinds that differ too much."""
    words = {
        "council": _("Decides on all matters of the municipality that are not given to a committee or the mayor."),
        "committee": _("Prepares what the council decides, and decides what the council has handed to it."),
        "district": _("Speaks for its part of the town and is heard before the council decides about it."),
        "faction": _("Members of the council who pursue common aims."),
        "office": _("A part of the administration."),
    }
    return words.get(kind, "")


def type_of_file(mime_type: str) -> str:
    """What a document is, in a word."""
    kind = mime_type.split(";")[0].strip().lower()
    if kind == "application/pdf":
        return "PDF"
    if kind.startswith("image/"):
        return _("picture")
    if kind.startswith("text/"):
        return _("text")
    known = {"msword": "Word", "wordprocessingml": "Word", "excel": "Excel", "spreadsheetml": "Excel", "zip": "ZIP"}
    return next((word for part, word in known.items() if part in kind), _("file"))


def order_name(name: str) -> str:
    """An order of hits."""
    return {"relevance": _("Best first"), "newest": _("Newest first"), "oldest": _("Oldest first")}[name]


def status_of_result(result: ItemResult) -> Status:
    """The status of what became of an item; a word of another system that we have none for is told as it is."""
    return status_of_code(result.code, result.label) if result.code else Status("noted", result.label)


def status_of_code(code: str, label: str) -> Status:
    """Every result has a shape of its own kind; what is unknown stays open."""
    return Status("good" if code in GOOD else "bad" if code in BAD else GONE.get(code, "open"), label)


def status_of_station(stop: Consultation, *, at: datetime) -> Status:
    """A station's result; without one what is known: planned, put off, cancelled, or that the result is missing."""
    result = result_of_station(stop)
    if result.is_known:
        return status_of_result(result)
    item, meeting = stop.agenda_item, meeting_of_station(stop)
    if meeting is None:
        if stop.mirrored_from_id is not None:
            return Status("open", _("date not known"))
        return Status("planned", _("date not set yet"))
    if meeting.cancelled:
        return Status("cancelled", _("meeting cancelled"))
    if item is not None and item.state in {ItemState.TAKEN_OFF, ItemState.POSTPONED}:
        return status_of_code(str(item.state), str(ItemState(item.state).label))
    if meeting.start >= at:
        return Status("planned", _("planned"))
    return Status("open", _("result not known") if stop.mirrored_from_id is not None else _("result not entered yet"))


def meeting_of_station(stop: Consultation) -> Meeting | None:
    """The sitting it is or was dealt with in; None while that is open or where a source does not say."""
    return stop.agenda_item.meeting if stop.agenda_item else stop.meeting


def kind_of_paper(paper: Paper) -> str:
    """What a paper is, in a word; for kinds of another system that we do not know, in its word."""
    if paper.type == PaperType.OTHER and paper.type_text:
        return paper.type_text
    return str(paper.get_type_display())


def role_in_words(stop: Consultation) -> str:
    """What the organization does with the paper, as a verb: hears, advises, decides, takes note."""
    words = {
        ConsultationRole.HEARING: _("is heard"),
        ConsultationRole.PRELIMINARY: _("advises"),
        ConsultationRole.DECISION: _("decides"),
        ConsultationRole.NOTE: _("takes note"),
    }
    if stop.role:
        return words[ConsultationRole(stop.role)]
    return stop.role_text if stop.role_text.casefold() not in NO_ROLE else _("deals with it")


def number_of_item(label: str) -> str:
    """`TOP 4`, for English readers `Item 4`: what an agenda item is called by where its title follows."""
    return _("Item %(label)s") % {"label": label}


def name_of_meeting(meeting: Meeting, organizations: list[Organization]) -> str:
    """`Stadtrat, 17. Sitzung`: whose sitting it is stands first wherever sittings of several stand together."""
    return full_name(meeting.name, [short_enough(one.name, one.short_name) for one in organizations])


def full_name_of(meeting: Meeting) -> str:
    """The same for a sitting read with the organizations its visitor may know (`seen_organizations`)."""
    return name_of_meeting(meeting, getattr(meeting, "seen_organizations", []))


def status_of_item(item: AgendaItem) -> Status | None:
    """What people travel to the town hall for: taken off, postponed and new items are plain before the sitting."""
    if item.state in {ItemState.TAKEN_OFF, ItemState.POSTPONED, ItemState.ADDED}:
        return Status("added" if item.state == ItemState.ADDED else "open", str(ItemState(item.state).label))
    return None
