"""Who read which non-public document, and when: kept for `FILE_READ_DAYS`, then forgotten."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils import timezone

from jobs.registry import stage
from jobs.run import Run
from media.models import FileRead
from meetings.models import File

FORGET_EVERY = 3600  # seconds


def note_read(file: File, user: AbstractBaseUser | AnonymousUser) -> None:
    """This user was handed this document, which not everyone may see."""
    if user.is_authenticated:
        FileRead.objects.create(file=file, user_id=user.pk)


def forget_old_reads() -> int:
    """Remove what is older than the time for which it may be kept; tells how many."""
    before = timezone.now() - timedelta(days=settings.FILE_READ_DAYS)
    return FileRead.objects.filter(at__lt=before).delete()[0]


@stage("media.forget_reads", standing=True, every=FORGET_EVERY, noted=False, max_seconds=600)
def forget_reads(subject_id: int, run: Run) -> None:
    """Once an hour."""
    forget_old_reads()
