"""Addresses of the feeds: everything or one kind of news; of a municipality, an organization, a person, a paper, a search."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.models import Body, Organization, Person
from motions.models import Paper
from ris.feeds import scopes
from ris.feeds.addresses import home_of, page_of_row
from ris.feeds.answering import ATOM, answered, for_everyone, last_change
from ris.feeds.atom import FeedHead, atom_of
from ris.feeds.news import KINDS, Scope, news, urn, urn_of_address
from ris.feeds.searches import found_lately
from ris.pages.addresses import by_slug
from ris.pages.keeping import kept_content
from ris.pages.place import place_of

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def title_of(kind: str) -> str:
    """What a feed of this kind is called; "" stands for all kinds."""
    return {
        "": _("News"),
        "sitzungen": _("New meetings"),
        "vorlagen": _("New papers"),
        "beschluesse": _("Results"),
        "aufzeichnungen": _("New recordings"),
    }[kind]


def _feed(request: HttpRequest, scope: Scope, kind: str, head: FeedHead) -> HttpResponse:
    if kind and kind not in KINDS:
        raise Http404
    changed = last_change()
    content = kept_content(request, lambda: atom_of(head, news(scope, request.user, kind)))
    return answered(request, content, ATOM, changed=changed)


def _author(body: Body | None) -> str:
    return body.name if body else _("Council information")


@for_everyone
def everything(request: HttpRequest, kind: str = "") -> HttpResponse:
    """`?gemeinde=` for one municipality; on its own host only its own."""
    if kind and kind not in KINDS:
        raise Http404
    place = place_of(request)
    body = place.chosen or place.speaks_for
    home = home_of(place.own)
    head = FeedHead(
        urn(body.uuid, f"feed {kind}") if body else urn_of_address(f"{home_of(None)}/neues {kind}"),
        f"{_author(body)}: {title_of(kind)}", home + request.get_full_path(), home + reverse("home"), _author(body), home,
        body.created if body else LONG_AGO, rights=body.license if body else "",
    )  # fmt: skip
    return _feed(request, scopes.of_body(place.chosen), kind, head)


@for_everyone
def organization(request: HttpRequest, slug: str, kind: str = "") -> HttpResponse:
    """Its sittings, papers, results and recordings."""
    rows = place_of(request).within(Organization.objects.visible_to(request.user)).select_related("body")
    row = by_slug(rows, slug, request)
    return _of_row(request, row, row.name, scopes.of_organization(row, request.user), kind)


@for_everyone
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Papers, what became of them, recordings."""
    rows = place_of(request).within(Person.objects.visible_to(request.user)).select_related("body")
    row = by_slug(rows, slug, request)
    return _of_row(request, row, row.name, scopes.of_person(row, request.user))


@for_everyone
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Where it is put on an agenda, what is decided, what belongs to it."""
    rows = place_of(request).within(Paper.objects.visible_to(request.user)).select_related("body")
    row = get_object_or_404(rows, uuid=uuid)
    return _of_row(request, row, str(row), scopes.of_paper(row, request.user))


def _of_row(
    request: HttpRequest, row: Organization | Person | Paper, name: str, scope: Scope, kind: str = ""
) -> HttpResponse:
    if kind and kind not in KINDS:
        raise Http404
    home = home_of(row.body)
    head = FeedHead(
        urn(row.uuid, f"feed {kind}"), f"{name}: {title_of(kind)}", home + request.get_full_path(),
        page_of_row(row, row.body), row.body.name, home, row.created, rights=row.body.license,
    )  # fmt: skip
    return _feed(request, scope, kind, head)


@for_everyone
def search(request: HttpRequest) -> HttpResponse:
    """What a search finds, latest first: the same address as the page, with `suche.atom` in front. Http404 where nothing is asked."""
    place = place_of(request)
    found = found_lately(request.GET, request.user, place.chosen)
    if found is None:
        raise Http404
    home = home_of(place.own)
    head = FeedHead(
        urn_of_address(f"{home}{found.page}"), _("Search: %(question)s") % {"question": found.question},
        home + request.get_full_path(), home + found.page, _author(place.chosen or place.speaks_for), home, LONG_AGO,
    )  # fmt: skip
    # The index follows changes by itself, so nobody can say since when this is so.
    return answered(request, atom_of(head, found.entries), ATOM)
