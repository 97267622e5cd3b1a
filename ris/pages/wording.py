"""Words and shapes of codes on the pages; every status has both, so colour is never alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models import AgendaItem, ItemState, Meeting, MeetingState
from motions.results import ItemResult

GOOD = {"adopted", "adopted_changed", "recommended"}
BAD = {"rejected", "not_recommended"}


@dataclass(frozen=True, slots=True)
class Status:
    """`shape` is a class of the style sheet, `word` what is read."""

    shape: str
    word: str


def status_of_meeting(meeting: Meeting) -> Status:
    """Planned, invited, in session, held; cancelled wins."""
    if meeting.cancelled:
        return Status("cancelled", _("cancelled"))
    return Status(meeting.state, str(MeetingState(meeting.state).label))


def facet_name(name: str) -> str:
    """The heading of a facet."""
    words = {
        "kind": _("Kind"),
        "organization": _("Committee"),
        "faction": _("Faction"),
        "speaker": _("Speaker"),
        "year": _("Year"),
        "result": _("Result"),
    }
    return words.get(name, name)


def order_name(name: str) -> str:
    """An order of hits."""
    return {"relevance": _("Best first"), "newest": _("Newest first"), "oldest": _("Oldest first")}[name]


def status_of_result(result: ItemResult) -> Status:
    """The status of what became of an item."""
    return status_of_code(result.code, result.label)


def status_of_code(code: str, label: str) -> Status:
    """Adopted and rejected have shapes of their own; all else stays open."""
    return Status("good" if code in GOOD else "bad" if code in BAD else "open", label)


def status_of_item(item: AgendaItem) -> Status | None:
    """What people travel to the town hall for: taken off, postponed and new items are plain before the sitting."""
    if item.state in {ItemState.TAKEN_OFF, ItemState.POSTPONED, ItemState.ADDED}:
        return Status("added" if item.state == ItemState.ADDED else "open", str(ItemState(item.state).label))
    return None
