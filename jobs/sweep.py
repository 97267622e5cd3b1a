"""What the queue forgot: due stages are sent again, given-up ones failed, standing stages woken, old messages removed."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from jobs import delivery, leases, outbox, pipeline, registry
from jobs.models import Stage

logger = logging.getLogger(__name__)

LOOKED_AT = 500  # stages in one sweep
IN_FLIGHT = timedelta(seconds=3)  # a message may be on its way from queue to claim for this long


def sweep() -> int:
    """Send everything that is due and that nobody has been told about; tells how many. Any number may sweep at once."""
    now = timezone.now()
    for stage in Stage.objects.expired(now).filter(attempts__gte=leases.MAX_ATTEMPTS):
        if leases.give_up(stage, now):
            logger.error("Stage %s: given up after %s attempts", stage, stage.attempts)
    _wake_standing_stages()
    # The oldest only: those behind them become the oldest as the queue moves, and a sweep stays short behind 10,000 documents.
    sent = Stage.objects.due(now).filter(sent_at__lt=now - IN_FLIGHT).order_by("sent_at")
    if oldest := {pk: at for pk, at in sent.values_list("pk", "sent_at")[:LOOKED_AT] if at}:
        waiting = delivery.in_queue(max(oldest.values()))
        before = now - delivery.LOST_AFTER
        lost = [pk for pk, at in oldest.items() if (at < before if waiting is None else pk not in waiting)]
        Stage.objects.due(now).filter(pk__in=lost, sent_at__lt=now - IN_FLIGHT).update(sent_at=None)
    return delivery.send(Stage.objects.due(now).filter(sent_at=None).values_list("pk", flat=True))


def _wake_standing_stages() -> None:
    now = timezone.now()
    something_waits = not outbox.is_empty()
    for kind in registry.standing_stages():
        row = Stage.objects.of("", 0).named(kind.name).first()
        late = kind.every is not None and (
            row is None or (row.ended is not None and row.ended < now - timedelta(seconds=kind.every))
        )
        resting = row is None or (row.is_over and row.state != Stage.State.CANCELLED)
        if resting and (late or (something_waits and kind.noted)):
            pipeline.wake(kind.name)
