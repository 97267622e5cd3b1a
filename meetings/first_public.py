"""When a row became known to everyone, and when it ceased to be: noted at that moment, because afterwards nobody can tell.

Tombstones need it (`visibility.py: tombstones`). A row becomes public by its own change, by a change of what it hangs on,
by a link, or because its time has come; so what hangs on a changed row is looked at too, and a standing stage looks at
everything once a minute. `public_now` is the state as last noted: whatever differs from it has just opened or closed, and
other programs are told so (`telling.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from jobs.registry import stage
from jobs.run import Run
from meetings import telling
from meetings.mandates import PUBLIC
from meetings.models.base import Publishable, Published
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


def note_public(model: Any, keys: Collection[int], *, below: bool = True, fresh: bool = False) -> datetime | None:
    """Mark these rows, and with `below` what hangs on them, as far as everyone sees them now and did not before, or the reverse.

    `fresh`: they were made just now. Tells the time that was written to one of the rows themselves as its first, or None.
    Writes neither history nor outbox: nothing that people wrote has changed.
    """
    if not keys or not model.leaves_tombstone:
        return None
    now = timezone.now()
    own = _mark(model, {"pk__in": keys}, now, fresh=fresh)
    if below:
        for kind, path in hanging_on(model):
            _mark(kind, {f"{path}__in": keys}, now)
    return now if own else None


@contextmanager
def opened_by_saving(row: Any, fields: Collection[str] | None) -> Iterator[None]:
    """Around the write of one row: what it closes is noted before, what it opens afterwards; an old note is never lost."""
    model: Any = type(row)
    stored = _stored(row)
    changed = None if stored is None else _changed(row, stored, fields)
    moved = changed is not None and model.leaves_tombstone and not decides(model).isdisjoint(changed)
    keys = [] if stored is None else [row.pk]
    if stored is not None and model.leaves_tombstone:
        noted = note_public(model, keys) if moved else None
        row.first_public_at = row.first_public_at or stored[NOTE] or noted
    # Saved as it stands: nothing to tell.
    with telling.telling(model, keys if changed else [], changed):
        yield
        if (stored is None or moved) and model.leaves_tombstone:
            noted = note_public(model, [row.pk], below=moved, fresh=stored is None)
            row.first_public_at = row.first_public_at or noted
    if stored is None:
        telling.made(model, [row.pk])


NOTE = "first_public_at"


def _stored(row: Any) -> dict[str, Any] | None:
    if row.pk is None or row._state.adding:
        return None
    found: dict[str, Any] | None = type(row)._base_manager.filter(pk=row.pk).values().first()
    return found


def _changed(row: Any, stored: dict[str, Any], fields: Collection[str] | None) -> set[str]:
    """Names of the columns that this write changes. Fields named by the caller count as changed: so a note is given of what
    lies beside the row (`save(update_fields=["modified"])`)."""
    if fields is not None:
        meta = row._meta
        return {getattr(meta.get_field(name), "attname", name) for name in fields}
    unread = row.get_deferred_fields()
    return {
        name
        for name, before in stored.items()
        if name not in unread and name not in {"modified", "created"} and before != getattr(row, name)
    } - telling.SILENT


def note_everything(*, closed: bool = False) -> int:
    """Mark whatever has become public unnoticed, above all because its time has come; tells how many rows.

    `closed`: look also for what has ceased to be public without a write of ours (nothing does by time alone).
    """
    now = timezone.now()
    marked = sum(_mark(kind, {}, now, only_opened=not closed) for kind in _kinds())
    for kind in _kinds():
        if issubclass(kind, Publishable):
            marked += _come_due(kind, now)
    return marked


def _come_due(kind: Any, now: datetime) -> int:
    """Rows without a state of their own (votes, recordings) whose time has come: what shows them has changed since."""
    if telling.is_told(kind):
        return 0
    due = kind._base_manager.filter(visible_from__lte=now).filter(visible_q(kind, PUBLIC))
    late = {
        key
        for way in telling.ways(kind, coming_or_going=True)
        for key in due.filter(
            pk__in=way.kind._base_manager.filter(public_now=True, public_modified__lt=F(f"{way.path}__visible_from"))
            .values(way.path)
        ).values_list("pk", flat=True)
    }  # fmt: skip
    telling.tell(kind, late, coming_or_going=True, at=now)
    return 0


def _mark(kind: Any, which: dict[str, Any], at: datetime, *, fresh: bool = False, only_opened: bool = False) -> int:
    rows = kind._base_manager.filter(**which)
    if not telling.is_told(kind):
        # Looked for first: mostly there is nothing, and a write of nothing would lock the database and make kept pages old.
        first = rows.filter(first_public_at__isnull=True).filter(visible_q(kind, PUBLIC))
        keys = list(first.values_list("pk", flat=True))
        return int(kind._base_manager.filter(pk__in=keys).update(first_public_at=at)) if keys else 0
    if only_opened:
        rows = rows.filter(public_now=False)
    seen = set(rows.filter(visible_q(kind, PUBLIC)).values_list("pk", flat=True))
    known = set() if fresh or only_opened else set(rows.filter(public_now=True).values_list("pk", flat=True))
    moment = Value(at, output_field=DateTimeField())
    told: dict[str, Any] = {"public_modified": Greatest(Coalesce("public_modified", moment), moment)}
    for part in telling.parts_of(seen - known):
        told_first = {"public_now": True, NOTE: Coalesce(NOTE, moment)}
        kind._base_manager.filter(pk__in=part).update(**told, **told_first)
    for part in telling.parts_of(known - seen):
        kind._base_manager.filter(pk__in=part).update(**told, public_now=False)
    changed = seen ^ known
    if changed:
        telling.tell(kind, changed, coming_or_going=True, at=at)
        telling.call_listeners(kind, changed)
    return len(seen - known)


@stage("meetings.first_public", standing=True, every=EVERY, noted=False, max_seconds=600)
def first_public(subject_id: int, run: Run) -> None:
    """Once a minute: rows whose `visible_from` has come, with all that hangs on them."""
    note_everything()


@stage("meetings.still_public", standing=True, every=EVERY * 60, noted=False, max_seconds=1800)
def still_public(subject_id: int, run: Run) -> None:
    """Once an hour: what passed our writes by (a repair by hand in the database) is noted, too."""
    note_everything(closed=True)
