"""The search page: one field, one list; the address holds everything."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ris.pages.place import place_of
from search.finding import Order, address, asked, find

ORDERS: tuple[Order, ...] = ("relevance", "newest", "oldest")


@require_GET
def searching(request: HttpRequest) -> HttpResponse:
    """Without words the field and examples; with words the hits, grouped facets and how to order them."""
    text = " ".join(request.GET.get("q", "").split())
    if not text:
        return render(request, "pages/search.html", {"text": "", "nav": "search"})
    question = asked(request.GET)
    chosen = place_of(request).chosen
    filters = {**question.filters, **({"body": (chosen.slug,)} if chosen else {})}
    findings = find(
        text, user=request.user, filters=filters, order=question.order, page=question.page, path=request.path
    )
    pages = {
        "previous": address(replace(question, page=findings.page - 1)) if findings.page > 1 else "",
        "following": address(replace(question, page=findings.page + 1)) if findings.page < findings.pages else "",
    }
    orders = [(name, address(replace(question, order=name, page=1))) for name in ORDERS]
    facts = {"text": text, "findings": findings, "orders": orders, "kept": question.filters, "nav": "search"}
    return render(request, "pages/search.html", {**facts, **pages})
