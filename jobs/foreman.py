"""The parent of the workers: starts them, replaces dead ones, sweeps, and ends everything cleanly."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime
from types import FrameType

from django.db import DatabaseError, connection
from django.utils import timezone

from jobs import crew, delivery, leases, processes
from jobs.models import Stage, StageQuerySet
from jobs.sweep import sweep
from ris.doors.env import BASE_DIR

logger = logging.getLogger(__name__)

LOOK = 0.2  # seconds between two looks at the workers
SWEEP_EVERY = 2.0  # seconds
TIDY_EVERY = 3600.0  # seconds
REPORT_EVERY = 15.0  # seconds
GRACE = 10.0  # seconds a worker has to give back its stage before it is killed
SOON = 3.0  # a worker that lives shorter than this (seconds) did not really start
MOST_BAD_STARTS = 5  # in a row


class WorkersDoNotStart(Exception):
    """Worker processes end at once, again and again: the installation is broken, not a stage."""

    code = "workers_do_not_start"


@dataclass
class _Worker:
    process: subprocess.Popen[bytes]
    started: float

    @property
    def name_begins(self) -> str:
        """How `execution.this_worker()` begins in that process."""
        return f"{socket.gethostname()}:{self.process.pid}:"


class Foreman:
    """Keeps `count` worker processes on the given queues."""

    def __init__(self, count: int, queues: list[str]) -> None:
        self.count = count
        self.queues = queues
        self.workers: list[_Worker] = []
        self.told_to_stop = False
        self.bad_starts = 0

    def work(self, *, until_idle: bool) -> bool:
        """Work until told to stop, or until nothing is left to do. Tells whether no stage failed for good meanwhile.

        Raises WorkersDoNotStart.
        """
        began = timezone.now()
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGTERM, signal.SIGINT)}
        next_sweep = next_tidying = next_report = 0.0
        try:
            while not self.told_to_stop:
                self._replace_the_dead()
                now = time.monotonic()
                try:
                    if now >= next_sweep:
                        sweep()
                        next_sweep = now + SWEEP_EVERY
                    if now >= next_report:
                        crew.report(len(self.workers), self.queues, began)
                        next_report = now + REPORT_EVERY
                    if now >= next_tidying:
                        delivery.remove_old_messages()
                        crew.forget_the_silent()
                        next_tidying = now + TIDY_EVERY
                    # The sweep may find something that was never noted at a stage: the outbox, a forgotten message.
                    if until_idle and self._is_idle() and not sweep() and self._is_idle():
                        break
                except DatabaseError as error:
                    logger.warning("The database does not answer: %s", error)
                    connection.close()
                    time.sleep(1)
                time.sleep(LOOK)
        finally:
            self._end_all()
            crew.leave()
            for number, handler in before.items():
                signal.signal(number, handler)
        return not self._failed_since(began)

    def _stop(self, signum: int, frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _is_idle(self) -> bool:
        return not self._ours().unfinished().exists()

    def _failed_since(self, began: datetime) -> bool:
        return self._ours().failed().filter(ended__gte=began).exists()

    def _ours(self) -> StageQuerySet:
        return Stage.objects.all() if "*" in self.queues else Stage.objects.filter(queue__in=self.queues)

    def _start(self) -> _Worker:
        command = [sys.executable, str(BASE_DIR / "manage.py"), "work_one"]
        command += ["--parent", str(os.getpid()), "--queues", ",".join(self.queues)]
        # In a session of its own: Ctrl-C in the terminal reaches the foreman alone, who tells the workers.
        process = subprocess.Popen(
            command, env=os.environ | processes.ONE_THREAD, stdin=subprocess.DEVNULL, start_new_session=True
        )
        return _Worker(process, time.monotonic())

    def _replace_the_dead(self) -> None:
        for worker in list(self.workers):
            if not _has_ended(worker.process):
                continue
            self.workers.remove(worker)
            self._bury(worker)
            lived = time.monotonic() - worker.started
            self.bad_starts = self.bad_starts + 1 if lived < SOON and worker.process.returncode > 0 else 0
            if self.bad_starts >= MOST_BAD_STARTS:
                raise WorkersDoNotStart
        while len(self.workers) < self.count and not self.told_to_stop:
            self.workers.append(self._start())

    def _bury(self, worker: _Worker) -> None:
        """Its stages need not wait for the end of the lease: we know that nobody works on them any more."""
        _end_group(worker.process)
        freed = leases.expire_leases_of(worker.name_begins)
        if freed:
            logger.warning(
                "Worker %s ended (%s) in the middle of a stage", worker.process.pid, worker.process.returncode
            )
            sweep()

    def _end_all(self) -> None:
        for worker in self.workers:
            worker.process.terminate()
        latest = time.monotonic() + GRACE
        while time.monotonic() < latest and not all(_has_ended(worker.process) for worker in self.workers):
            time.sleep(LOOK / 4)
        for worker in self.workers:
            _end_group(worker.process)
        for worker in self.workers:
            leases.expire_leases_of(worker.name_begins)
        self.workers.clear()


def _has_ended(process: subprocess.Popen[bytes]) -> bool:
    """Whether it has ended; it is left unburied, so that its pid still stands for its group and nobody else's."""
    if process.returncode is not None:
        return True
    return os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and the programs it started (ffmpeg), which would work on for nobody."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
