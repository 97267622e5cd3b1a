"""What search engines and other programs read: which pages there are, and which they need not ask for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index as sitemap_index
from django.contrib.sitemaps.views import sitemap as sitemap_page
from django.core.paginator import EmptyPage, PageNotAnInteger
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


PART = 1000
"""Keys in a part of a map: no part costs more than another, and nobody counts."""


class Parts:
    """Rows in parts by their key, for Django's sitemaps in place of a paginator: what lies before a part is not read."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self.rows = rows

    @cached_property
    def num_pages(self) -> int:
        """As many as the highest key fills."""
        last = self.rows.order_by("-pk").values_list("pk", flat=True).first()
        return 1 + (last or 1) // PART

    def page(self, number: str | int) -> SimpleNamespace:
        """One part. EmptyPage, PageNotAnInteger as Django's paginator."""
        try:
            wanted = int(number)
        except ValueError as error:
            raise PageNotAnInteger from error
        if not 1 <= wanted <= self.num_pages:
            raise EmptyPage
        rows = self.rows.filter(pk__gte=(wanted - 1) * PART, pk__lt=wanted * PART)
        return SimpleNamespace(object_list=list(rows.order_by("pk")))


class Rows(Sitemap[Any]):
    """Public rows of one kind, oldest first: new ones come at the end, so full parts of the map stay as they are."""

    @cached_property
    def paginator(self) -> Any:
        """By keys instead of counting."""
        return Parts(self.items())

    def get_latest_lastmod(self) -> None:
        """The map of maps names no dates: for the latest of a whole archive all of it would have to be read."""

    def __init__(self, model: Any, place: Place, path: str = "body") -> None:
        self.model, self.place, self.path = model, place, path

    def items(self) -> QuerySet[Any]:
        """As an anonymous visitor of this host sees them."""
        rows: QuerySet[Any] = self.place.within(self.model.objects.visible_to(ANYONE), self.path).order_by("pk")
        return rows.only(*(field for field in ("slug", "uuid", "modified") if hasattr(self.model, field)))

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
