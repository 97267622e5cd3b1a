"""What other programs are told of a change: whose `public_modified` moves when a row is written.

Each app says in its `told.py` whose JSON shows what (`shows`: embedded or computed from it; `names`: only its address).
A write moves the row itself, all that show it, and all in which those are embedded; that a row opens or closes moves also
those that only name it. Only what everyone sees moves, and only through what everyone sees, so that nothing is told of
what happens in private; and only forward, by one statement for each way, whatever the number of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Model, Q
from django.utils import timezone

Listener = Callable[[Collection[int]], None]

# Of no interest outside: our own book-keeping. (`modified` written alone is a note that something has changed.)
SILENT = frozenset({"first_public_at", "public_modified", "public_now", "content_hash", "text_state"})
# Others of its kind stand elsewhere when one of these changes: places on an agenda, the lead among consultations.
ORDERING = frozenset({"position", "authoritative"})
MANY = 5000  # keys in one statement


@dataclass(frozen=True, slots=True)
class Way:
    """From objects of `kind` along `path` to the rows that were written; what stands at `between` must be public itself."""

    kind: type[Any]
    path: str
    between: tuple[str, ...] = ()

    def leads_to(self, keys: Collection[int]) -> Q:
        """The condition for objects of this kind that lead to one of these rows."""
        return Q(**{f"{self.path or 'pk'}__in": keys}, **{f"{place}__public_now": True for place in self.between})


_showing: dict[type[Model], list[tuple[type[Any], str]]] = defaultdict(list)
_naming: dict[type[Model], list[tuple[type[Any], str]]] = defaultdict(list)
_listeners: dict[type[Model], list[Listener]] = defaultdict(list)


def shows(kind: type[Model], *paths: str) -> None:
    """Objects of this kind show something of the rows at the end of these paths."""
    _enter(_showing, kind, paths)


def names(kind: type[Model], *paths: str) -> None:
    """Objects of this kind name the rows at the end of these paths: they change when those come and go."""
    _enter(_naming, kind, paths)


def _enter(table: dict[type[Model], list[tuple[type[Any], str]]], kind: type[Model], paths: Iterable[str]) -> None:
    from meetings.visibility import related

    for path in paths:
        end = related(kind, path)
        if (kind, path) not in table[end]:
            table[end].append((kind, path))
    ways.cache_clear()


def listen(model: type[Model], listener: Listener) -> None:
    """Called with the keys after rows of this kind were written, in the same transaction."""
    if listener not in _listeners[model]:
        _listeners[model].append(listener)


def is_named_by(model: type[Model], kind: type[Model], path: str) -> bool:
    """Whether objects of `kind` show or name rows of `model` by this path."""
    return (kind, path) in _showing[model] + _naming[model]


def is_told(model: type[Model]) -> bool:
    """Whether other programs are told of rows of this kind."""
    from meetings.models.base import Told

    return issubclass(model, Told)


@cache
def ways(model: type[Model], coming_or_going: bool) -> tuple[Way, ...]:
    """All that a write of such a row moves, itself included."""
    found: list[Way] = []
    todo: list[tuple[Way, tuple[type[Any], ...]]] = [(Way(model, ""), ())]
    while todo:
        here, chain = todo.pop(0)
        if any((here.kind, here.path) == (way.kind, way.path) for way in found):
            continue
        found.append(here)
        first = not here.path
        for kind, path in _showing[here.kind] + (_naming[here.kind] if first and coming_or_going else []):
            if kind in chain:
                continue  # round in a circle: it has been moved already
            between = [f"{path}__{place}" for place in here.between]
            if not first and is_told(here.kind):
                between.insert(0, path)
            todo.append((Way(kind, f"{path}__{here.path}" if here.path else path, tuple(between)), (*chain, kind)))
    return tuple(way for way in found if is_told(way.kind))


@cache
def links(model: type[Model]) -> frozenset[str]:
    """Names of the foreign keys of a row: whoever changes one of them leaves the row it led to before."""
    fields = [field for field in model._meta.concrete_fields if field.many_to_one]
    return frozenset({field.name for field in fields} | {field.attname for field in fields})


def tell(
    model: type[Model], keys: Collection[int], *, coming_or_going: bool = False, at: datetime | None = None
) -> None:
    """These rows have changed (or come, or gone), and so have all that show them."""
    at = at or timezone.now()
    for part in parts_of(keys):
        for way in ways(model, coming_or_going):
            rows = way.kind._base_manager.filter(
                Q(public_modified__isnull=True) | Q(public_modified__lt=at), public_now=True
            )
            condition = way.leads_to(part)
            if way.path:
                condition = Q(pk__in=way.kind._base_manager.filter(condition).values("pk"))
            rows.filter(condition).update(public_modified=at)


def parts_of(keys: Collection[int]) -> Iterator[list[int]]:
    """These keys in portions that a statement can take."""
    ordered = list(keys)
    for start in range(0, len(ordered), MANY):
        yield ordered[start : start + MANY]


def known_to_everyone(model: Any, keys: Collection[int]) -> list[int]:
    """Those of these rows of which the public knows or knew; rows without a visibility of their own are reached through others."""
    from meetings.models.base import Published

    if is_told(model):
        condition = Q(public_now=True)
    elif issubclass(model, Published) and model.leaves_tombstone:
        condition = Q(first_public_at__isnull=False)
    else:
        return list(keys)
    rows = (model._base_manager.filter(condition, pk__in=part).values_list("pk", flat=True) for part in parts_of(keys))
    return [key for part in rows for key in part]


def is_heard(model: type[Model], fields: Collection[str] | None = None) -> bool:
    """Whether a write of these fields (None: of any) concerns anybody."""
    silent = fields is not None and SILENT.issuperset(fields)
    return not silent and bool(_listeners.get(model) or ways(model, False))


@contextmanager
def telling(model: type[Model], keys: Collection[int], fields: Collection[str] | None = None) -> Iterator[None]:
    """Around a write of rows that are there already: what showed them before has changed as well as what shows them now."""
    if not keys or not is_heard(model, fields):
        yield
        return
    relinked = fields is None or not (links(model) | ORDERING).isdisjoint(fields)
    if relinked:
        tell(model, known_to_everyone(model, keys), coming_or_going=True)
    yield
    tell(model, known_to_everyone(model, keys), coming_or_going=relinked)
    call_listeners(model, keys)


def made(model: type[Model], keys: Collection[int]) -> None:
    """After rows were made. Those with a time of their own have been told of as they opened (`first_public.py`)."""
    if keys and is_heard(model):
        if not is_told(model):
            tell(model, known_to_everyone(model, keys))
        call_listeners(model, keys)


@contextmanager
def going(model: type[Model], keys: Collection[int]) -> Iterator[None]:
    """Around a hard deletion: of links, pages, renditions."""
    heard = bool(keys) and is_heard(model)
    if heard:
        tell(model, keys, coming_or_going=True)
    yield
    if heard:
        call_listeners(model, keys)


def call_listeners(model: type[Model], keys: Collection[int]) -> None:
    """Whoever makes something of these rows looks again."""
    for listener in _listeners.get(model, ()):
        listener(keys)
