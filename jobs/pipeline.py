"""The verbs that decide what is to be done: refresh, pieces, retry, cancel, wake, and what follows when a stage ends.

All stages of one row change together: each verb locks them (in the order of their ids), decides, and sends what became
due once the transaction is committed. Whoever dies in between leaves either the old or the new state, never half of one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jobs import delivery, digests, leases, registry
from jobs.digests import Trouble
from jobs.models import Stage
from jobs.run import Run
from jobs.wording import error_in_words

logger = logging.getLogger(__name__)

STANDING_PAUSE = timedelta(minutes=5)  # a standing stage that failed for good is tried again after this long

Rows = dict[tuple[str, str], Stage]


def refresh(subject: str, subject_id: int) -> None:
    """Make rows for all stages of this row and let run what is missing or out of date. Cheap; call it after every change."""
    with transaction.atomic():
        _refresh(subject, subject_id, timezone.now())


def refresh_all(subject: str = "", *, dry_run: bool = False) -> dict[str, int]:
    """Refresh every row that has stages; tells how many stages of each name run again."""
    rows = Stage.objects.exclude(subject="")
    if subject:
        rows = rows.filter(subject=subject)
    counts: dict[str, int] = {}
    for its_subject, subject_id in rows.values_list("subject", "subject_id").order_by().distinct():
        with transaction.atomic():
            before = set(Stage.objects.of(its_subject, subject_id).unsettled().values_list("pk", flat=True))
            _refresh(its_subject, subject_id, timezone.now())
            for pk, name in Stage.objects.of(its_subject, subject_id).unsettled().values_list("pk", "name"):
                if pk not in before:
                    counts[name] = counts.get(name, 0) + 1
            if dry_run:
                transaction.set_rollback(True)
    return counts


def retry(stage: Stage) -> bool:
    """Run this stage once more ("noch einmal"), whatever became of it; what follows runs again if its inputs change.

    False: it is running already, or gone.
    """
    now = timezone.now()
    with transaction.atomic():
        row = _locked(stage.subject, stage.subject_id).get((stage.name, stage.piece))
        if row is None or row.state == Stage.State.RUNNING:
            return False
        row.wait(now)
        row.done_digest = ""
        row.save()
        if stage.subject:
            _refresh(stage.subject, stage.subject_id, now)
        else:
            _send_due(Stage.objects.filter(pk=row.pk), now)
        return True


def cancel(stage: Stage) -> bool:
    """Stop this stage now or keep it from starting; a worker notices at its next `run.progress()`. False: it was over."""
    with transaction.atomic():
        row = _locked(stage.subject, stage.subject_id).get((stage.name, stage.piece))
        if row is None or row.is_over:
            return False
        row.state = Stage.State.CANCELLED
        row.ended = timezone.now()
        row.lease, row.lease_until = "", None
        row.save()
        if stage.subject:
            _refresh(stage.subject, stage.subject_id, timezone.now())
        return True


def forget(subject: str, subject_id: int) -> None:
    """The row is gone for good: so are its stages. Running ones notice at their next `run.progress()`."""
    Stage.objects.of(subject, subject_id).delete()


def add_pieces(subject: str, subject_id: int, name: str, pieces: Iterable[str]) -> None:
    """Make waiting rows for these pieces of the stage `name`; those already there stay. Called through `Run.add_pieces`."""
    kind = registry.lookup(name)
    if not kind.pieces or kind.subject != subject:
        raise ValueError(f"{name} is no stage of pieces on {subject}")
    rows = [
        Stage(name=name, subject=subject, subject_id=subject_id, piece=piece, queue=kind.queue)
        for piece in dict.fromkeys(pieces)
    ]
    Stage.objects.bulk_create(rows, ignore_conflicts=True)


def wake(name: str) -> None:
    """Let a standing stage run, once more if it is running already: it may have looked before the change was there."""
    kind = registry.lookup(name)
    now = timezone.now()
    rows = Stage.objects.of("", 0).named(name)
    if not rows.exists():
        Stage.objects.bulk_create([Stage(name=name, queue=kind.queue, ready=True)], ignore_conflicts=True)
    rows.update(wakes=F("wakes") + 1)
    resting = rows.done() | rows.failed().filter(ended__lt=now - STANDING_PAUSE)
    resting.update(
        state=Stage.State.WAITING, ready=True, due_from=now, sent_at=None, attempts=0, failures=0, progress=0, note=""
    )
    _send_due(rows, now)


# What follows when an attempt ends. Each answers whether the attempt still held its stage; if not, nothing happens.


def succeed(run: Run) -> bool:
    """Record the result and let run what was waiting for it."""
    now = timezone.now()
    with transaction.atomic():
        rows = _locked(run.subject, run.subject_id)
        row = rows.get((run.name, run.piece))
        if row is None or row.lease != run.lease:
            return False
        kind = registry.lookup(run.name)
        if kind.standing and row.wakes != run.wakes:
            row.wait(now)
        elif not kind.standing and not _is_present(kind, row):
            _count_failure(row, now, "product_missing", {}, error_in_words("product_missing", {}, row.name))
        else:
            row.state = Stage.State.DONE
            row.done_digest = run.digest
            row.ended = now
            row.lease, row.lease_until = "", None
            row.progress, row.failures = 100, 0
            row.error_code, row.error_values, row.last_error = "", {}, ""
        row.save()
        if kind.standing:
            _send_due(Stage.objects.filter(pk=row.pk), now)
            return True
        for name, pieces in run.pieces.items():
            Stage.objects.of(run.subject, run.subject_id).named(name).exclude(piece__in=pieces).delete()
        _refresh(run.subject, run.subject_id, now, just_done=row.pk)
    return True


def fail(run: Run, code: str, values: dict[str, Any], text: str, *, for_good: bool) -> bool:
    """Record the error; the stage waits for its next attempt unless it failed for good or too often."""
    now = timezone.now()
    with transaction.atomic():
        row = _locked(run.subject, run.subject_id).get((run.name, run.piece))
        if row is None or row.lease != run.lease:
            return False
        if for_good:
            row.fail(now, code, text, values)
        else:
            _count_failure(row, now, code, values, text)
        row.save()
    return True


def _count_failure(row: Stage, at: datetime, code: str, values: dict[str, Any], text: str) -> None:
    row.failures += 1
    if row.failures >= leases.MAX_FAILURES or row.attempts >= leases.MAX_ATTEMPTS:
        row.fail(at, code, text, values)
        return
    row.state = Stage.State.WAITING
    row.lease, row.lease_until, row.worker = "", None, ""
    row.due_from = at + leases.backoff(row.failures)
    row.sent_at = None
    row.error_code, row.error_values, row.last_error = code[:64], values, text


# Deciding


def _locked(subject: str, subject_id: int) -> Rows:
    """All stages of this row, locked until the transaction ends, always in the same order: nobody waits in a circle."""
    rows = Stage.objects.of(subject, subject_id).select_for_update().order_by("pk")
    return {(row.name, row.piece): row for row in rows}


def _refresh(subject: str, subject_id: int, at: datetime, *, just_done: int | None = None) -> None:
    kinds = registry.in_order(subject)
    rows = _locked(subject, subject_id)
    missing = [
        Stage(name=kind.name, subject=subject, subject_id=subject_id, queue=kind.queue, due_from=at)
        for kind in kinds
        if not kind.pieces and (kind.name, "") not in rows
    ]
    if missing:
        Stage.objects.bulk_create(missing, ignore_conflicts=True)
        rows = _locked(subject, subject_id)
    wanted = digests.wanted(subject, subject_id)
    for kind in kinds:
        for row in [row for (name, _piece), row in rows.items() if name == kind.name]:
            before = _state_of(row)
            _want(row, kind, wanted[kind.name], at, just_done=row.pk == just_done)
            row.ready = _all_done(kind.after, rows)
            if _state_of(row) != before:
                row.save()
    _send_due(Stage.objects.of(subject, subject_id), at)


def _state_of(row: Stage) -> tuple[Any, ...]:
    return row.state, row.ready, row.digest, row.queue, row.lease, row.error_code, row.done_digest


def _want(row: Stage, kind: registry.StageType, wanted: str | Trouble | None, at: datetime, *, just_done: bool) -> None:
    """Compare what the row has with what it should have. Nothing happens when both agree."""
    row.queue = kind.queue
    if wanted is None:
        return
    if isinstance(wanted, Trouble):
        if row.state != Stage.State.CANCELLED:
            row.fail(at, wanted.code, wanted.text, wanted.values)
            row.digest = ""
        return
    changed = row.digest != wanted
    row.digest = wanted
    if row.state == Stage.State.DONE:
        if row.done_digest == wanted and (just_done or _is_present(kind, row)):
            return
        attempts = row.attempts
        row.wait(at)
        if just_done:
            # Its inputs changed while it ran, or depend on its own result: the latter must not go round for ever.
            row.attempts = attempts
            if attempts >= leases.MAX_ATTEMPTS:
                row.fail(at, "inputs_never_settle", error_in_words("inputs_never_settle", {}, row.name))
    elif changed:
        if row.done_digest == wanted and row.state != Stage.State.RUNNING and _is_present(kind, row):
            row.wait(at)
            row.state, row.progress = Stage.State.DONE, 100
        else:
            row.wait(at)  # a running attempt loses its lease: its result would be out of date


def _is_present(kind: registry.StageType, row: Stage) -> bool:
    if kind.present is None:
        return True
    return kind.present(row.subject_id, row.piece) if kind.pieces else kind.present(row.subject_id)


def _all_done(names: Sequence[str], rows: Rows) -> bool:
    """Whether all stages of these names are done; a stage of pieces is when all its pieces are and it can get no more."""
    for name in names:
        kind = registry.lookup(name)
        if any(row.state != Stage.State.DONE for (its_name, _piece), row in rows.items() if its_name == name):
            return False
        if kind.pieces and not _all_done(kind.after, rows):
            return False
        if not kind.pieces and (name, "") not in rows:
            return False
    return True


def _send_due(stages: Any, at: datetime) -> None:
    unsent = list(stages.due(at).filter(sent_at=None).values_list("pk", flat=True))
    if unsent:
        transaction.on_commit(partial(delivery.send, unsent))
