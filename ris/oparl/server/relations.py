"""How one object leads to others, as lines of the table (`table.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from meetings.visibility import keys_between

Ends = dict[int, list[int]]
"""Key of a row → keys of the rows that it leads to, in order."""


@dataclass(frozen=True, slots=True)
class Key:
    """By a foreign key of the row itself (`location_id`), or of one that was read with it (`item.meeting_id`)."""

    column: str

    def ends(self, rows: Collection[Any], target: Any) -> Ends:
        """No query."""
        column = attrgetter(self.column)
        found = ((row.pk, column(row)) for row in rows)
        return {key: [end] for key, end in found if end is not None}


@dataclass(frozen=True, slots=True)
class Back:
    """By a foreign key (`paper_id`) of the rows at the other end."""

    column: str
    order: tuple[str, ...] = ("pk",)

    def ends(self, rows: Collection[Any], target: Any) -> Ends:
        """One query; whether the ends may be seen is asked when they are read."""
        keys = [row.pk for row in rows]
        return _gathered(keys_between(target, self.column, "pk", keys, order=self.order))


@dataclass(frozen=True, slots=True)
class Link:
    """By the rows of a table between: `here` and `there` are its columns."""

    model: Any
    here: str
    there: str
    order: tuple[str, ...] = ("pk",)
    role: str = ""

    def ends(self, rows: Collection[Any], target: Any) -> Ends:
        """One query; whether the ends may be seen is asked when they are read."""
        where = {"role": self.role} if self.role else {}
        keys = [row.pk for row in rows]
        return _gathered(keys_between(self.model, self.here, self.there, keys, order=self.order, **where))


def _gathered(pairs: Iterable[tuple[int, int]]) -> Ends:
    found: Ends = defaultdict(list)
    for key, end in pairs:
        found[key].append(end)
    return dict(found)


@dataclass(frozen=True, slots=True)
class Relation:
    """A field that leads to objects of another kind.

    `embedded`: the whole objects, else their ids. `single`: one, not a list. `back`: the way to the parent, which an
    embedded object leaves out. `internal`: left out with `omit_internal`. `always`: an empty list is given, too.
    """

    name: str
    kind: str
    by: Key | Back | Link
    embedded: bool = False
    single: bool = False
    back: bool = False
    internal: bool = False
    always: bool = False
