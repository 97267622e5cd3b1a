"""Handing stages to the queue. The queue may lose or repeat what it gets: the rows are the truth."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone

from jobs.models import Stage

logger = logging.getLogger(__name__)

LOST_AFTER = timedelta(minutes=5)  # with a queue that we cannot look into
ON_ITS_WAY = timedelta(seconds=30)  # from noting that a stage is sent to its message
KEEP_MESSAGES = timedelta(days=2)  # longer than any stage may run


def send(stage_ids: Iterable[int]) -> int:
    """Give these stages to the queue unless somebody just did; tells how many were given."""
    from jobs.tasks import run_stage

    sent = 0
    for stage_id in stage_ids:
        now = timezone.now()
        marked = Stage.objects.filter(pk=stage_id, sent_at=None).update(sent_at=now)
        if marked:
            queue = Stage.objects.values_list("queue", flat=True).get(pk=stage_id)
            run_stage.using(queue_name=queue).enqueue(stage_id)
            sent += 1
    return sent


def in_queue(sent_until: datetime | None = None) -> set[int] | None:
    """Ids of the stages whose message (sent until then) waits in the queue; None when this queue cannot be looked into."""
    if not is_database_queue():
        return None
    from django_tasks_db.models import DBTaskResult

    from jobs.tasks import run_stage

    messages = DBTaskResult.objects.ready().filter(task_path=run_stage.module_path)
    if sent_until is not None:
        messages = messages.filter(enqueued_at__lte=sent_until + ON_ITS_WAY)
    return {message["args"][0] for message in messages.values_list("args_kwargs", flat=True)}


def remove_old_messages() -> int:
    """Forget messages long delivered, and those whose worker was killed (they would stand as running for ever)."""
    if not is_database_queue():
        return 0
    from django_tasks_db.models import DBTaskResult

    before = timezone.now() - KEEP_MESSAGES
    return DBTaskResult.objects.filter(started_at__lt=before).delete()[0]


def is_database_queue() -> bool:
    """Whether the messages lie in our own database (`TASK_BACKEND`)."""
    from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
    from django_tasks_db.backend import DatabaseBackend

    return isinstance(task_backends[DEFAULT_TASK_BACKEND_ALIAS], DatabaseBackend)
