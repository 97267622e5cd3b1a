"""Where a page of a list begins or ends: a place in its order, as it stands in the address.

`?nach=2024-05-03~1f0c…` is the place behind the row of that day and identity. It stays the same place whatever is inserted or
taken away around it, and costs the same at the end of a list as at its beginning. Serial keys never leave the house, because they
tell how much is hidden: the address names the row's public id, and the database looks up its key.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Q, QuerySet
from django.utils import timezone

from meetings.identity import key_behind

LONGEST = 500
PARTS = "~"
ESCAPED = (("%", "%25"), (PARTS, "%7E"))


class NoPlace(Exception):
    """The address names no place in this list."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an order; of rows that may have no value there, those without come last."""

    name: str
    descending: bool
    nullable: bool

    def direction(self, *, forwards: bool) -> str:
        """For `order_by`."""
        return f"-{self.name}" if self.descending == forwards else self.name

    def beyond(self, *, forwards: bool) -> str:
        """The lookup for values further on."""
        return f"{self.name}__lt" if self.descending == forwards else f"{self.name}__gt"


def columns_of(order: Sequence[str]) -> tuple[Column, ...]:
    """`("-date?", "-pk")`: by date, newest first, rows without one last. Only the first may lack a value; the last is the key."""
    columns = tuple(Column(name.strip("-?"), name.startswith("-"), name.endswith("?")) for name in order)
    if columns[-1].name != "pk" or any(column.nullable for column in columns[1:]):
        raise ValueError(f"{order} is no order that a list can be turned in")
    return columns


@dataclass(frozen=True, slots=True)
class Place:
    """Behind or before one row: its values in the columns (None: it has none), and its public id."""

    columns: tuple[Column, ...]
    values: tuple[Any, ...]
    uuid: UUID

    @property
    def among_those_without(self) -> bool:
        """Whether it lies among the rows that have no value in the first column."""
        return len(self.columns) > 1 and self.columns[0].nullable and self.values[0] is None

    def beyond(self, rows: QuerySet[Any], *, forwards: bool) -> QuerySet[Any]:
        """The rows of the same stretch (with or without a first value) that lie further on."""
        pairs = list(zip(self.columns, (*self.values, key_behind(rows.model, self.uuid)), strict=True))
        if self.among_those_without:
            pairs = pairs[1:]
        found, equal = Q(), Q()
        for column, value in pairs:
            found |= equal & Q(**{column.beyond(forwards=forwards): value})
            equal &= Q(**{column.name: value})
        column, value = pairs[0]
        if len(pairs) > 1:
            # Says nothing new, but is what lets an index begin at this place.
            found &= Q(**{f"{column.beyond(forwards=forwards)}e": value})
        return rows.filter(found)


def place_after(row: Any, columns: tuple[Column, ...]) -> Place:
    """The place of a row, which carries the columns as fields or annotations."""
    return Place(columns, tuple(getattr(row, column.name) for column in columns[:-1]), row.uuid)


def written(place: Place) -> str:
    """As it stands in the address."""
    return PARTS.join([*map(_said, place.values), place.uuid.hex])


def read(text: str, columns: tuple[Column, ...], rows: QuerySet[Any]) -> Place:
    """The place an address names. Raises NoPlace for what is none; one that was once a row's always is."""
    parts = text.split(PARTS)
    if len(text) > LONGEST or len(parts) != len(columns) or "\0" in text:
        raise NoPlace
    try:
        text.encode()  # a lone surrogate is no text for a database
        uuid = UUID(hex=parts[-1])
        values = [
            None if part == "" and column.nullable else _heard(part, _field(rows, column.name))
            for part, column in zip(parts[:-1], columns[:-1], strict=True)
        ]
    except (ValueError, OverflowError, ValidationError) as error:
        raise NoPlace from error
    return Place(columns, tuple(values), uuid)


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    text = str(value)
    for sign, escaped in ESCAPED:
        text = text.replace(sign, escaped)
    return text


def _heard(text: str, field: Field[Any, Any]) -> Any:
    for sign, escaped in reversed(ESCAPED):
        text = text.replace(escaped, sign)
    value = field.to_python(text)
    if value is None:
        raise ValueError(text)
    if isinstance(value, datetime):
        # The borders of the calendar cannot be moved to another zone.
        value = (value if timezone.is_aware(value) else timezone.make_aware(value)).astimezone(UTC)
    return value


def _field(rows: QuerySet[Any], name: str) -> Field[Any, Any]:
    annotation = rows.query.annotations.get(name)
    field: Field[Any, Any] = annotation.output_field if annotation is not None else rows.model._meta.get_field(name)
    return field
