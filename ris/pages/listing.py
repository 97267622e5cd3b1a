"""Lists a page at a time; every page is an address that can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace
from django.http import Http404, HttpRequest

PAGE_SIZE = 25
UMLAUTS = (("ä", "a"), ("Ä", "A"), ("ö", "o"), ("Ö", "O"), ("ü", "u"), ("Ü", "U"), ("ß", "ss"))


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the addresses of its neighbours ("" at the ends)."""

    rows: Sequence[Any]
    number: int
    pages: int
    total: int
    previous: str
    following: str


def page_of(rows: QuerySet[Any], request: HttpRequest, *, size: int = PAGE_SIZE) -> Page:
    """The page `?seite=` names. Http404 for a page that is not there. Two queries."""
    paginator = Paginator(rows, size)
    text = request.GET.get("seite", "1")
    number = int(text) if text.isdecimal() and len(text) < 7 else 0
    if not 1 <= number <= paginator.num_pages:
        raise Http404
    return Page(
        list(paginator.page(number)),
        number,
        paginator.num_pages,
        paginator.count,
        with_query(request, seite=str(number - 1)) if number > 1 else "",
        with_query(request, seite=str(number + 1)) if number < paginator.num_pages else "",
    )


def as_in_a_directory(field: str) -> Combinable:
    """For ordering by a name as German directories do (DIN 5007): ä as a, ß as ss; the same on every database."""
    name: Combinable = F(field)
    for letter, plain in UMLAUTS:
        name = Replace(name, Value(letter), Value(plain))
    return Lower(name)


def with_query(request: HttpRequest, **changes: str) -> str:
    """This address with other values in its query; an empty value takes the name out."""
    query = request.GET.copy()
    for name, value in changes.items():
        if value:
            query[name] = value
        else:
            query.pop(name, None)
    return f"?{query.urlencode()}" if query else request.path
