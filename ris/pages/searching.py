"""The search page: one field, one list; the address holds everything."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from meetings.models import AgendaItem, Body, Meeting, Organization, Person
from motions.models import Paper
from ris.pages.filtering import Chip
from ris.pages.place import place_of
from ris.pages.wording import facet_name
from search.facets import KINDS
from search.finding import Asked, FacetChoice, Findings, Order, address, asked, find
from search.wording import kind_label, result_label

NAMED: dict[str, tuple[Any, str]] = {
    "organization": (Organization, "slug"),
    "faction": (Organization, "slug"),
    "speaker": (Person, "slug"),
    "body": (Body, "slug"),
    "meeting": (Meeting, "slug"),
    "item": (AgendaItem, "uuid"),
    "paper": (Paper, "uuid"),
}
"""Filters whose values are rows: their model, and the field that stands in the address."""
ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest")


@require_safe
def searching(request: HttpRequest) -> HttpResponse:
    """Without words the field and examples; with words (or a filter) the hits, facets and how to order them."""
    question = asked(request.GET)
    if not question.text and not question.filters:
        return render(request, "pages/search.html", {"text": "", "nav": "search"})
    chosen = place_of(request).chosen
    filters = {**question.filters, **({"body": (chosen.slug,)} if chosen else {})}
    findings = find(
        question.text, user=request.user, filters=filters, order=question.order, page=question.page, path=request.path
    )
    facts = {"text": question.text, "findings": findings, "nav": "search"}
    return render(request, "pages/search.html", facts | ways(question, findings, request))


def ways(question: Asked, findings: Findings, request: HttpRequest) -> dict[str, Any]:
    """Where one can go from these hits: less filters, another order, other pages, a looser question."""
    return {
        "chips": chips_of(question, findings, request),
        "speeches": speeches_only(question, findings),
        "orders": [(name, address(replace(question, order=name, page=1))) for name in ORDERS],
        "kept": [(name, value) for name, value in request.GET.lists() if name not in ("q", "seite")],
        "without_filters": address(Asked(question.text, {}, question.order)) if question.filters else "",
        "looser": looser(question),
        "first_page": address(replace(question, page=1)) if findings.page > findings.pages else "",
        **neighbours(question, findings),
    }


def speeches_only(question: Asked, findings: Findings) -> FacetChoice | None:
    """The way to what was said, where the hits are of several kinds and none has been chosen."""
    kinds = findings.facets.get("kind", ())
    if "kind" in question.filters or len(kinds) < 2:
        return None
    return next((choice for choice in kinds if choice.value == "rede"), None)


def neighbours(question: Asked, findings: Findings) -> dict[str, str]:
    """The addresses of the pages before and after ("" at the ends)."""
    before, after = findings.page - 1, findings.page + 1
    return {
        "previous": address(replace(question, page=before)) if findings.page > 1 else "",
        "following": address(replace(question, page=after)) if findings.page < findings.pages else "",
    }


def chips_of(question: Asked, findings: Findings, request: HttpRequest) -> list[Chip]:
    """Every filter that is on, with the address that takes it off; also one that no hit has and no facet offers."""
    labels = {(name, choice.value): choice.label for name, choices in findings.facets.items() for choice in choices}
    found = []
    for name, values in question.filters.items():
        if any((name, value) not in labels for value in values):
            labels |= {(name, key): label for key, label in _names(name, values, request).items()}
        for value in values:
            rest = {**question.filters, name: tuple(one for one in values if one != value)}
            without = replace(question, filters={key: some for key, some in rest.items() if some}, page=1)
            label = labels.get((name, value), value)
            found.append(Chip(facet_name(name), label, address(without), is_name=name in NAMED))
    return found


def _names(name: str, values: tuple[str, ...], request: HttpRequest) -> dict[str, str]:
    """What rows named in the address are called, as far as the visitor may know. At most one query."""
    if name == "kind":
        return {value: kind_label(KINDS[value]) for value in values if value in KINDS}
    if name == "result":
        return {value: result_label(value) for value in values if result_label(value)}
    if name not in NAMED:
        return {}
    model, field = NAMED[name]
    asked_for = [value for value in values if field == "slug" or _is_uuid(value)]
    rows = model.objects.filter(**{f"{field}__in": asked_for}).visible_to(request.user)
    return {str(getattr(row, field)): str(row) for row in rows}


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def looser(question: Asked) -> list[tuple[str, str]]:
    """For a search that finds nothing: each of its words alone, as (word, address)."""
    words = [word.strip("\"„“”'*-+") for word in question.text.split()]
    longer = list(dict.fromkeys(word for word in words if len(word) > 3))
    return [(word, address(Asked(word))) for word in longer[:4]] if len(words) > 1 else []
