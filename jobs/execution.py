"""One attempt at one stage, from the claim to its end: with a heartbeat beside it that keeps the lease."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection

from jobs import digests, leases, pipeline, registry
from jobs.models import Stage
from jobs.run import LeaseLost, Run, Unworkable, surroundings
from jobs.wording import error_in_words

logger = logging.getLogger(__name__)


class WorkerStops(BaseException):
    """The worker was asked to end: the stage in hand goes back to the line. Not an Exception, so that nobody answers it."""


def this_worker() -> str:
    """A name that no other living process on any machine has; pids are given out again, so it also says when."""
    return _name_of_this_process


_name_of_this_process = f"{socket.gethostname()}:{os.getpid()}:{int(time.time())}"
_when_overdue: list[Callable[[], None]] = []


def when_overdue(end_this_process: Callable[[], None]) -> None:
    """In a worker process: what to do when a stage does not end long after its time was up."""
    _when_overdue.append(end_this_process)


class Heartbeat:
    """Extends the lease from a thread of its own while the stage is deep in C code or waiting for another program.

    It stops after `max_seconds`: then the lease runs out and the stage is up for grabs. If the attempt has not ended one
    lease later, a worker process ends itself (`when_overdue`), for nothing else can end a stuck C call.
    """

    def __init__(self, run: Run, max_seconds: float) -> None:
        self.run = run
        self.max_seconds = max_seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"heartbeat-{run.stage_id}", daemon=True)

    def __enter__(self) -> Heartbeat:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        length = leases.lease_length().total_seconds()
        ends = time.monotonic() + self.max_seconds
        try:
            while time.monotonic() < ends:
                if self._over.wait(min(length / 4, max(ends - time.monotonic(), 0))):
                    return
                try:
                    if not leases.extend(self.run.stage_id, self.run.lease):
                        self.run.lost = True
                        break
                except DatabaseError as error:  # busy or gone for a moment: the next beat may come through
                    logger.warning("No heartbeat for stage %s: %s", self.run.stage_id, error)
                    connection.close()
            if not self._over.wait(2 * length) and _when_overdue:
                logger.error("Stage %s %s does not end; this worker ends itself", self.run.stage_id, self.run.name)
                _when_overdue[-1]()
        finally:
            connection.close()


def execute(stage_id: int, *, worker: str, heartbeat: bool = True) -> str:
    """Run this stage if it is due and free; tells what became of it: "not due", "lost", or the stage's new state.

    Errors of the stage are recorded at its row, not raised.
    """
    stage = leases.claim(stage_id, worker)
    if stage is None:
        return "not due"
    run = Run(
        stage_id=stage.pk,
        name=stage.name,
        subject=stage.subject,
        subject_id=stage.subject_id,
        piece=stage.piece,
        digest=stage.digest,
        lease=stage.lease,
        wakes=stage.wakes,
    )
    try:
        kind = registry.lookup(stage.name)
        beat = Heartbeat(run, kind.max_seconds) if heartbeat else None
        with surroundings(stage.name):
            if beat is None:
                kind.function(stage.subject_id, run)
            else:
                with beat:
                    kind.function(stage.subject_id, run)
        held = pipeline.succeed(run)
    except LeaseLost:
        held = False
    except (Unworkable, registry.UnknownStage) as error:
        held = _fail_for_good(run, error)
    except Exception as error:
        logger.warning("Stage %s failed: %s", stage, error, exc_info=True)
        if not connection.in_atomic_block:
            close_old_connections()  # the error may be that the database went away; then a new connection records it
        held = pipeline.fail(run, "", {}, digests.readable(error), for_good=False)
    except BaseException:
        leases.release(run.stage_id, run.lease)
        raise
    if not held:
        logger.info("Stage %s was taken away; its result does not count", stage)
        return "lost"
    return Stage.objects.values_list("state", flat=True).get(pk=stage_id)


def _fail_for_good(run: Run, error: Unworkable | registry.UnknownStage) -> bool:
    values = error.values if isinstance(error, Unworkable) else {"name": error.name}
    text = error_in_words(error.code, values, run.name, str(error))
    return pipeline.fail(run, error.code, values, text, for_good=True)
