"""Sittings: the list, one sitting with its recording, and the times of its words for the script."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from media.models import Recording
from meetings.models import Meeting, Organization
from meetings.models.meeting import MeetingQuerySet
from ris.pages import leaves, playing, sitting, spoken, when
from ris.pages.addresses import by_slug
from ris.pages.filtering import MeetingFilter
from ris.pages.listing import page_of
from ris.pages.mirrors import origin_of
from ris.pages.place import place_of
from ris.pages.sitting_documents import documents_of
from ris.pages.watching import Watched, watched

BODIES_THAT_MEET = ("council", "committee", "district", "other")
AHEAD = 12
"""So many sittings to come stand above those that were; the calendar has all of them."""


def for_lists(user: AbstractBaseUser | AnonymousUser) -> MeetingQuerySet:
    """Sittings with what a row of a list shows: place, organizations, whether there is something to watch."""
    rows: MeetingQuerySet = Meeting.objects.visible_to(user).select_related("location", "body")
    return rows.prefetch_related(whose_sitting(user), what_to_watch(user))


def whose_sitting(user: AbstractBaseUser | AnonymousUser) -> Prefetch[str, QuerySet[Organization], str]:
    """The organizations of sittings, as far as the visitor may know them."""
    return Prefetch("organizations", Organization.objects.visible_to(user), to_attr="seen_organizations")


def what_to_watch(user: AbstractBaseUser | AnonymousUser) -> Prefetch[str, QuerySet[Recording], str]:
    """The recordings of sittings that can be played."""
    rows = Recording.objects.visible_to(user).filter(current_rendition__isnull=False)
    return Prefetch("recordings", rows.select_related("current_rendition"), to_attr="seen_recordings")


def organizations_to_choose(request: HttpRequest) -> QuerySet[Organization]:
    """The organizations offered by a filter."""
    rows: QuerySet[Organization] = Organization.objects.visible_to(request.user).filter(type__in=BODIES_THAT_MEET)
    return place_of(request).listed(rows)


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """What comes next, then what has been, latest first, under the filters of the address."""
    chosen = MeetingFilter(request.GET, place_of(request).listed(for_lists(request.user)), request=request)
    found = cast(MeetingQuerySet, chosen.found)
    page = page_of(found.past(), request, order=("-start", "-pk"), total=chosen.total)
    ahead = list(found.upcoming()[: AHEAD + 1]) if page.is_first else []
    facts = {"filter": chosen, "page": page, "upcoming": ahead[:AHEAD], "more_ahead": len(ahead) > AHEAD}
    return render(request, "pages/meetings.html", facts | {"nav": "meetings"})


@require_safe
@vary_on_headers("HX-Request")
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """One sitting: before it the agenda, after it the recording and its words. `?t=` is seconds on its clock."""
    row = _sitting(request, slug)
    at = when.moment_of(request.GET.get("t"))
    if getattr(request, "htmx", False):
        players = playing.players_of(row, request.user, sitting.chapters_of(row, request.user), at)
        return render(request, "pages/meeting_player.html", {"player": playing.chosen(players, at)})
    seen = watched(row, request.user, at)
    facts: dict[str, Any] = {"instead": _instead(row, seen, request)}
    facts["documents"] = documents_of(row, seen.agenda, request.user)
    facts |= {"seen": seen, "meeting": row, "at": at, "origin": origin_of(row), "nav": "meetings"}
    return render(request, "pages/meeting.html", facts)


@require_safe
def transcript(request: HttpRequest, slug: str) -> HttpResponse:
    """The Wortlaut alone: to read, to search and to print. A long one in pages; `?t=` opens the one where it was said."""
    row = _sitting(request, slug)
    at = when.moment_of(request.GET.get("t"))
    seen = watched(row, request.user, at)
    if not seen.passages:
        raise Http404
    book = leaves.book_of(seen.passages, leaves.OWN_PAGE, page=request.GET.get("seite", ""), at=at)
    facts = {"seen": seen, "meeting": row, "at": at, "book": book, "nav": "meetings"}
    if wanted := " ".join(request.GET.get("suche", "").split()):
        places = leaves.places_of(book.leaves, wanted)
        return render(request, "pages/meeting_transcript.html", {**facts, "wanted": wanted, **_shown(places)})
    return render(request, "pages/meeting_transcript.html", facts)


@require_safe
def word_times(request: HttpRequest, slug: str) -> JsonResponse:
    """Start of every word of a sitting, for the mark that follows the sound (ms; see `spoken.word_offsets`)."""
    row = by_slug(place_of(request).within(Meeting.objects.visible_to(request.user)), slug, request)
    return JsonResponse(spoken.word_offsets(spoken.segments_of(row, request.user)))


def _shown(places: list[leaves.Place]) -> dict[str, object]:
    return {"places": places[: leaves.MOST_PLACES], "count": len(places), "more": len(places) > leaves.MOST_PLACES}


def _sitting(request: HttpRequest, slug: str) -> Meeting:
    rows = place_of(request).within(for_lists(request.user)).select_related("body", "location")
    found: Meeting = by_slug(rows, slug, request)
    return found


def _instead(row: Meeting, seen: Watched, request: HttpRequest) -> Meeting | None:
    """When a sitting is cancelled: the next one of the same organization that does take place."""
    organizations = getattr(row, "seen_organizations", [])
    if seen.phase.code != "cancelled" or not organizations:
        return None
    later = for_lists(request.user).of(organizations[0]).upcoming().filter(cancelled=False).exclude(pk=row.pk)
    return later.first()
