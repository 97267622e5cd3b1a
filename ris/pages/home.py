"""The start page: ask, see what is today and next, what was decided, what is new, what was recorded last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from media.models import Recording
from meetings.models import AgendaItem, Meeting
from motions.models import Consultation, Vote
from motions.results import result_of
from ris.pages import papers
from ris.pages.meetings import for_lists
from ris.pages.moments import moments_of
from ris.pages.place import Place, place_of
from ris.pages.playing import Player, players_of
from ris.pages.wording import Status, status_of_result

DECIDED = ("adopted", "adopted_changed", "rejected")
UPCOMING, LATEST_DECISIONS, NEW_PAPERS = 4, 5, 5


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on an item, with its vote and the second where it can be watched (ms; None: not recorded)."""

    item: AgendaItem
    meeting: Meeting
    status: Status
    vote: Vote | None
    at: int | None


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Lists and what hangs on them; nothing that needs an account."""
    place = place_of(request)
    ahead = list(place.listed(for_lists(request.user)).upcoming()[: UPCOMING + 2])
    tomorrow = timezone.localdate() + timedelta(days=1)
    today = [meeting for meeting in ahead if timezone.localdate(meeting.start) < tomorrow]
    facts = {
        "today": today,
        "upcoming": [meeting for meeting in ahead if meeting not in today][:UPCOMING],
        "sizes": agenda_sizes(ahead, request.user),
        "decisions": decisions(request, place),
        "papers": place.listed(papers.for_lists(request)).order_by("-date", "-pk")[:NEW_PAPERS],
        "latest": latest_recording(request, place),
    }
    return render(request, "pages/home.html", facts)


def agenda_sizes(meetings: list[Meeting], user: AbstractBaseUser | AnonymousUser) -> dict[int, int]:
    """How many items of each agenda this visitor may read; sittings without any are left out. One query."""
    items = AgendaItem.objects.filter(meeting__in=meetings).visible_to(user)
    return dict(items.order_by().values_list("meeting").annotate(Count("pk")))


def decisions(request: HttpRequest, place: Place) -> list[Decision]:
    """The last things adopted or rejected, latest sitting first. Six queries."""
    user = request.user
    has_result = Q(result__in=DECIDED) | Q(
        pk__in=Consultation.objects.filter(result__in=DECIDED, authoritative=True)
        .visible_to(user)
        .values("agenda_item")
    )
    rows = AgendaItem.objects.filter(has_result).visible_to(user)
    items = list(place.listed(rows, "meeting__body").order_by("-meeting__start", "position")[:LATEST_DECISIONS])
    meetings = for_lists(user).in_bulk({item.meeting_id for item in items})
    stations = list(Consultation.objects.filter(agenda_item__in=items).visible_to(user))
    votes = list(Vote.objects.filter(agenda_item__in=items).visible_to(user).order_by("pk"))
    moments = moments_of({item.pk for item in items}, user)
    found = []
    for item in items:
        result = result_of(item, [one for one in stations if one.agenda_item_id == item.pk])
        vote = next((one for one in reversed(votes) if one.agenda_item_id == item.pk), None)
        moment = moments.get(item.pk)
        at = vote.at if moment and vote and vote.at is not None else moment.at if moment else None
        found.append(Decision(item, meetings[item.meeting_id], status_of_result(result), vote, at))
    return found


def latest_recording(request: HttpRequest, place: Place) -> tuple[Meeting, Player] | None:
    """The latest sitting that can be watched. Five queries."""
    rows = Recording.objects.filter(current_rendition__isnull=False).visible_to(request.user)
    recording = place.listed(rows, "meeting__body").order_by("-meeting__start").first()
    if recording is None:
        return None
    meeting = for_lists(request.user).get(pk=recording.meeting_id)
    players = players_of(meeting, request.user, {})
    return (meeting, players[0]) if players else None
