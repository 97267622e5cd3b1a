"""Reading documents once more, for the operator: scans after recognition was switched on, and what failed."""

from __future__ import annotations

from django.utils import timezone

from jobs import pipeline
from jobs.models import Stage
from meetings.documents.places import bytes_of
from meetings.documents.texts import fetch_again
from meetings.documents.wanting import FETCH
from meetings.models import File, FilePage, FileReading, PageOrigin

SUBJECT = "meetings.File"
TEXT = "documents.text"


def read_scans_again(*, dry_run: bool = False) -> int:
    """Documents with pages that are pictures go through reading once more; tells how many. Lost bytes are fetched."""
    pictures = FilePage.objects.filter(origin=PageOrigin.PICTURE).values("file")
    files = File.objects.living().filter(pk__in=pictures)
    count = 0
    for file in files.iterator():
        count += 1
        if dry_run:
            continue
        if bytes_of(file) is None:
            fetch_again(file.pk)
        stage = Stage.objects.of(SUBJECT, file.pk).named(TEXT).first()
        if stage is None:
            pipeline.refresh(SUBJECT, file.pk)
        elif bytes_of(file) is not None:
            pipeline.retry(stage)
    return count


def try_failed_again(*, dry_run: bool = False) -> int:
    """What could not be fetched is asked for now, failed stages of documents run once more; tells how many."""
    unfetched = FileReading.objects.filter(failures__gt=0)
    stages = Stage.objects.filter(subject=SUBJECT, name__startswith="documents.").failed()
    count = unfetched.count() + stages.count()
    if not dry_run:
        if unfetched.update(failures=0, due_from=timezone.now()):
            pipeline.wake(FETCH)
        for stage in stages.iterator():
            pipeline.retry(stage)
    return count
