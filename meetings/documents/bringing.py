"""Documents of other systems are fetched: one request at a time, politely, only from hosts the source names; a stage.

One standing stage for all sources: who is asked, how often and in which order is decided in one place, and an archive of
12,000 documents is one row among the stages. Each document's own row (`FileReading`) is written when it is done, so a kill
loses the document in hand and nothing else.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from jobs import pipeline
from jobs.models import Stage
from jobs.registry import stage
from jobs.run import Run
from meetings.documents.places import passing_path
from meetings.documents.wanting import FETCH
from meetings.documents.wording import words
from meetings.models import File, FileReading, Keep, TextState
from meetings.storage import store_own, tmp_dir
from ris.doors.fetching import NotFetched, fetch
from ris.doors.formats import kinds

BATCH = 200
STRETCH = 20 * 60.0
"""Seconds after which the stage ends and is called once more, so that others get the worker, too."""
LOOK_AGAIN = 60.0  # seconds between two looks for what is due again
PAUSES = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(days=1), timedelta(days=7)]
"""After so many failures in a row; then it is left alone until its source says something else of it."""
FOR_LONG = 3
"""What will hardly change within the hour (not there, too large) begins with this pause."""
REST = timedelta(minutes=2)
"""How long a host that does not answer is left alone, whatever else is to be fetched there."""


@stage(FETCH, standing=True, noted=False, every=LOOK_AGAIN, max_seconds=6 * 3600, words=words)
def bring(_subject_id: int, run: Run) -> None:
    """Fetch all that is due; what fails is noted at its own row and tried again later, the rest goes on."""
    began = time.monotonic()
    resting: dict[str, datetime] = {}
    done = 0
    while rows := _due(resting):
        for row in rows:
            run.progress(_percent(done), _note(done))
            if _host(_address(row.file)) not in resting:
                _bring_one(row, run, resting)
                done += 1
            if time.monotonic() - began > STRETCH:
                pipeline.wake(FETCH)
                return


def _due(resting: dict[str, datetime]) -> list[FileReading]:
    now = timezone.now()
    for host in [host for host, until in resting.items() if until <= now]:
        del resting[host]
    due = FileReading.objects.filter(
        due_from__lte=now,
        file__deleted_at__isnull=True,
        file__vanished_at__isnull=True,
        file__mirrored_from__active=True,
    )
    rows = due.select_related("file__mirrored_from").order_by("due_from", "id")
    return [row for row in rows[:BATCH] if _host(_address(row.file)) not in resting]


def _percent(done: int) -> float:
    left = FileReading.objects.filter(due_from__lte=timezone.now()).count() if done % BATCH == 0 else 0
    return 100 * done / (done + left) if left else 99.0


def _note(done: int) -> str:
    return f"{done}"


def _address(file: File) -> str:
    return file.download_address or file.address


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower()


def hosts_of(file: File) -> frozenset[str]:
    """The hosts its source names: its own, and those of the object's addresses. Redirects may lead to these and nowhere else."""
    named = [file.source_id, file.source_url, file.address, file.download_address]
    if file.mirrored_from is not None:
        named.append(file.mirrored_from.address)
    return frozenset(host for host in map(_host, named) if host)


def _bring_one(row: FileReading, run: Run, resting: dict[str, datetime]) -> None:
    address, wanted = _address(row.file), row.wanted
    target = tmp_dir() / f"fetch-{row.file_id}"
    try:
        fetch(
            address,
            target,
            max_bytes=settings.MAX_DOCUMENT_BYTES,
            private_allowed=bool(getattr(settings, "FETCH_PRIVATE_ADDRESSES", False)),
            progress=lambda _have, _all: run.check() if run.lost else None,
        )
    except NotFetched as error:
        if error.code == "unreachable":
            resting[_host(address)] = timezone.now() + REST
        _failed(row, run, error)
        return
    try:
        _take_in(row, run, target, address, wanted)
    finally:
        target.unlink(missing_ok=True)


def _failed(row: FileReading, run: Run, error: NotFetched) -> None:
    now = timezone.now()
    at = row.failures if error.code == "unreachable" else max(row.failures, FOR_LONG)
    row.failures = at + 1
    row.due_from = now + PAUSES[at] if at < len(PAUSES) else None
    row.code, row.values = error.code, {name: str(value) for name, value in error.values.items()}
    with run.still_mine():
        row.save(update_fields=["failures", "due_from", "code", "values"])


def _take_in(row: FileReading, run: Run, target: Path, address: str, wanted: str) -> None:
    """The bytes go where they belong, then the rows are written, then the text is read: in this order, so that a kill loses nothing."""
    file = row.file
    digest, size = kinds.digest_and_size(target)
    new = digest != row.sha512
    keep = row.keep == Keep.ALL
    if keep:
        store_own(target)
    elif new or file.text_state == TextState.UNREAD:
        passing = passing_path(file.pk)
        passing.parent.mkdir(parents=True, exist_ok=True)
        target.replace(passing)
    mime_type = kinds.mime_type_of(passing_path(file.pk) if not target.exists() else target)
    with run.still_mine():
        _write_file(file, sha512=digest if keep else "", size=size, mime_type=mime_type)
        row.sha512, row.brought, row.address = digest, wanted, address
        row.failures, row.due_from, row.seen_at = 0, None, timezone.now()
        row.code, row.values = "", {}
        row.save()
        pipeline.refresh("meetings.File", file.pk)
        # It may have failed because its bytes were gone.
        for failed in Stage.objects.of("meetings.File", file.pk).failed():
            pipeline.retry(failed)


def _write_file(file: File, **facts: object) -> None:
    changed = [name for name, value in facts.items() if getattr(file, name) != value]
    for name in changed:
        setattr(file, name, facts[name])
    if changed:
        file.save(update_fields=[*changed, "modified"])
