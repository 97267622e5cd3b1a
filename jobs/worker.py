"""One worker process: takes messages from the database queue and runs the stages they name, one at a time."""

from __future__ import annotations

import logging
import os
import signal
import time
from types import FrameType
from typing import Any

from django.db import DatabaseError, close_old_connections, connection
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker as QueueWorker
from django_tasks_db.models import DBTaskResult

from jobs import execution, processes

logger = logging.getLogger(__name__)

POLL = 0.25  # seconds between two looks into an empty queue
QUEUE_LOCKED = 0.05  # seconds before trying again when another worker is taking a message


class _PoliteWorker(QueueWorker):
    """django-tasks' own worker; how it ends is decided by `work_until_told_to_stop`."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.running = False


def _queue_worker(queues: list[str]) -> Any:
    return _PoliteWorker(
        queue_names=queues,
        interval=QUEUE_LOCKED,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=1,
        worker_id=execution.this_worker()[-64:],
        excluded_queue_names=[],
    )


def work_until_told_to_stop(queues: list[str], parent: int) -> None:
    """Run stages until SIGTERM or SIGINT; the stage in hand is then given back to the line. Ends with its parent."""
    processes.die_with_parent(parent)
    told = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal told
        if not told:  # a second signal must not break the giving back
            told = True
            raise execution.WorkerStops

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    execution.when_overdue(lambda: os._exit(1))
    try:
        while not told and not processes.is_orphan(parent):
            if not _run_one(queues):
                time.sleep(POLL)
    except execution.WorkerStops:
        logger.info("Worker %s ends", execution.this_worker())
    finally:
        connection.close()


def _run_one(queues: list[str]) -> bool:
    """Take one message, if there is one. Looks first, because taking locks the whole of an SQLite database."""
    try:
        messages = DBTaskResult.objects.ready().filter(backend_name=DEFAULT_TASK_BACKEND_ALIAS)
        if "*" not in queues:
            messages = messages.filter(queue_name__in=queues)
        if not messages.exists():
            return False
        _queue_worker(queues).run()
    except DatabaseError as error:
        logger.warning("The database does not answer: %s", error)
        close_old_connections()
        connection.close()
        time.sleep(1)
    return True
