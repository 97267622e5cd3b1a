"""What search engines and other programs read: which pages there are, and which they need not ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from meetings.models import AgendaItem, Meeting, Organization, Person
from motions.models import Paper
from ris.pages.addresses import address_of
from ris.pages.place import Place, place_of
from ris.pages.texts import PAGES

ANYONE = AnonymousUser()


class Rows(Sitemap[Any]):
    """Public rows of one kind, oldest first: new ones come at the end, so full pages of the map stay as they are."""

    limit = 5000

    def __init__(self, model: Any, place: Place, path: str = "body") -> None:
        self.model, self.place, self.path = model, place, path

    def items(self) -> QuerySet[Any]:
        """As an anonymous visitor of this host sees them."""
        rows: QuerySet[Any] = self.place.within(self.model.objects.visible_to(ANYONE), self.path).order_by("pk")
        return rows

    def location(self, item: Any) -> str:
        """The permanent address."""
        return address_of(item)

    def lastmod(self, item: Any) -> datetime:
        """When the row was last changed."""
        changed: datetime = item.modified
        return changed


class Fixed(Sitemap[str]):
    """Pages that are always there."""

    def items(self) -> list[str]:
        """Lists and explaining pages."""
        names = ["home", "meetings", "calendar", "papers", "organizations", "people", "search", "feedback"]
        return [*map(reverse, names), *(reverse("text", args=[page]) for page in PAGES)]

    def location(self, item: str) -> str:
        """It is the address already."""
        return item


def _maps(request: HttpRequest) -> dict[str, Any]:
    place = place_of(request)
    return {
        "seiten": Fixed(),
        "sitzungen": Rows(Meeting, place),
        "tagesordnungspunkte": Rows(AgendaItem, place, "meeting__body"),
        "vorlagen": Rows(Paper, place),
        "gremien": Rows(Organization, place),
        "personen": Rows(Person, place),
    }


@require_safe
def sitemap(request: HttpRequest, section: str | None = None) -> HttpResponse:
    """`/sitemap.xml` names a map for each kind of page; those name the pages (sitemaps.org 0.9)."""
    if section is None:
        return sitemap_index(request, _maps(request), sitemap_url_name="sitemap_section")
    return sitemap_page(request, _maps(request), section)


def _rules(request: HttpRequest) -> Iterator[str]:
    yield "User-agent: *"
    yield "Disallow: /admin/"
    yield "Disallow: /kalender/privat/"
    yield "Disallow: /mein-kalender/"
    yield "Disallow: /*?*art="
    yield "Disallow: /*?*gremium="
    yield "Disallow: /*?*sortierung="
    yield "Disallow: /aufnahmen/"
    yield f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Filters combine without end, so programs are asked to leave them alone."""
    return HttpResponse("\n".join(_rules(request)) + "\n", content_type="text/plain; charset=utf-8")
