"""Organizations: the list by kind, and one with its members, sittings and papers; a faction has a page of its own."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db.models import Count, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.conditions import ForEach
from meetings.models import Membership, Organization, OrganizationType
from motions.models import Consultation, Paper
from ris.pages import meetings, papers, speeches
from ris.pages.addresses import by_slug
from ris.pages.filtering import BODIES_THAT_MEET, held_on
from ris.pages.mirrors import origin_of
from ris.pages.place import place_of
from ris.pages.seats import seats_of

ORDER = list(OrganizationType.values)
SHOWN = 5


@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """All organizations by kind, with how many sit there today; those that are no more stand at the end."""
    place, today = place_of(request), timezone.localdate()
    rows = place.listed(Organization.objects.visible_to(request.user)).select_related("body")
    ordered = sorted(rows, key=lambda row: (ORDER.index(row.type), row.position, row.name))
    former = [row for row in ordered if row.end_date and row.end_date < today]
    living = [row for row in ordered if row not in former]
    groups = [(OrganizationType(kind), list(some)) for kind, some in groupby(living, key=lambda row: row.type)]
    facts = {"groups": groups, "former": former, "sizes": sizes_of(request), "nav": "organizations"}
    return render(request, "pages/organizations.html", facts)


def sizes_of(request: HttpRequest) -> dict[int, int]:
    """Seats held today, by key of the organization. One query."""
    seats = Membership.objects.filter(held_on(timezone.localdate())).visible_to(request.user)
    return dict(seats.order_by().values_list("organization").annotate(Count("pk")))


@require_safe
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits there, when it meets, what it deals with; of a faction what it submitted and said."""
    rows = Organization.objects.visible_to(request.user).select_related("body", "parent")
    row = by_slug(place_of(request).within(rows), slug, request)
    seats = seats_of(row, request.user, today=timezone.localdate())
    facts = {"organization": row, "nav": "organizations", "seats": seats, "origin": origin_of(row)}
    if row.type == OrganizationType.FACTION:
        return render(request, "pages/faction.html", facts | of_faction(request, row))
    return render(request, "pages/organization.html", facts | of_committee(request, row))


def of_faction(request: HttpRequest, row: Organization) -> dict[str, Any]:
    """Papers it submitted, and its latest speeches."""
    submitted = papers.for_lists(request).filter(originator_organizations=row).order_by("-date", "-pk")
    return {"papers": submitted[:SHOWN], "speeches": speeches.of_faction(row, request.user)}


def of_committee(request: HttpRequest, row: Organization) -> dict[str, Any]:
    """Sittings before and after today, papers it had on its agenda, papers it submitted itself."""
    sittings = meetings.for_lists(request.user).of(row)
    stations = Consultation.objects.filter(organization=row, paper=OuterRef("pk")).visible_to(request.user)
    submitted = Paper.objects.filter(pk=OuterRef("pk"), originator_organizations=row).visible_to(request.user)
    dealt = papers.for_lists(request).filter(ForEach(stations) | ForEach(submitted))
    return {
        "upcoming": sittings.upcoming()[:SHOWN],
        "past": sittings.past()[:SHOWN],
        "papers": dealt.order_by("-date", "-pk")[:SHOWN],
        "meets": row.type in BODIES_THAT_MEET,
    }
