"""Documents of other systems are fetched: one request at a time, politely, only from hosts the source names; a stage.

One standing stage for all sources: who is asked, how often and in which order is decided in one place, and an archive of
12,000 documents is one row among the stages. Each document's own row (`FileReading`) is written when it is done, so a kill
loses the document in hand and nothing else.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jobs import pipeline
from jobs.models import Stage
from jobs.registry import stage
from jobs.run import LeaseLost, Run
from meetings.documents.manners import Manners, host_of, manners_of
from meetings.documents.places import fetching_folder, passing_path
from meetings.documents.wanting import FETCH
from meetings.documents.wording import words
from meetings.models import File, FileReading, Keep
from meetings.storage import store_own
from ris.doors.fetching import Download, NotFetched, download
from ris.doors.formats import kinds

BATCH = 200
STRETCH = 20 * 60.0
"""Seconds after which the stage ends and is called once more, so that others get the worker, too."""
LOOK_AGAIN = 60.0  # seconds between two looks for what is due again
PAUSES = [timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(days=1), timedelta(days=7)]
"""After so many failures in a row; then it is left alone until its source says something else of it."""
FOR_LONG = 3
"""What will hardly change within the hour (not there, too large) begins with this pause."""
NOBODY_THERE = frozenset({"unreachable", "too_slow", "busy", "unknown_host", "bad_certificate"})
"""The server, not this document."""
FETCHING_CODES = NOBODY_THERE | {
    "bad_address", "private_address", "other_host", "not_secure", "refused", "too_large", "too_many_redirects",
}  # fmt: skip
REST = timedelta(minutes=2)
"""How long a host that does not answer is left alone, whatever else is to be fetched there."""


@stage(FETCH, standing=True, noted=False, every=LOOK_AGAIN, max_seconds=6 * 3600, words=words)
def bring(_subject_id: int, run: Run) -> None:
    """Fetch all that is due; what fails is noted at its own row and tried again later, the rest goes on."""
    began = time.monotonic()
    resting: dict[str, datetime] = {}
    known: dict[int, Manners] = {}
    asked: dict[str, float] = {}
    done = 0
    while rows := _due(resting, known):
        left = FileReading.objects.filter(due_from__lte=timezone.now()).count()
        for number, row in enumerate(rows):
            manners = known[row.file.mirrored_from_id or 0]
            host = host_of(manners.address(_address(row.file)))
            if host in resting:
                continue
            run.progress(100 * done / (done + max(left - number, 1)), f"{done} / {done + left - number}")
            pause = asked.get(host, 0.0) + manners.delay - time.monotonic()
            if pause > 0:
                time.sleep(pause)
            _bring_one(row, manners, run, resting)
            asked[host] = time.monotonic()
            done += 1
            if time.monotonic() - began > STRETCH:
                pipeline.wake(FETCH)
                return


def _due(resting: dict[str, datetime], known: dict[int, Manners]) -> list[FileReading]:
    """What may be asked for now, the longest waiting first; fills in how their sources are asked."""
    now = timezone.now()
    for host in [host for host, until in resting.items() if until <= now]:
        del resting[host]
    due = FileReading.objects.filter(
        due_from__lte=now,
        file__deleted_at__isnull=True,
        file__vanished_at__isnull=True,
        file__mirrored_from__active=True,
    )
    found: list[FileReading] = []
    for row in due.select_related("file__mirrored_from").order_by("due_from", "id").iterator(chunk_size=BATCH):
        source = row.file.mirrored_from
        if source is not None and source.pk not in known:
            known[source.pk] = manners_of(source)
        if host_of(known[row.file.mirrored_from_id or 0].address(_address(row.file))) not in resting:
            found.append(row)
        if len(found) == BATCH:
            break
    return found


def _address(file: File) -> str:
    return file.download_address or file.address


def _bring_one(row: FileReading, manners: Manners, run: Run, resting: dict[str, datetime]) -> None:
    address, wanted = manners.address(_address(row.file)), row.wanted
    target = fetching_folder() / str(row.file_id)
    known = row.address == address and bool(row.brought)  # else it may be another document there, or we have lost it
    try:
        found = download(
            address,
            target,
            max_bytes=settings.MAX_DOCUMENT_BYTES,
            hosts=manners.hosts,
            user_agent=manners.user_agent,
            private_allowed=settings.FETCH_PRIVATE_ADDRESSES,
            etag=row.etag if known else "",
            modified=row.last_modified if known else "",
            progress=lambda _have, _all: _still_ours(run),
        )
    except NotFetched as error:
        if error.code in NOBODY_THERE:
            resting[host_of(address)] = timezone.now() + REST
        _failed(row, run, error)
        return
    row.address, row.etag, row.last_modified = address, found.etag[:200], found.modified[:60]
    if not found.changed:
        _still_the_same(row, run, wanted)
        return
    try:
        _take_in(row, run, target, found, wanted)
    finally:
        target.unlink(missing_ok=True)


def _still_ours(run: Run) -> None:
    if run.lost:
        raise LeaseLost


def _still_the_same(row: FileReading, run: Run, wanted: str) -> None:
    with run.still_mine():
        _note_brought(row, wanted)


def _note_brought(row: FileReading, wanted: str) -> None:
    """Written only if nobody has wanted something else meanwhile; then it stays due."""
    row.brought, row.failures, row.seen_at = wanted, 0, timezone.now()
    if row.code in FETCHING_CODES:
        row.code, row.values = "", {}
    row.save(
        update_fields=["brought", "failures", "seen_at", "code", "values", "address", "etag", "last_modified", "sha512"]
    )
    FileReading.objects.filter(pk=row.pk, wanted=wanted, keep=row.keep).update(due_from=None)


def _failed(row: FileReading, run: Run, error: NotFetched) -> None:
    now = timezone.now()
    at = row.failures if error.code in NOBODY_THERE else max(row.failures, FOR_LONG)
    row.failures = at + 1
    row.due_from = now + PAUSES[at] if at < len(PAUSES) else None
    row.code, row.values = error.code, {name: str(value) for name, value in error.values.items()}
    with run.still_mine():
        row.save(update_fields=["failures", "due_from", "code", "values"])


def _take_in(row: FileReading, run: Run, target: Path, found: Download, wanted: str) -> None:
    """The bytes go where they belong, then the rows are written, then the text is read: in this order, so that a kill loses nothing."""
    file = row.file
    mime_type = kinds.mime_type_of(target)
    keep = row.keep == Keep.ALL
    if keep:
        store_own(target)
    elif found.sha512 != row.read:
        passing = passing_path(file.pk)
        passing.parent.mkdir(parents=True, exist_ok=True)
        target.replace(passing)
    with run.still_mine():
        facts: dict[str, object] = {"sha512": found.sha512 if keep else "", "size": found.size}
        if found.sha512 != row.read:
            facts["mime_type"] = mime_type  # whoever reads the whole of it may know better
        _write_file(file, **facts)
        row.sha512 = found.sha512
        _note_brought(row, wanted)
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
