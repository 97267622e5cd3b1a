"""Who may work on a stage: claimed, extended and given up by one conditional UPDATE each.

A claim draws a random token; whoever ends or extends the stage must show it. So any number of workers on any number of
machines is safe on SQLite and PostgreSQL alike, and an attempt that was given up can never speak for the next one.
The machines' clocks must agree within a few seconds (NTP).
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from jobs.models import Stage
from jobs.wording import error_in_words

MAX_ATTEMPTS = 5  # starts, killed ones included
MAX_FAILURES = 3  # ends with an error


def lease_length() -> timedelta:
    """How long a worker may be silent before others take its stage."""
    return timedelta(seconds=settings.STAGE_LEASE_SECONDS)


def backoff(failures: int) -> timedelta:
    """Pause before the next attempt: 10 s, 60 s, … with the default setting."""
    return timedelta(seconds=settings.STAGE_RETRY_SECONDS * 6 ** (failures - 1))


def claim(stage_id: int, worker: str) -> Stage | None:
    """Take this stage, or None when it is not due or another worker was faster."""
    now = timezone.now()
    seen = Stage.objects.due(now).filter(pk=stage_id).first()
    if seen is None:
        return None
    if seen.state == Stage.State.RUNNING and seen.attempts >= MAX_ATTEMPTS:
        give_up(seen, now)
        return None
    token = secrets.token_hex(16)
    taken = (
        Stage.objects.due(now)
        .filter(pk=stage_id, lease=seen.lease, attempts=seen.attempts)
        .update(
            state=Stage.State.RUNNING,
            lease=token,
            lease_until=now + lease_length(),
            worker=worker,
            attempts=F("attempts") + 1,
            sent_at=None,
            started=now,
            ended=None,
            progress=0,
            note="",
        )
    )
    return Stage.objects.filter(pk=stage_id, lease=token).first() if taken else None


def give_up(seen: Stage, at: datetime) -> bool:
    """Fail a stage whose workers died too often (out of memory, power) without an error of its own."""
    values = {"attempts": seen.attempts}
    return bool(
        Stage.objects.expired(at)
        .filter(pk=seen.pk, lease=seen.lease)
        .update(
            state=Stage.State.FAILED,
            lease="",
            lease_until=None,
            ended=at,
            error_code="worker_died",
            error_values=values,
            last_error=error_in_words("worker_died", values, seen.name),
        )
    )


def extend(stage_id: int, token: str, **fields: Any) -> bool:
    """Keep the stage for another lease; `progress` and `note` may be written along. False: it is lost."""
    held = Stage.objects.running().filter(pk=stage_id, lease=token)
    if "note" in fields:
        fields["note"] = fields["note"][:200]
    return bool(held.update(lease_until=timezone.now() + lease_length(), **fields))


def hold(stage_id: int, token: str) -> bool:
    """Lock the stage until the transaction ends; call it inside one. False: it is lost."""
    return extend(stage_id, token)


def release(stage_id: int, token: str) -> bool:
    """Give the stage back untouched (the worker is asked to stop); the attempt does not count."""
    return bool(
        Stage.objects.running()
        .filter(pk=stage_id, lease=token)
        .update(
            state=Stage.State.WAITING,
            lease="",
            lease_until=None,
            worker="",
            attempts=F("attempts") - 1,
            due_from=timezone.now(),
            sent_at=None,
            progress=0,
        )
    )


def expire_leases_of(worker_begins: str) -> int:
    """A worker whose name begins so is known to be dead: what it held is up for grabs at once. Its attempts count."""
    long_ago = timezone.now() - timedelta(seconds=1)
    return Stage.objects.running().filter(worker__startswith=worker_begins).update(lease_until=long_ago)
