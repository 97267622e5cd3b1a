"""The start page: ask, see what is today and next, what was decided, what is new, what was recorded last."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Count, OuterRef, Q, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from media.models import Recording
from meetings.conditions import ForEach
from meetings.models import AgendaItem, Meeting
from motions.models import Consultation, Vote
from motions.results import result_of
from ris.pages import papers
from ris.pages.meetings import for_lists, what_to_watch, whose_sitting
from ris.pages.moments import moments_of
from ris.pages.place import Place, place_of
from ris.pages.playing import Player, player_of
from ris.pages.wording import Status, status_of_result

DECIDED = ("adopted", "adopted_changed", "rejected")
UPCOMING, LATEST_DECISIONS, NEW_PAPERS = 4, 5, 5
LOOKED_AT = (0, 40, 400)
"""So many sittings back: where nothing was decided in the last forty, in the last four hundred; then it is no news."""


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
    rows = place.listed(for_lists(request.user)).prefetch_related(None).upcoming()
    ahead = list(rows.prefetch_related(what_to_watch(request.user))[: UPCOMING + 2])
    tomorrow = timezone.localdate() + timedelta(days=1)
    today = [meeting for meeting in ahead if timezone.localdate(meeting.start) < tomorrow]
    items, latest = decided_items(request, place), latest_recording(request, place)
    meetings = [*ahead, *(item.meeting for item in items), *([latest[0]] if latest else [])]
    prefetch_related_objects(meetings, whose_sitting(request.user))
    facts = {
        "today": today,
        "upcoming": [meeting for meeting in ahead if meeting not in today][:UPCOMING],
        "sizes": agenda_sizes(ahead, request.user),
        "decisions": decisions(items, request.user),
        "papers": place.listed(papers.for_lists(request)).order_by("-date", "-pk")[:NEW_PAPERS],
        "latest": latest,
    }
    return render(request, "pages/home.html", facts)


def agenda_sizes(meetings: list[Meeting], user: AbstractBaseUser | AnonymousUser) -> dict[int, int]:
    """How many items of each agenda this visitor may read; sittings without any are left out. One query."""
    items = AgendaItem.objects.filter(meeting__in=meetings).visible_to(user)
    return dict(items.order_by().values_list("meeting").annotate(Count("pk")))


def decided_items(request: HttpRequest, place: Place) -> list[AgendaItem]:
    """The last items on which something was adopted or rejected, latest sitting first. Two queries, more after long silence."""
    user = request.user
    decisions = Consultation.objects.filter(result__in=DECIDED, authoritative=True).visible_to(user)
    has_result = Q(result__in=DECIDED) | Q(ForEach(decisions.filter(agenda_item=OuterRef("pk"))))
    held = place.listed(Meeting.objects.visible_to(user)).past().order_by("-start", "-pk").values_list("pk", "start")
    found: list[AgendaItem] = []
    for begin, end in itertools.pairwise(LOOKED_AT):
        keys = [key for key, _start in held[begin:end]]
        rows = AgendaItem.objects.filter(has_result, meeting__in=keys).visible_to(user).select_related("meeting__body")
        found += rows.order_by("-meeting__start", "position")[: LATEST_DECISIONS - len(found)]
        if len(found) == LATEST_DECISIONS or len(keys) < end - begin:
            break
    return found


def decisions(items: list[AgendaItem], user: AbstractBaseUser | AnonymousUser) -> list[Decision]:
    """What was decided on these items. Three queries."""
    stations = list(Consultation.objects.filter(agenda_item__in=items).visible_to(user))
    votes = list(Vote.objects.filter(agenda_item__in=items).visible_to(user).order_by("pk"))
    moments = moments_of({item.pk for item in items}, user)
    found = []
    for item in items:
        result = result_of(item, [one for one in stations if one.agenda_item_id == item.pk])
        vote = next((one for one in reversed(votes) if one.agenda_item_id == item.pk), None)
        moment = moments.get(item.pk)
        at = vote.at if moment and vote and vote.at is not None else moment.at if moment else None
        found.append(Decision(item, item.meeting, status_of_result(result), vote, at))
    return found


def latest_recording(request: HttpRequest, place: Place) -> tuple[Meeting, Player] | None:
    """The latest sitting that can be watched. One query."""
    rows = Recording.objects.filter(current_rendition__isnull=False).visible_to(request.user)
    rows = place.listed(rows, "meeting__body").select_related("meeting__body", "current_rendition")
    recording = rows.order_by("-meeting__start", "offset").first()
    player = player_of(recording, recording.meeting) if recording else None
    return (player.recording.meeting, player) if player else None
