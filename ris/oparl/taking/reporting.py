"""What a run tells: how far it is, and at its end what is new, changed and gone, what was wrong, and how long it took."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ris.oparl.found import Fault
from ris.oparl.models import ImportRun, ListRead, OpenReference, PaperLink
from ris.oparl.taking.kinds import KINDS, Tally

EXAMPLES = 20
"""So many of each kind of fault are kept with their address; all are counted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`expected` objects come from the last complete run of the same kind of list; None where there is none."""

    type: str
    read: int
    expected: int | None
    lists: int
    lists_done: int
    faults: int

    @property
    def percent(self) -> float:
        """How far it is; without an expectation by lists."""
        if self.expected:
            return min(100.0 * self.read / self.expected, 99.0)
        return 100.0 * self.lists_done / max(self.lists, 1)


def add(entry: ListRead, tally: Tally) -> None:
    """Add what a page brought to its list. Not saved."""
    for kind, outcomes in tally.counts.items():
        of_kind = entry.counts.setdefault(kind, {})
        for outcome, count in outcomes.items():
            of_kind[outcome] = of_kind.get(outcome, 0) + count
    for fault in tally.faults:
        note(entry.faults, fault.code, fault.address, fault.values)


def note(faults: dict[str, Any], code: str, address: str, values: Mapping[str, Any]) -> None:
    """Count this fault, and keep it with its address while there is room."""
    of_code = faults.setdefault(code, {"count": 0, "examples": []})
    of_code["count"] += 1
    if len(of_code["examples"]) < EXAMPLES:
        of_code["examples"].append({"address": address, **{name: str(value)[:200] for name, value in values.items()}})


def progress(run: ImportRun) -> Progress:
    """How far this run is."""
    lists = list(run.lists.exclude(type=""))
    current = next((each for each in lists if not each.done), lists[-1] if lists else None)
    before = (
        ImportRun.objects.filter(source=run.source, kind=run.kind, ended__isnull=False, error_code="")
        .exclude(pk=run.pk)
        .first()
    )
    expected = sum(each.objects_read for each in before.lists.all()) if before is not None else None
    return Progress(
        type=current.type if current is not None else "",
        read=sum(each.objects_read for each in lists),
        expected=expected,
        lists=len(lists),
        lists_done=sum(each.done for each in lists),
        faults=sum(of_code["count"] for each in lists for of_code in each.faults.values()),
    )


def close(run: ImportRun, *, at: datetime, code: str = "", faults: Iterable[Fault] = ()) -> None:
    """Sum up the lists, add what is still missing, and end the run."""
    counts: dict[str, dict[str, int]] = {}
    told: dict[str, Any] = {}
    for fault in faults:
        note(told, fault.code, fault.address, fault.values)
    for entry in run.lists.all():
        for kind, outcomes in entry.counts.items():
            of_kind = counts.setdefault(kind, {})
            for outcome, count in outcomes.items():
                of_kind[outcome] = of_kind.get(outcome, 0) + count
        for name, of_code in entry.faults.items():
            kept = told.setdefault(name, {"count": 0, "examples": []})
            kept["count"] += of_code["count"]
            kept["examples"] = (kept["examples"] + of_code["examples"])[:EXAMPLES]
        run.seconds += entry.seconds
        run.bytes += entry.bytes
    for row in OpenReference.objects.filter(mirrored_from=run.source).order_by("pk"):
        note(told, "dead_reference", row.holder, {"field": row.field, "target": row.target})
    known = KINDS["Paper"].rows.filter(mirrored_from=run.source, deleted_at=None).values("source_id")
    for link in PaperLink.objects.filter(mirrored_from=run.source).exclude(target__in=known).order_by("pk"):
        note(told, "dead_reference", link.paper, {"field": link.field, "target": link.target})
    run.counts = {kind: counts[kind] for kind in KINDS if kind in counts}
    run.faults, run.ended, run.error_code = told, at, code[:64]
    run.save()
    run.seen.all().delete()
