"""When a row first became known to everyone: noted at that moment, because afterwards nobody can tell any more.

Tombstones need it (`visibility.py: tombstones`). A row becomes public by its own change, by a change of what it hangs on,
by a link, or because its time has come; so what hangs on a changed row is looked at too, and a standing stage looks at
everything once a minute.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from jobs.registry import stage
from jobs.run import Run
from meetings.mandates import PUBLIC
from meetings.models.base import Published
from meetings.visibility import parents_of, related, visible_q

EVERY = 60  # seconds between two looks for rows whose time has come


@cache
def decides(model: Any) -> frozenset[str]:
    """Names of the fields of a row whose change may open or close something: its own audience and what hangs on what."""
    fields = [field for field in model._meta.concrete_fields if field.many_to_one]
    named = {"audience", "visible_from", "deleted_at", "vanished_at"} & {
        field.name for field in model._meta.concrete_fields
    }
    return frozenset(named | {field.name for field in fields} | {field.attname for field in fields})


@cache
def hanging_on(model: Any) -> tuple[tuple[type[Published], str], ...]:
    """All kinds of rows whose visibility depends on this model, with the path from them to it."""
    found: list[tuple[type[Published], str]] = []
    todo: list[tuple[type[Published], str]] = [(model, "")]
    while todo:
        parent, way = todo.pop(0)
        for kind in _kinds():
            for name in parents_of(kind):
                if related(kind, name) is parent and kind is not parent:
                    path = f"{name}__{way}" if way else name
                    found.append((kind, path))
                    todo.append((kind, path))
    return tuple(found)


def _kinds() -> list[type[Published]]:
    return [model for model in apps.get_models() if issubclass(model, Published) and model.leaves_tombstone]


def note_public(model: Any, keys: Collection[int], *, below: bool = True) -> datetime | None:
    """Mark these rows, and with `below` what hangs on them, as far as everyone sees them now and did not before.

    Tells the time that was written to one of the rows themselves, or None. Writes neither history nor outbox: nothing that
    people wrote has changed.
    """
    if not keys or not model.leaves_tombstone:
        return None
    now = timezone.now()
    own = _mark(model, {"pk__in": keys}, now)
    if below:
        for kind, path in hanging_on(model):
            _mark(kind, {f"{path}__in": keys}, now)
    return now if own else None


@contextmanager
def opened_by_saving(row: Any, fields: Collection[str] | None) -> Iterator[None]:
    """Around the write of one row: what it closes is noted before, what it opens afterwards; an old note is never lost."""
    model = type(row)
    if not model.leaves_tombstone:
        yield
        return
    stored = _stored(row)
    moved = stored is not None and any(
        before != getattr(row, name)
        for name, before in stored.items()
        if name != NOTE and _written(model, name, fields)
    )
    if stored is not None:
        noted = note_public(model, [row.pk]) if moved else None
        row.first_public_at = row.first_public_at or stored[NOTE] or noted
    yield
    if stored is None or moved:
        noted = note_public(model, [row.pk], below=moved)
        row.first_public_at = row.first_public_at or noted


NOTE = "first_public_at"


def _stored(row: Any) -> dict[str, Any] | None:
    if row.pk is None:
        return None
    model: Any = type(row)
    names = [field.attname for field in model._meta.concrete_fields if field.name in decides(model)]
    found: dict[str, Any] | None = model._base_manager.filter(pk=row.pk).values(*names, NOTE).first()
    return found


def _written(model: type[Model], attname: str, fields: Collection[str] | None) -> bool:
    return fields is None or attname in fields or model._meta.get_field(attname).name in fields


def note_everything() -> int:
    """Mark whatever has become public unnoticed, above all because its time has come; tells how many rows."""
    now = timezone.now()
    return sum(_mark(kind, {}, now) for kind in _kinds())


def _mark(model: type[Model], which: dict[str, Any], at: datetime) -> int:
    rows = model._base_manager.filter(first_public_at__isnull=True, **which).filter(visible_q(model, PUBLIC))
    # Looked for first: mostly there is nothing, and a write of nothing would lock the database and make kept pages old.
    keys = list(rows.values_list("pk", flat=True))
    return int(model._base_manager.filter(pk__in=keys).update(first_public_at=at)) if keys else 0


@stage("meetings.first_public", standing=True, every=EVERY, noted=False, max_seconds=600)
def first_public(subject_id: int, run: Run) -> None:
    """Once a minute: rows whose `visible_from` has come, with all that hangs on them."""
    note_everything()
