"""Organizations: the list by kind, and one with its members, sittings and papers."""

from __future__ import annotations

from itertools import groupby

from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from meetings.models import Membership, Organization, OrganizationType
from ris.pages import meetings, papers
from ris.pages.addresses import by_slug
from ris.pages.place import place_of

ORDER = list(OrganizationType.values)
SHOWN = 5


@require_GET
def organizations(request: HttpRequest) -> HttpResponse:
    """All organizations, by kind."""
    rows = place_of(request).listed(Organization.objects.visible_to(request.user)).select_related("body")
    ordered = sorted(rows, key=lambda row: (ORDER.index(row.type), row.position, row.name))
    groups = [(OrganizationType(kind).label, list(some)) for kind, some in groupby(ordered, key=lambda row: row.type)]
    return render(request, "pages/organizations.html", {"groups": groups, "nav": "organizations"})


@require_GET
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits there, when it meets, what it submitted."""
    row = by_slug(place_of(request).within(Organization.objects.visible_to(request.user)), slug, request)
    sittings = meetings.for_lists(request.user).of(row)
    facts = {
        "organization": row,
        "nav": "organizations",
        "members": members(request, row),
        "upcoming": sittings.upcoming()[:SHOWN],
        "past": sittings.past()[:SHOWN],
        "papers": papers.for_lists(request).filter(originator_organizations=row).order_by("-date")[:SHOWN],
    }
    return render(request, "pages/organization.html", facts)


def members(request: HttpRequest, row: Organization) -> list[Membership]:
    """Seats held today, by family name. One query."""
    today = timezone.localdate()
    held = Q(end_date__isnull=True) | Q(end_date__gte=today)
    seats = Membership.objects.filter(held, organization=row).visible_to(request.user)
    return list(
        seats.select_related("person", "on_behalf_of").order_by(
            F("voting_right").desc(), "person__family_name", "person__given_name"
        )
    )
