"""Who works: each foreman reports its workers, so that the status page can say whether anybody does."""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import DatabaseError
from django.utils import timezone

from jobs.models import Crew

logger = logging.getLogger(__name__)

FORGET_AFTER = timedelta(days=1)


def this_crew() -> str:
    """A name that no other living foreman on any machine has."""
    return f"{socket.gethostname()}:{os.getpid()}"


def report(processes: int, queues: Sequence[str], began: datetime) -> None:
    """Say that this foreman and so many workers are alive."""
    Crew.objects.update_or_create(
        name=this_crew(),
        defaults={
            "processes": processes,
            "queues": ",".join(queues)[:200],
            "started": began,
            "seen": timezone.now(),
        },
    )


def leave() -> None:
    """This foreman ends as asked: nobody need wonder where it is."""
    try:
        Crew.objects.filter(name=this_crew()).delete()
    except DatabaseError as error:  # it may be the reason why we end
        logger.warning("The database does not answer: %s", error)


def forget_the_silent() -> int:
    """Remove crews that were killed long ago; tells how many."""
    return Crew.objects.filter(seen__lt=timezone.now() - FORGET_AFTER).delete()[0]
