"""Which addresses are measured: of each kind of page many samples, the heaviest of them always among them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from django.db.models import Count

from meetings.models import AgendaItem, File, Meeting, Organization, OrganizationType, Person
from motions.models import Paper
from tests.city import words

Samples = list[str]


def _some(rows: Any, field: str, by: random.Random, most: int) -> list[Any]:
    known = list(rows.order_by("pk").values_list(field, flat=True))
    return by.sample(known, min(most, len(known)))


def _busiest(most: int, path: str, **which: Any) -> list[str]:
    rows = Organization._base_manager.filter(**which).annotate(n=Count(path)).order_by("-n", "pk")
    return list(rows.values_list("slug", flat=True)[:most])


def samples(turn: Callable[[str, str, int], Samples], most: int = 24) -> dict[str, Samples]:
    """Kind of page → addresses. `turn(address, way, pages)` follows links of a list and tells the addresses it met."""
    by = random.Random(3)
    committees = _busiest(4, "meetings", type__in=["council", "committee"])
    rare = _busiest(200, "consultations", type__in=["council", "committee", "district"])[:-5:-1]
    factions = _busiest(6, "submitted_papers", type=OrganizationType.FACTION)
    found_words = by.sample(words.nouns(), most)
    found = {
        "start": ["/"] * 6,
        "meetings": ["/sitzungen/"] * 6,
        "meetings, deep": turn("/sitzungen/", "next", 12) + turn("/sitzungen/?vor=ende", "prev", 12),
        "meetings of one": [f"/sitzungen/?gremium={slug}" for slug in committees + rare],
        "calendar, month": [f"/kalender/?monat={year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)],
        "calendar, list": ["/kalender/?ansicht=liste"] * 6,
        "meeting": [f"/sitzungen/{slug}/" for slug in _some(Meeting._base_manager, "slug", by, most)],
        "item": [f"/tagesordnungspunkte/{key}/" for key in _some(AgendaItem._base_manager, "uuid", by, most)],
        "papers": ["/vorlagen/"] * 6,
        "papers, deep": turn("/vorlagen/", "next", 12) + turn("/vorlagen/?vor=ende", "prev", 12),
        "papers, by kind": [f"/vorlagen/?art={kind}" for kind in ("motion", "question", "addition", "urgent")],
        "papers, by state": [f"/vorlagen/?stand={state}" for state in ("offen", "beschlossen", "abgelehnt", "zurueckgezogen")],
        "papers, by committee": [f"/vorlagen/?gremium={slug}" for slug in committees + rare],
        "papers, by submitter": [f"/vorlagen/?von={slug}" for slug in factions],
        "papers, by year": [f"/vorlagen/?jahr={year}" for year in (1996, 2005, 2014, 2024, 2025, 2026)],
        "papers, all filters": [
            f"/vorlagen/?art=motion&von={factions[0]}&gremium={slug}&stand=beschlossen&jahr=2025" for slug in committees
        ],
        "paper": [f"/vorlagen/{key}/" for key in _some(Paper._base_manager, "uuid", by, most)],
        "organizations": ["/gremien/"] * 6,
        "organization": [f"/gremien/{slug}/" for slug in committees + rare],
        "faction": [f"/gremien/{slug}/" for slug in factions],
        "people": ["/personen/"] * 4 + [f"/personen/?gremium={slug}" for slug in committees[:2]],
        "people, also former": turn("/personen/?frueher=1", "next", 6),
        "person": [f"/personen/{slug}/" for slug in _some(Person._base_manager, "slug", by, most)],
        "search": [f"/suche/?q={word}" for word in found_words],
        "search, narrowed": [f"/suche/?q={word}&art=vorlage&gremium={committees[0]}" for word in found_words[:8]],
        "site map": ["/sitemap.xml"] * 3,
        "site map, a part": [f"/sitemap-{part}.xml?p={page}" for part, page in (("vorlagen", 1), ("tagesordnungspunkte", 1), ("sitzungen", 1))],
    }  # fmt: skip
    of_files = [f"/dokumente/?{query}" for query in ("art=vorlage", "art=niederschrift", "jahr=2005", "q=plan")]
    of_files += [f"/dokumente/?gremium={slug}" for slug in committees[:2] + rare[:2]]
    return found | {
        "documents": turn("/dokumente/", "next", 6) + turn("/dokumente/?vor=ende", "prev", 6),
        "documents, filtered": of_files,
        "document": [f"/dokumente/{key}/" for key in _some(File._base_manager, "uuid", by, most)],
    }
