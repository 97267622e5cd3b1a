"""What a search gives back: hits a page can print, and the facets beside them. The index proposes, SQL decides."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal, get_args

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.http import QueryDict
from haystack.backends import SQ
from haystack.exceptions import SearchBackendError
from haystack.query import SearchQuerySet

from search.audiences import audience_sq
from search.highlight import Highlighter
from search.query import UserQuery, clean, parse
from search.wording import message

Order = Literal["relevance", "newest", "oldest"]
Kind = Literal["speech", "item", "paper", "document", "meeting", "person", "organization"]
Visitor = AbstractBaseUser | AnonymousUser

PAGE_SIZE = 20
LAST_PAGE = 500  # nobody reads on; deeper pages cost more the deeper they are

SORTING: Mapping[Order, tuple[str, ...]] = {
    "relevance": (),
    "newest": ("-when", "starts"),
    "oldest": ("when", "starts"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One hit. `snippet_html` is escaped text with <mark>; every other text is plain and must be escaped."""

    kind: Kind
    kind_label: str
    title: str
    url: str
    snippet_html: str
    who: str = ""
    faction: str = ""
    when: datetime | None = None
    meeting_title: str = ""
    t_ms: int | None = None
    """Start of the matched word (ms on the meeting's clock); None for everything but speech."""
    play_url: str | None = None
    """`/sitzungen/<slug>/?t=SECONDS`: where the matched word is spoken; for an agenda item where it is called."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """A few more plain texts by kind: `reference`, `result`, `page`, `file`, `item` (the agenda item's label)."""


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One choice of a facet; `url` toggles it and keeps everything else of the query string."""

    value: str
    label: str
    count: int
    url: str
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    """A page of hits. `message` is a sentence for the reader ("" when there is nothing to say)."""

    text: str
    total: int
    items: Sequence[Finding]
    facets: Mapping[str, Sequence[FacetChoice]]
    """By name: kind, organization, faction, speaker, year, result; empty facets are left out."""
    page: int
    pages: int
    order: Order
    message: str = ""
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it. Filters: facets' names, and body, meeting (slugs), item, paper (uuids)."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = "relevance"
    page: int = 1


PARAMETERS: Mapping[str, str] = {
    "kind": "art",
    "organization": "gremium",
    "faction": "fraktion",
    "speaker": "person",
    "year": "jahr",
    "result": "ergebnis",
    "body": "gemeinde",
    "meeting": "sitzung",
    "item": "top",
    "paper": "vorlage",
}
ORDER_WORDS: Mapping[str, Order] = {"neueste": "newest", "aelteste": "oldest"}


def asked(parameters: QueryDict) -> Asked:
    """Reads `?q=…&art=…&gremium=…&sortierung=neueste&seite=2`. Never fails: what is not understood is left out."""
    filters = {
        name: tuple(dict.fromkeys(clean(value) for value in parameters.getlist(parameter)[:20] if clean(value)))
        for name, parameter in PARAMETERS.items()
    }
    number = parameters.get("seite", "1") or "1"
    page = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    return Asked(
        text=clean(parameters.get("q", "") or ""),
        filters={name: values for name, values in filters.items() if values},
        order=ORDER_WORDS.get(parameters.get("sortierung", "") or "", "relevance"),
        page=max(1, page),
    )


def address(question: Asked, path: str = "/suche/") -> str:
    """The way back: the address of a search."""
    query = QueryDict(mutable=True)
    query["q"] = question.text
    for name, values in question.filters.items():
        query.setlist(PARAMETERS[name], list(values))
    for word, order in ORDER_WORDS.items():
        if order == question.order:
            query["sortierung"] = word
    if question.page > 1:
        query["seite"] = str(question.page)
    return f"{path}?{query.urlencode()}"


def find(
    text: str,
    *,
    user: Visitor,
    filters: Mapping[str, Sequence[str]] | None = None,
    order: Order = "relevance",
    page: int = 1,
    path: str = "/suche/",
) -> Findings:
    """One page of hits for this visitor, with facets. Never raises for what a visitor typed."""
    began = time.perf_counter()
    chosen = {
        name: tuple(clean(value) for value in values)
        for name, values in (filters or {}).items()
        if values and name in PARAMETERS
    }
    order = order if order in get_args(Order) else "relevance"
    question = Asked(clean(text), chosen, order, min(max(1, page), LAST_PAGE))
    query = parse(question.text)
    if query.is_empty and (query.terms or not chosen):
        code = "nothing_asked" if question.text else ""
        return Findings(question.text, 0, (), {}, 1, 1, order, message(code), _since(began))
    try:
        found = _search(question, query, user, path)
    except SearchBackendError:
        return Findings(question.text, 0, (), {}, 1, 1, order, message("not_ready"), _since(began))
    return replace(found, took_ms=_since(began))


def _search(question: Asked, query: UserQuery, user: Visitor, path: str) -> Findings:
    from search.facets import FACETS, conditions, facet_choices
    from search.fetching import fetch

    limits = conditions(question.filters, user)
    main = _base(query, user, limits).order_by(*SORTING[question.order])
    for column in FACETS.values():
        main = main.facet(column)
    start = (question.page - 1) * PAGE_SIZE
    by_kind = query.about_speech and question.order == "relevance" and "kind" not in limits
    hits = _speeches_first(main, start) if by_kind else main[start : start + PAGE_SIZE]
    total = len(main)
    counts = dict(main.facet_counts().get("fields", {}))
    for name in set(limits) & set(FACETS):
        # Several choices of one facet widen the search: its own counts are those without it.
        others = {other: limit for other, limit in limits.items() if other != name}
        free = _base(query, user, others).facet(FACETS[name])
        list(free[:1])  # else haystack fetches all that is counted
        counts[FACETS[name]] = free.facet_counts().get("fields", {}).get(FACETS[name], [])
    items = fetch(hits, user, Highlighter(query))
    total = max(total - (len(hits) - len(items)), len(items))
    code = "cut" if query.cut else "nothing_found" if not total else ""
    if by_kind and any(item.kind == "speech" for item in items):
        code = code or "speeches_first"
    return Findings(
        text=question.text,
        total=total,
        items=items,
        facets=facet_choices(counts, question, user, path),
        page=question.page,
        pages=max(1, min(LAST_PAGE, math.ceil(total / PAGE_SIZE))),
        order=question.order,
        message=message(code),
    )


def _speeches_first(found: SearchQuerySet, start: int) -> list[Any]:
    """This page of the hits when all speeches stand before all others, each by rank."""
    speech = SQ(kind__in=["speech"])
    said, others = found.filter(speech), found.exclude(speech)
    hits = list(said[start : start + PAGE_SIZE])
    begin = max(0, start - len(said))
    return hits + list(others[begin : begin + PAGE_SIZE - len(hits)])


def _base(query: UserQuery, user: Visitor, limits: Mapping[str, SQ]) -> SearchQuerySet:
    search = SearchQuerySet().narrow(audience_sq(user))
    if query.terms:
        search = search.filter(query.as_sq())
    for limit in limits.values():
        search = search.filter(limit)
    return search


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)
