"""Sittings: the list, one sitting with its recording, and the times of its words for the script."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET
from django.views.decorators.vary import vary_on_headers

from media.models import Recording
from meetings.models import Meeting, Organization
from meetings.models.meeting import MeetingQuerySet
from ris.pages import playing, sitting, spoken, when
from ris.pages.addresses import by_slug
from ris.pages.listing import page_of
from ris.pages.place import place_of
from ris.pages.wording import status_of_meeting

BODIES_THAT_MEET = ("council", "committee", "district", "other")


def for_lists(user: AbstractBaseUser | AnonymousUser) -> MeetingQuerySet:
    """Sittings with what a row of a list shows: place, organizations, whether there is something to watch."""
    rows: MeetingQuerySet = Meeting.objects.visible_to(user).select_related("location", "body")
    watchable = Recording.objects.visible_to(user).filter(current_rendition__isnull=False)
    return rows.prefetch_related(
        Prefetch("organizations", Organization.objects.visible_to(user), to_attr="seen_organizations"),
        Prefetch("recordings", watchable, to_attr="seen_recordings"),
    )


def organizations_to_choose(request: HttpRequest) -> QuerySet[Organization]:
    """The organizations offered by a filter."""
    rows: QuerySet[Organization] = Organization.objects.visible_to(request.user).filter(type__in=BODIES_THAT_MEET)
    return place_of(request).listed(rows)


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """What comes next, then what has been, latest first; of one organization when asked."""
    place = place_of(request)
    organizations = list(organizations_to_choose(request))
    wanted = request.GET.get("gremium", "")
    chosen = next((one for one in organizations if one.slug == wanted), None)
    if wanted and chosen is None:
        raise Http404
    rows = place.listed(for_lists(request.user))
    rows = rows.of(chosen) if chosen else rows
    page = page_of(rows.past(), request)
    facts = {"organizations": organizations, "chosen": chosen, "page": page}
    return render(
        request,
        "pages/meetings.html",
        {**facts, "nav": "meetings", "upcoming": rows.upcoming() if page.number == 1 else []},
    )


@require_GET
@vary_on_headers("HX-Request")
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """One sitting: before it the agenda, after it the recording and its words. `?t=` is seconds on its clock."""
    place = place_of(request)
    row = by_slug(place.within(for_lists(request.user)).select_related("body", "location"), slug, request)
    at = when.moment_of(request.GET.get("t"))
    chapters = sitting.chapters_of(row, request.user)
    players = playing.players_of(row, request.user, chapters, at)
    player = playing.chosen(players, at)
    facts = {"meeting": row, "status": status_of_meeting(row), "players": players, "player": player, "at": at}
    if getattr(request, "htmx", False):
        return render(request, "pages/meeting_player.html", facts)
    read = _read(request, row, chapters, at)
    line = playing.line_of(player, read.pop("voices")) if player else None
    return render(request, "pages/meeting.html", {**facts, **read, "line": line, "nav": "meetings"})


def _read(
    request: HttpRequest, row: Meeting, chapters: dict[int, list[playing.ChapterMark]], at: int | None
) -> dict[str, Any]:
    marks = sorted((mark for some in chapters.values() for mark in some), key=lambda mark: mark.starts)
    agenda = sitting.agenda_of(row, request.user, marks)
    segments = spoken.segments_of(row, request.user)
    return {
        "agenda": agenda,
        "passages": spoken.passages(segments, marks, request.user, at),
        "documents": sitting.documents_of(row, agenda, request.user),
        "voices": spoken.ticks(segments),
    }


@require_GET
def word_times(request: HttpRequest, slug: str) -> JsonResponse:
    """Start of every word of a sitting, for the mark that follows the sound (ms; see `spoken.word_offsets`)."""
    row = by_slug(place_of(request).within(Meeting.objects.visible_to(request.user)), slug, request)
    return JsonResponse(spoken.word_offsets(spoken.segments_of(row, request.user)))
