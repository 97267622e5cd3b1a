"""Pages of lists: in the order of the keys, which never change, and by the last object of the page before, not by number.

So page 400 is as quick as the first, and what is added meanwhile moves nothing. Kinds that share a word follow one another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.cache import caches
from django.db.models import Count, Max, Q

from jobs import changes
from meetings.identity import key_of
from meetings.visibility import tombstones
from ris.oparl.server.asking import Asked
from ris.oparl.server.loading import Loading, tombstone
from ris.oparl.server.refusals import Refused
from ris.oparl.server.table import BY_WORD, Kind


@dataclass(frozen=True, slots=True)
class List:
    """A list at this address, of all kinds with this word; `within`: which of each kind belong to it."""

    address: str
    word: str
    within: Mapping[str, Q]

    @property
    def kinds(self) -> Sequence[Kind]:
        """In the order in which they follow one another."""
        return BY_WORD[self.word]

    def seen(self, kind: Kind, asked: Asked) -> Any:
        """Objects that everyone sees."""
        return kind.seen().filter(self.within[kind.key]).filter(asked.condition)

    def gone(self, kind: Kind, asked: Asked) -> Any:
        """Objects that the public knew, where they are asked for."""
        if not asked.tombstones:
            return tombstones(kind.model).none()
        return tombstones(kind.model).filter(self.within[kind.key]).filter(asked.condition)


@dataclass(frozen=True, slots=True)
class State:
    """How many objects a list has, and when one of them changed last."""

    count: int
    last: datetime | None


def state_of(wanted: List, asked: Asked) -> State:
    """Of the whole list, so that whoever walks its pages does not make us count it on each.

    Kept until somebody writes something, like pages for strangers. What becomes public by the clock alone changes it at the latest
    after `PAGE_CACHE_SECONDS`; the objects of a page are always those of this moment.
    """
    if not settings.PAGE_CACHE_SECONDS:
        return _counted(wanted, asked)
    facts = (wanted.address, dict(wanted.within), sorted(asked.times.items()), changes.number())
    name = f"oparl {hashlib.sha256(repr(facts).encode()).hexdigest()}"
    kept: State | None = caches["pages"].get(name)
    if kept is None:
        kept = _counted(wanted, asked)
        caches["pages"].set(name, kept, settings.PAGE_CACHE_SECONDS)
    return kept


def _counted(wanted: List, asked: Asked) -> State:
    """Before any object is read: one query a kind, two where deleted objects are asked for."""
    count, times = 0, []
    for kind in wanted.kinds:
        sets = [wanted.seen(kind, asked), *([wanted.gone(kind, asked)] if asked.tombstones else [])]
        for rows in sets:
            found = rows.order_by().aggregate(count=Count("pk"), last=Max("public_modified"))
            count += found["count"]
            times += [found["last"]] if found["last"] else []
    return State(count, max(times, default=None))


def page_of(wanted: List, asked: Asked, state: State) -> dict[str, Any]:
    """The page as JSON. Raises Refused(bad_place)."""
    start, after = _start(wanted, asked.after)
    found: list[tuple[Kind, Any, bool]] = []
    for kind in wanted.kinds[start:]:
        room = asked.limit + 1 - len(found)
        if room <= 0:
            break
        found += _rows(wanted, kind, asked, after, room)
        after = 0
    shown, more = found[: asked.limit], len(found) > asked.limit
    links = {"first": wanted.address + asked.query(None), "self": wanted.address + asked.query(asked.after)}
    if more:
        links["next"] = wanted.address + asked.query(shown[-1][1].uuid)
    return {
        "data": _told(shown, asked),
        "pagination": {"totalElements": state.count, "elementsPerPage": asked.limit if more else len(shown)},
        "links": links,
    }


def _start(wanted: List, after: UUID | None) -> tuple[int, int]:
    """(number of the kind, key) behind which the page begins."""
    if after is None:
        return 0, 0
    for number, kind in enumerate(wanted.kinds):
        key = key_of(kind.model, after)
        if key is not None:
            return number, key
    raise Refused(404, "bad_place")


def _rows(wanted: List, kind: Kind, asked: Asked, after: int, room: int) -> list[tuple[Kind, Any, bool]]:
    def following(rows: Any) -> list[Any]:
        return list(rows.filter(pk__gt=after).order_by("pk")[:room])

    found = [(kind, row, True) for row in following(kind.whole(wanted.seen(kind, asked)))]
    if asked.tombstones:
        found += [(kind, row, False) for row in following(wanted.gone(kind, asked))]
        found.sort(key=lambda one: one[1].pk)
    return found[:room]


def _told(shown: Sequence[tuple[Kind, Any, bool]], asked: Asked) -> list[dict[str, Any]]:
    loadings: dict[str, Loading] = {}
    for kind in {kind.key: kind for kind, _row, living in shown if living}.values():
        loading = loadings[kind.key] = Loading(omit_internal=asked.omit_internal)
        loading.read(kind, [row for of, row, living in shown if living and of is kind])
    return [loadings[kind.key].told(kind, row) if living else tombstone(kind, row) for kind, row, living in shown]
