"""What a search gives back: hits a page can print, and the facets beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Order = Literal["relevance", "newest", "oldest"]
Kind = Literal["speech", "item", "paper", "meeting", "person", "organization"]

PAGE_SIZE = 20


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
    """`/sitzungen/<slug>/?t=SECONDS`, where the matched word is spoken."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """A few more plain texts by kind: `reference`, `result`, `page`, `item` (the agenda item's label)."""


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
