"""A search as a feed: the index proposes the latest, SQL decides what everyone may read (`search.finding`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import QueryDict

from meetings.models import Body
from ris.feeds.addresses import home_of
from ris.feeds.choosing import Visitor
from ris.feeds.news import Entry, urn_of_address
from search.finding import Finding, address, asked, find

PAGES = 2
"""Of twenty hits each."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was asked in words, the page for people, and the latest hits."""

    question: str
    page: str
    entries: Sequence[Entry]


def found_lately(parameters: QueryDict, user: Visitor, body: Body | None) -> Found | None:
    """The latest hits; None where neither a word nor a filter is given. Hits without a date (people, organizations) are no news."""
    question = replace(asked(parameters), order="newest", page=1)
    if not question.text and not question.filters:
        return None
    filters = {**question.filters, **({"body": (body.slug,)} if body else {})}
    hits: list[Finding] = []
    for page in range(1, PAGES + 1):
        found = find(question.text, user=user, filters=filters, order="newest", page=page)
        hits += found.items
        if page >= found.pages:
            break
    entries = {entry.id: entry for hit in hits if hit.when is not None for entry in [_entry(hit, hit.when, body)]}
    words = ", ".join(value for values in filters.values() for value in values)
    return Found(question.text or words, address(question), list(entries.values()))


def _entry(hit: Finding, moment: datetime, body: Body | None) -> Entry:
    where = home_of(body) + hit.url
    title = f"{hit.who}: {hit.title}" if hit.who else hit.title
    text = hit.snippet_html or hit.meeting_title
    # A paper is found in each of its documents: that is one piece of news.
    name = hit.url if hit.kind == "speech" else hit.url.split("?")[0]
    return Entry(urn_of_address(f"{home_of(None)}{name}"), hit.kind_label, title, where, moment, moment, html=text)
