"""What can be followed from a page: its calendar, its feed, its podcast, each with the addresses that programs take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import Meeting, Organization, OrganizationType, Person
from motions.models import Paper
from ris.pages.filtering import BODIES_THAT_MEET
from ris.pages.place import Place, place_of, site_of

ANYONE = AnonymousUser()
WITHOUT = ("seite", "sortierung", "datei")
"""What of a search's address is no part of the question."""


@dataclass(frozen=True, slots=True)
class CalendarWay:
    """A calendar: what it holds, and its address in the two spellings that programs ask for."""

    title: str
    address: str

    @property
    def webcal(self) -> str:
        """Opens the calendar program of the phone or computer."""
        return f"webcal://{self.address.partition('://')[2]}"

    @property
    def since_the_beginning(self) -> str:
        """The same with all sittings that ever were."""
        return f"{self.address}{'&' if '?' in self.address else '?'}ab=anfang"


@dataclass(frozen=True, slots=True)
class FeedWay:
    """A feed: what it tells, and its address."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Ways:
    """All that one page offers. `file`: one sitting to be taken in once."""

    calendars: tuple[CalendarWay, ...] = ()
    feeds: tuple[FeedWay, ...] = ()
    file: str = ""


def ways_of(what: Any, request: HttpRequest) -> Ways:
    """For a row, or for a list by its name (`meetings`, `papers`, `search`). No query for strangers, at most one for others."""
    if not isinstance(what, str) and request.user.is_authenticated and not _is_everyones(what):
        # Nobody else could read what its addresses give. The file is made for who is signed in.
        return Ways(file=reverse("calendar_meeting", args=[what.slug])) if isinstance(what, Meeting) else Ways()
    site = site_of(request)
    match what:
        case Meeting():
            return _of_meeting(what, site)
        case Organization():
            return _of_organization(what, site)
        case Person():
            calendar = CalendarWay(what.name, site + reverse("calendar_person", args=[what.slug]))
            return Ways((calendar,), (FeedWay(what.name, site + reverse("news_person", args=[what.slug])),))
        case Paper():
            return Ways((), (FeedWay(str(what), site + reverse("news_paper", args=[what.uuid])),))
        case "search":
            return _of_search(request, site)
    return _of_place(what, site, place_of(request))


def _is_everyones(row: Any) -> bool:
    return bool(type(row).objects.filter(pk=row.pk).visible_to(ANYONE).exists())


def _of_meeting(row: Meeting, site: str) -> Ways:
    calendars = tuple(
        CalendarWay(one.name, site + reverse("calendar_organization", args=[one.slug]))
        for one in getattr(row, "seen_organizations", [])
    )
    return Ways(calendars, (), reverse("calendar_meeting", args=[row.slug]))


def _of_organization(row: Organization, site: str) -> Ways:
    meets = row.type in BODIES_THAT_MEET and row.type != OrganizationType.FACTION
    calendar = CalendarWay(row.name, site + reverse("calendar_organization", args=[row.slug]))
    feed = FeedWay(row.name, site + reverse("news_organization", args=[row.slug]))
    return Ways((calendar,) if meets else (), (feed,))


def _of_search(request: HttpRequest, site: str) -> Ways:
    query = request.GET.copy()
    for name in WITHOUT:
        query.pop(name, None)
    words = query.get("q", "")
    asked = any(value for values in query.lists() for value in values[1])
    title = _("Search: %(question)s") % {"question": words} if words else _("This search")
    return Ways((), (FeedWay(title, f"{site}{reverse('news_search')}?{query.urlencode()}"),)) if asked else Ways()


def _of_place(what: str, site: str, place: Place) -> Ways:
    body = place.chosen or place.speaks_for
    chosen = f"?gemeinde={place.chosen.slug}" if place.chosen and not place.own else ""
    name = body.name if body else _("All councils")
    if what == "papers":
        return Ways((), (FeedWay(name, f"{site}{reverse('news_kind', args=['vorlagen'])}{chosen}"),))
    calendar = CalendarWay(name, f"{site}{reverse('calendar_all')}{chosen}")
    feed = reverse("news") if what == "home" else reverse("news_kind", args=["sitzungen"])
    return Ways((calendar,), (FeedWay(name, f"{site}{feed}{chosen}"),))


def named_in_the_head(request: HttpRequest, row: Any) -> tuple[FeedWay, ...]:
    """Feeds for the head of a page, where programs look for them: the page's own and everything. Nothing on error pages."""
    try:
        own = ways_of(row, request).feeds if row is not None else ()
        return (*own, *(way for way in ways_of("home", request).feeds if way not in own))
    except Http404:
        return ()
