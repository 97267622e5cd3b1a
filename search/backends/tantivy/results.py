"""Hits in the order asked for, and counts of facets."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import tantivy
from tantivy import Order, Query

from search.backends.tantivy.schema import Field, Kind, Plan, from_integer, to_integer

MAX_CHOICES = 10_000  # distinct values of a facet that are counted exactly
Hits = list[tuple[Any, tantivy.DocAddress]]


def ordered(
    searcher: tantivy.Searcher, plan: Plan, query: Query, sort_by: Sequence[str], start: int, limit: int
) -> tuple[int, Hits]:
    """Number of hits, and those from `start` on: (score or sort value, address). ValueError for an unsortable field.

    Documents without a value come last. Several fields: all hits are sorted here, which costs their number.
    """
    columns = [_column(plan, name) for name in sort_by]
    if not columns:
        found = searcher.search(query, limit=max(1, limit), offset=start)
        return _count(found), found.hits if limit else []
    if len(columns) == 1:
        column, descending = columns[0]
        order = Order.Desc if descending else Order.Asc
        found = searcher.search(query, limit=max(1, limit), offset=start, order_by_field=column, order=order)
        return _count(found), found.hits if limit else []
    total = count(searcher, query)
    if not total:
        return 0, []
    rows: dict[tuple[int, int], tuple[Any, tantivy.DocAddress]] = {}
    for column, descending in reversed(columns):
        hits = searcher.search(query, limit=total, order_by_field=column, order=Order.Asc).hits
        values = {(address.segment_ord, address.doc): (value, address) for value, address in hits}
        keys = list(rows or values)
        with_value = [key for key in keys if values[key][0] is not None]
        with_value.sort(key=lambda key: values[key][0], reverse=descending)
        without = [key for key in keys if values[key][0] is None]
        rows = {key: values[key] for key in with_value + without}
    return total, list(rows.values())[start : start + limit]


def count(searcher: tantivy.Searcher, query: Query) -> int:
    """Number of documents a query finds."""
    return _count(searcher.search(query, limit=1))


def _count(found: tantivy.SearchResult) -> int:
    return found.count or 0  # type: ignore[attr-defined]  # missing in tantivy's stubs


def _column(plan: Plan, name: str) -> tuple[str, bool]:
    field = plan.fields.get(name.lstrip("-"))
    if field is None or field.column is None:
        raise ValueError(f"cannot sort by {name!r}")
    return field.column, name.startswith("-")


def field_facets(
    searcher: tantivy.Searcher, plan: Plan, query: Query, facets: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[tuple[Any, int]]]:
    """Exact counts by value, most frequent first. Options: `limit`, `mincount`, `sort="index"`."""
    columns = {name: plan.fields[name] for name in facets if name in plan.fields and plan.fields[name].column}
    if not columns:
        return {name: [] for name in facets}
    asked = {name: {"terms": {"field": field.column, "size": MAX_CHOICES}} for name, field in columns.items()}
    answer = searcher.aggregate(query, asked)
    counts: dict[str, list[tuple[Any, int]]] = {name: [] for name in facets}
    for name, field in columns.items():
        options = facets[name] or {}
        choices = [(_facet_value(field, bucket), int(bucket["doc_count"])) for bucket in answer[name]["buckets"]]
        choices = [choice for choice in choices if choice[1] >= int(options.get("mincount", 1))]
        if options.get("sort") == "index":
            choices.sort(key=lambda choice: choice[0])
        else:
            choices.sort(key=lambda choice: (-choice[1], str(choice[0])))
        limit = int(options.get("limit", -1))
        counts[name] = choices[:limit] if limit >= 0 else choices
    return counts


def _facet_value(field: Field, bucket: Mapping[str, Any]) -> Any:
    key = bucket["key"]
    if field.kind is Kind.BOOLEAN:
        return bool(key)
    if field.kind in (Kind.INTEGER, Kind.DATE, Kind.DATETIME):
        return from_integer(int(key), field.kind)
    return key


def date_facets(
    searcher: tantivy.Searcher, plan: Plan, query: Query, facets: Mapping[str, Mapping[str, Any]]
) -> dict[str, list[tuple[datetime, int]]]:
    """Counts by calendar gap; gaps without hits are left out."""
    counts: dict[str, list[tuple[datetime, int]]] = {}
    for name, options in facets.items():
        counts[name] = []
        field = plan.fields.get(name)
        if field is None or field.kind not in (Kind.DATE, Kind.DATETIME):
            continue
        edges = list(_edges(options["start_date"], options["end_date"], options["gap_by"], options["gap_amount"]))
        ranges = [
            {"from": to_integer(low, field.kind), "to": to_integer(high, field.kind), "key": str(number)}
            for number, (low, high) in enumerate(itertools.pairwise(edges))
        ]
        if not ranges:
            continue
        answer = searcher.aggregate(query, {"dates": {"range": {"field": field.column, "ranges": ranges}}})
        by_key = {bucket["key"]: int(bucket["doc_count"]) for bucket in answer["dates"]["buckets"]}
        counts[name] = [(edges[n], by_key[str(n)]) for n in range(len(ranges)) if by_key.get(str(n))]
    return counts


def _edges(start: date, end: date, gap_by: str, amount: int) -> Iterable[datetime]:
    at, last = _moment(start), _moment(end)
    amount = max(1, amount)
    while at < last:
        yield at
        if gap_by in ("year", "month"):
            months = at.year * 12 + at.month - 1 + amount * (12 if gap_by == "year" else 1)
            at = at.replace(year=months // 12, month=months % 12 + 1, day=1)
        else:
            at += timedelta(**{gap_by + "s": amount})
    yield last


def _moment(day: date) -> datetime:
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day)
