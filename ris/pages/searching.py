"""The search page: one field, one list; the address holds everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ris.pages.listing import with_query
from ris.pages.place import place_of
from search.finding import find


@require_GET
def searching(request: HttpRequest) -> HttpResponse:
    """Without words the field and examples; with words the hits, grouped facets and how to order them."""
    text = " ".join(request.GET.get("q", "").split())
    if not text:
        return render(request, "pages/search.html", {"text": ""})
    findings = find(request.GET, request.user, place_of(request).chosen)
    pages = {
        "previous": with_query(request, seite=str(findings.page - 1)) if findings.page > 1 else "",
        "following": with_query(request, seite=str(findings.page + 1)) if findings.page < findings.pages else "",
    }
    orders = [(name, with_query(request, ordnung=name, seite="")) for name in ("relevance", "newest", "oldest")]
    return render(request, "pages/search.html", {"text": text, "findings": findings, "orders": orders, **pages})
