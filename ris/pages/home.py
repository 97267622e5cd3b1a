"""The start page: ask, see what comes, what was decided, what was recorded last."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from media.models import Chapter, ChapterItem, Recording
from meetings.models import AgendaItem, Meeting
from motions.models import Consultation, Vote
from motions.results import result_of
from ris.pages.meetings import for_lists
from ris.pages.place import Place, place_of
from ris.pages.playing import Player, players_of
from ris.pages.wording import Status, status_of_result

DECIDED = ("adopted", "adopted_changed", "rejected")
UPCOMING, LATEST_DECISIONS = 4, 5


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an item, with its vote and the second where it can be watched (ms; None: not recorded)."""

    item: AgendaItem
    status: Status
    vote: Vote | None
    at: int | None


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Four queries of lists and what hangs on them; nothing that needs an account."""
    place = place_of(request)
    facts = {
        "upcoming": place.listed(for_lists(request.user)).upcoming()[:UPCOMING],
        "decisions": decisions(request, place),
        "latest": latest_recording(request, place),
    }
    return render(request, "pages/home.html", facts)


def decisions(request: HttpRequest, place: Place) -> list[Decision]:
    """The last things adopted or rejected, latest sitting first. Five queries."""
    user = request.user
    has_result = Q(result__in=DECIDED) | Q(
        pk__in=Consultation.objects.filter(result__in=DECIDED).visible_to(user).values("agenda_item")
    )
    rows = AgendaItem.objects.filter(has_result).visible_to(user).select_related("meeting")
    items = list(place.listed(rows, "meeting__body").order_by("-meeting__start", "-position")[:LATEST_DECISIONS])
    stations = list(Consultation.objects.filter(agenda_item__in=items).visible_to(user))
    votes = list(Vote.objects.filter(agenda_item__in=items).visible_to(user).order_by("pk"))
    chapters = Chapter.objects.filter(items__in=items, recording__current_rendition__isnull=False).visible_to(user)
    starts: dict[int, int] = {}
    links = ChapterItem.objects.filter(chapter__in=chapters, item__in=items).order_by("chapter__starts")
    for item_id, begins in links.values_list("item_id", "chapter__starts"):
        starts.setdefault(item_id, begins)
    found = []
    for item in items:
        result = result_of(item, [one for one in stations if one.agenda_item_id == item.pk])
        vote = next((one for one in reversed(votes) if one.agenda_item_id == item.pk), None)
        at = vote.at if vote and vote.at is not None and item.pk in starts else starts.get(item.pk)
        found.append(Decision(item, status_of_result(result), vote, at))
    return found


def latest_recording(request: HttpRequest, place: Place) -> tuple[Meeting, Player] | None:
    """The latest sitting that can be watched. Two queries."""
    rows = Recording.objects.filter(current_rendition__isnull=False).visible_to(request.user)
    recording = place.listed(rows, "meeting__body").select_related("meeting").order_by("-meeting__start").first()
    if recording is None:
        return None
    players = players_of(recording.meeting, request.user, {})
    return (recording.meeting, players[0]) if players else None
