"""Which rows have changed and must be copied elsewhere: noted in the transaction of the change, drained in batches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from jobs import pipeline, registry
from jobs.models import Outbox
from jobs.once import once_committed

BATCH = 500
Listener = Callable[[list[int]], None]
_listeners: dict[str, list[Listener]] = defaultdict(list)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some changes, each row named once: `ids` by model label, in the order of their first note."""

    ids: dict[str, list[int]]
    keys: tuple[int, ...]

    def __len__(self) -> int:
        return sum(len(ids) for ids in self.ids.values())


def listen(label: str, listener: Listener) -> None:
    """Call this with the ids of changed rows, in the transaction of the change: for what must not wait for the batch."""
    if listener not in _listeners[label]:
        _listeners[label].append(listener)


def note(label: str, object_id: int, note: str = "") -> None:
    """This row has changed (or is gone). Call it in the transaction of the change, so that both or none are kept."""
    note_all(label, [object_id], note)


def note_all(label: str, object_ids: Iterable[int], note: str = "") -> None:
    """Like `note` for many rows at once."""
    rows = [Outbox(label=label, object_id=object_id, note=note) for object_id in object_ids]
    if not rows:
        return
    Outbox.objects.bulk_create(rows, batch_size=1000)
    for listener in _listeners[label]:
        listener([row.object_id for row in rows])
    once_committed(wake_standing_stages)


def wake_standing_stages() -> None:
    """Let all standing stages that want to look at the outbox."""
    for kind in registry.standing_stages():
        if kind.noted:
            pipeline.wake(kind.name)


def drain(labels: Sequence[str] | None = None, *, size: int = BATCH) -> Iterator[Batch]:
    """Batches of changes until none is left. A batch is forgotten when the next one is asked for: so the work on it must
    be safe on disk by then. Who dies or breaks off before gets it again; rows noted meanwhile come in a later batch.
    """
    while True:
        changes = Outbox.objects.order_by("id")
        if labels is not None:
            changes = changes.filter(label__in=labels)
        seen = list(changes.values_list("id", "label", "object_id")[:size])
        if not seen:
            return
        ids: dict[str, dict[int, None]] = defaultdict(dict)
        for _key, label, object_id in seen:
            ids[label][object_id] = None
        keys = tuple(key for key, _label, _object_id in seen)
        yield Batch({label: list(found) for label, found in ids.items()}, keys)
        # Exactly these rows: a change noted during the work may carry the same id and must be seen again.
        Outbox.objects.filter(id__in=keys).delete()


def is_empty() -> bool:
    """Nothing is left to pass on."""
    return not Outbox.objects.exists()
