"""People: the list, and one person with roles, papers and what they said. Neutral wording, no rankings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings.models import Meeting, Membership, Person
from ris.pages import papers
from ris.pages.addresses import by_slug
from ris.pages.listing import page_of
from ris.pages.place import place_of
from transcripts.models import Segment

SHOWN, SPEECHES = 5, 20


@dataclass(frozen=True, slots=True)
class Speech:
    """The beginning of one turn: where it can be heard (ms on the meeting's clock) and how it starts."""

    meeting: Meeting
    at: int
    words: str


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, by family name, with the seats held today."""
    today = timezone.localdate()
    now = Membership.objects.filter(Q(end_date__isnull=True) | Q(end_date__gte=today)).visible_to(request.user)
    rows = place_of(request).listed(Person.objects.visible_to(request.user)).select_related("body")
    seated = rows.prefetch_related(Prefetch("memberships", now.select_related("organization"), to_attr="seen_seats"))
    page = page_of(seated.order_by("family_name", "given_name"), request, size=60)
    return render(request, "pages/people.html", {"page": page, "nav": "people"})


@require_GET
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Roles, papers, speeches."""
    row = by_slug(place_of(request).within(Person.objects.visible_to(request.user)), slug, request)
    seats = (
        Membership.objects.filter(person=row).visible_to(request.user).select_related("organization", "on_behalf_of")
    )
    facts = {
        "person": row,
        "nav": "people",
        "seats": seats.order_by("end_date", "organization__position"),
        "papers": papers.for_lists(request).filter(originator_people=row).order_by("-date")[:SHOWN],
        "speeches": speeches(request, row),
    }
    return render(request, "pages/person.html", facts)


def speeches(request: HttpRequest, row: Person) -> list[Speech]:
    """The latest turns of this person that can be heard, each by its first sentence. One query."""
    said = Segment.objects.filter(speaker_turn__person=row, transcript__current=True).visible_to(request.user)
    rows = said.select_related("transcript__recording__meeting").order_by(
        "-transcript__recording__meeting__start", "starts"
    )
    found: list[Speech] = []
    turns: set[int | None] = set()
    for segment in rows[: SPEECHES * 12]:
        if segment.speaker_turn_id not in turns and len(found) < SPEECHES:
            turns.add(segment.speaker_turn_id)
            found.append(Speech(segment.transcript.recording.meeting, segment.starts, segment.text))
    return found
