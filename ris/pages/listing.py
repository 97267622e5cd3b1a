"""Lists a page at a time; every page is an address that can be shared, and the last costs no more than the first.

`?nach=PLACE` shows the rows behind a place, `?vor=PLACE` those before it, `?vor=ende` the last ones; nothing shows the first. So a page
never shifts while somebody turns over, and nobody counts or skips rows. Works without a script: each way on is a link.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, Value, prefetch_related_objects
from django.db.models.expressions import Combinable
from django.db.models.functions import Lower, Replace
from django.http import HttpRequest

from ris.pages.addresses import Moved
from ris.pages.cursors import Column, NoPlace, Place, columns_of, place_after, read, written

PAGE_SIZE = 25
AFTER, BEFORE, END = "nach", "vor", "ende"
OLD = "seite"
"""How pages were once numbered; such an address leads to the rows that stand there now."""
TURNS = (AFTER, BEFORE, OLD)
UMLAUTS = (("ä", "a"), ("Ä", "A"), ("ö", "o"), ("Ö", "O"), ("ü", "u"), ("Ü", "U"), ("ß", "ss"))


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, and the addresses of its neighbours and of both ends ("" where there is no way on)."""

    rows: Sequence[Any]
    total: int | None
    """How many rows the whole list has; None where nobody knows."""
    first: str
    previous: str
    following: str
    last: str
    lost: bool = False
    """The address named a place that is none in this list; these are the first rows."""

    @property
    def is_first(self) -> bool:
        """Whether the list begins here."""
        return not self.previous

    @property
    def is_whole(self) -> bool:
        """Whether this is all there is."""
        return not self.previous and not self.following


def page_of(
    rows: QuerySet[Any],
    request: HttpRequest,
    *,
    order: Sequence[str],
    total: int | Callable[[], int | None] | None = None,
    size: int = PAGE_SIZE,
) -> Page:
    """The page that the address names. `order` as in `cursors.columns_of`; its columns are fields or annotations of the rows.

    `total` is asked only where the page does not show everything. One query (two where rows without a first value begin), and those
    for what hangs on the rows shown. Raises Moved for `?seite=3`.
    """
    stretch = _Stretch(rows, columns_of(order), size)
    text, forwards = request.GET.get(AFTER, ""), True
    if BEFORE in request.GET and not text:
        text, forwards = request.GET[BEFORE], False
    if not text and OLD in request.GET:
        raise Moved(_today(stretch, request), for_ever=False)
    try:
        place = read(text, stretch.columns, rows) if text and text != END else None
    except NoPlace:
        return _page(stretch, request, stretch.first(), total, lost=True)
    if place is None:
        return _page(stretch, request, stretch.first() if forwards else stretch.last(), total)
    shown = stretch.beyond(place, forwards=forwards)
    if not forwards and not shown.before:
        shown = stretch.first()  # what is left before a place is not a page of its own
    return _page(stretch, request, shown, total)


@dataclass(frozen=True, slots=True)
class _Shown:
    rows: list[Any]
    before: bool
    behind: bool


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A list in its order; `size` rows are shown at a time."""

    queryset: QuerySet[Any]
    columns: tuple[Column, ...]
    size: int

    def first(self) -> _Shown:
        return self._cut(self._fetch(None, forwards=True, most=self.size + 1), forwards=True, beyond=False)

    def last(self) -> _Shown:
        return self._cut(self._fetch(None, forwards=False, most=self.size + 1), forwards=False, beyond=False)

    def beyond(self, place: Place, *, forwards: bool) -> _Shown:
        found = self._fetch(place, forwards=forwards, most=self.size + 1)
        if not found:
            # Everything behind it has gone meanwhile: the end of the list is nearest to what was asked for.
            return self.last() if forwards else self.first()
        return self._cut(found, forwards=forwards, beyond=True)

    def key_at(self, offset: int) -> Any:
        """The row so far from the beginning; None where the list is shorter."""
        for rows in self._parts(forwards=True):
            keys = self._ordered(rows, forwards=True).values_list("pk", flat=True)
            for key in keys[offset : offset + 1]:
                return rows.prefetch_related(None).get(pk=key)
            offset -= keys.count() if self.columns[0].nullable else 0
        return None

    def _cut(self, found: list[Any], *, forwards: bool, beyond: bool) -> _Shown:
        more = len(found) > self.size
        rows = found[: self.size]
        rows = rows if forwards else rows[::-1]
        # Once for all that is shown: rows with and without a first value come by two queries.
        prefetch_related_objects(rows, *self.queryset._prefetch_related_lookups)  # type: ignore[attr-defined]  # Django's own
        return _Shown(rows, before=beyond if forwards else more, behind=more if forwards else beyond)

    def _fetch(self, place: Place | None, *, forwards: bool, most: int) -> list[Any]:
        found: list[Any] = []
        parts = self._parts(forwards=forwards)
        if place is not None and len(parts) == 2 and place.among_those_without == forwards:
            parts = parts[1:]  # it lies in the second of them
        for number, rows in enumerate(parts):
            if place is not None and number == 0:
                rows = place.beyond(rows, forwards=forwards)
            if len(found) < most:
                found += self._ordered(rows.prefetch_related(None), forwards=forwards)[: most - len(found)]
        return found

    def _parts(self, *, forwards: bool) -> list[QuerySet[Any]]:
        """Rows with a first value, then those without: each part has an order that an index knows, on every database."""
        column = self.columns[0]
        if not column.nullable:
            return [self.queryset]
        parts = [self.queryset.filter(**{f"{column.name}__isnull": missing}) for missing in (False, True)]
        return parts if forwards else parts[::-1]

    def _ordered(self, rows: QuerySet[Any], *, forwards: bool) -> QuerySet[Any]:
        return rows.order_by(*(column.direction(forwards=forwards) for column in self.columns))


def _page(
    stretch: _Stretch,
    request: HttpRequest,
    shown: _Shown,
    total: int | Callable[[], int | None] | None,
    *,
    lost: bool = False,
) -> Page:
    rows = shown.rows
    whole = not shown.before and not shown.behind
    if whole:
        total = len(rows)
    elif callable(total):
        total = total()
    before = written(place_after(rows[0], stretch.columns)) if shown.before else ""
    behind = written(place_after(rows[-1], stretch.columns)) if shown.behind else ""
    return Page(
        rows,
        total,
        turned(request) if before else "",
        turned(request, **{BEFORE: before}) if before else "",
        turned(request, **{AFTER: behind}) if behind else "",
        turned(request, **{BEFORE: END}) if behind else "",
        lost,
    )


def _today(stretch: _Stretch, request: HttpRequest) -> str:
    """Where a numbered page of old begins now; the first page for a number that is none. Costs as much as its number is high."""
    text = request.GET[OLD]
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1
    row = stretch.key_at((number - 1) * stretch.size - 1) if number > 1 else None
    return turned(request, **{AFTER: written(place_after(row, stretch.columns))} if row else {})


def turned(request: HttpRequest, **to: str) -> str:
    """This list at another page; without `to` at its first."""
    return with_query(request, **{name: to.get(name, "") for name in TURNS})


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
