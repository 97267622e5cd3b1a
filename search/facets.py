"""Filters and the choices beside the hits: readable values in addresses, keys in the index, labels from SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from haystack.backends import SQ

from meetings.addresses import slug_today
from meetings.models import AgendaItem, Body, Meeting, Organization, Person
from motions.models import Paper
from search.finding import Asked, FacetChoice, Visitor, address
from search.wording import kind_label, result_label

FACETS: Mapping[str, str] = {
    "kind": "kind",
    "organization": "organizations",
    "faction": "faction",
    "speaker": "speaker",
    "year": "year",
    "result": "result",
}
"""Name of the facet → field of the index."""

KINDS: Mapping[str, str] = {
    "rede": "speech",
    "tagesordnungspunkt": "item",
    "vorlage": "paper",
    "dokument": "document",
    "sitzung": "meeting",
    "person": "person",
    "gremium": "organization",
}
"""As it stands in the address → kind."""

CHOICES = 12  # choices shown of a facet; those selected always are


def conditions(filters: Mapping[str, Sequence[str]], user: Visitor) -> dict[str, SQ]:
    """A condition for each filter. Values nobody knows, or that this visitor may not know, find nothing."""
    read: dict[str, Callable[[Sequence[str]], SQ]] = {
        "kind": lambda values: SQ(kind__in=[KINDS[value] for value in values if value in KINDS]),
        "organization": lambda values: SQ(organizations__in=_by_slug(Organization, values, user)),
        "faction": lambda values: SQ(faction__in=_by_slug(Organization, values, user)),
        "speaker": lambda values: SQ(speaker__in=_by_slug(Person, values, user)),
        "year": lambda values: SQ(year__in=[int(v) for v in values if v.isascii() and v.isdigit() and len(v) == 4]),
        "result": lambda values: SQ(result__in=[value for value in values if result_label(value)]),
        "body": lambda values: SQ(body__in=_by_slug(Body, values, user)),
        "meeting": lambda values: SQ(meeting__in=_by_slug(Meeting, values, user)),
        "item": lambda values: SQ(items__in=_by_uuid(AgendaItem, values, user)),
        "paper": lambda values: SQ(paper__in=_by_uuid(Paper, values, user)),
    }
    return {name: read[name](values) for name, values in filters.items() if name in read and values}


def _by_slug(model: type[Any], slugs: Iterable[str], user: Visitor) -> list[int]:
    wanted = [slug_today(model, slug) for slug in slugs]
    return list(model.objects.visible_to(user).filter(slug__in=wanted).values_list("pk", flat=True))


def _by_uuid(model: type[Any], values: Iterable[str], user: Visitor) -> list[int]:
    wanted = []
    for value in values:
        try:
            wanted.append(UUID(value))
        except ValueError:
            continue
    return list(model.objects.visible_to(user).filter(uuid__in=wanted).values_list("pk", flat=True))


def facet_choices(
    counts: Mapping[str, Sequence[tuple[Any, int]]], question: Asked, user: Visitor, path: str
) -> dict[str, Sequence[FacetChoice]]:
    """Choices with labels the visitor may read, most frequent first (years: latest first)."""
    facets: dict[str, Sequence[FacetChoice]] = {}
    rows = _rows_named(counts, user)
    for name, column in FACETS.items():
        found = counts.get(column, ())
        named = _named(name, found, rows.get(name, {}))
        selected = set(question.filters.get(name, ()))
        listed = [
            FacetChoice(value, label, count, toggled(question, name, value, path), value in selected)
            for value, label, count in named
        ]
        shown = [choice for at, choice in enumerate(listed) if at < CHOICES or choice.selected]
        if shown:
            facets[name] = shown
    return facets


def toggled(question: Asked, name: str, value: str, path: str) -> str:
    """The address with this choice taken or left, on the first page."""
    values = question.filters.get(name, ())
    values = tuple(v for v in values if v != value) if value in values else (*values, value)
    filters = {**question.filters, name: values}
    return address(replace(question, filters={k: v for k, v in filters.items() if v}, page=1), path)


def _named(name: str, counts: Sequence[tuple[Any, int]], named: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    if name == "kind":
        by_kind = dict(counts)
        return [(word, kind_label(kind), by_kind[kind]) for word, kind in KINDS.items() if by_kind.get(kind)]
    if name == "year":
        return [(str(year), str(year), count) for year, count in sorted(counts, reverse=True)]
    if name == "result":
        return [(code, result_label(code), count) for code, count in counts if result_label(code)]
    return [(named[key].slug, str(named[key]), count) for key, count in counts if key in named]


def _rows_named(counts: Mapping[str, Sequence[tuple[Any, int]]], user: Visitor) -> dict[str, dict[str, Any]]:
    """The rows that facets count, by facet and key, as far as the visitor may know them. Two queries at most."""

    def keys(*names: str) -> set[int]:
        return {int(key) for name in names for key, _count in counts.get(FACETS[name], ())[:200]}

    spoke, met = keys("speaker"), keys("organization", "faction")
    people = {str(row.pk): row for row in Person.objects.visible_to(user).filter(pk__in=spoke)} if spoke else {}
    organizations = (
        {str(row.pk): row for row in Organization.objects.visible_to(user).filter(pk__in=met)} if met else {}
    )
    return {"speaker": people, "organization": organizations, "faction": organizations}
