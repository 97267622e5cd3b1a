"""How many rows of a list there are, by what they can be filtered by: from the index, for this visitor, whatever the size of the archive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from haystack.backends import SQ
from haystack.exceptions import SearchBackendError
from haystack.query import SearchQuerySet

from search.audiences import audience_sq
from search.finding import Visitor


@dataclass(frozen=True, slots=True)
class Counts:
    """`total` under all limits; `by` field of the index and value (as text): how many under all limits but the field's own."""

    total: int
    by: Mapping[str, Mapping[str, int]]


def counted(
    model: type[Any], user: Visitor, limits: Mapping[str, Any], columns: Sequence[str], body: int | None = None
) -> Counts | None:
    """Counts of rows of this model, of one municipality or of all; None where no index answers. No query of the database."""
    every = SearchQuerySet().models(model).narrow(audience_sq(user))
    if body is not None:
        every = every.filter(SQ(body__in=[body]))
    try:
        main = _limited(every, limits)
        for column in columns:
            main = main.facet(column)
        by, total = _asked(main)
        for column in limits:
            # Another choice in the same field stands in place of the one that is on, not beside it.
            others = {name: value for name, value in limits.items() if name != column}
            free = _limited(every, others).facet(column)
            by[column] = _asked(free)[0].get(column, [])
    except SearchBackendError:
        return None
    if not total and not any(by.values()):
        return None  # an index that knows nothing of them cannot be told from one that was not made yet
    return Counts(total, {column: {str(value): count for value, count in found} for column, found in by.items()})


def _asked(rows: SearchQuerySet) -> tuple[dict[str, Any], int]:
    """The counts, and how many there are. One is fetched: haystack would fetch all that is counted."""
    list(rows[:1])
    return dict(rows.facet_counts().get("fields", {})), len(rows)


def _limited(rows: SearchQuerySet, limits: Mapping[str, Any]) -> SearchQuerySet:
    for column, value in limits.items():
        rows = rows.filter(SQ(**{f"{column}__in": [value]}))
    return rows
