"""One reading of a source, list by list and page by page. What a page brings and how far the run is stand in one transaction.

A killed run is taken up at the page where it was. The first run and every now and then another one asks for everything; the
others ask for what has changed since the last run began, with some hours of overlap, because the clocks of two systems differ.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from meetings.consistency import Inconsistent
from meetings.documents.wanting import want
from meetings.history import acting
from meetings.models import Body, Source
from ris.oparl.found import Fault, Found
from ris.oparl.models import Files, ImportRun, ListRead, OpenReference, ReadingRules, RunKind
from ris.oparl.reading.paging import NotRead
from ris.oparl.reading.walk import ListToRead, Reader
from ris.oparl.taking import reporting
from ris.oparl.taking.bodies import take_body
from ris.oparl.taking.kinds import KINDS, Tally
from ris.oparl.taking.page import PageWriter
from ris.oparl.taking.vanishing import find_vanished, note_seen

OVERLAP = timedelta(hours=6)
TRIES_A_ROUND = 5
REFUSALS = (IntegrityError, DataError, Inconsistent, UnicodeError, OverflowError)
"""With these the database or our own rules refuse a row; of what a stranger says, such a thing must not stop a run."""


class Watcher(Protocol):
    """Who looks on: the terminal, a stage's row, or nobody."""

    def told(self, run: ImportRun, progress: reporting.Progress) -> None:
        """After every page. May raise, e.g. when the stage was taken away; what was written stays."""

    def writing(self) -> AbstractContextManager[Any]:
        """Around each transaction."""


class NothingReadable(Exception):
    """The source named nothing that could be read; `fault` says why."""

    code = "nothing_readable"

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class TakenOver(Exception):
    """Another process reads the same source; this one stops."""

    code = "taken_over"


KEPT = ("next_address", "done", "pages", "objects_read", "holes", "counts", "faults", "seconds", "bytes")


@dataclass(slots=True)
class Wanted:
    """What is asked for. `since` None: what the rules say."""

    kind: str = ""
    since: datetime | None = None
    body: str = ""


def rules_of(source: Source) -> ReadingRules:
    """How this source is read; the usual rules where nobody has said anything."""
    return ReadingRules.objects.filter(source=source).first() or ReadingRules(source=source)


def what_is_due(source: Source, rules: ReadingRules, wanted: Wanted, *, now: datetime) -> ImportRun:
    """The run to work on: the unfinished one, else a new one."""
    open_run: ImportRun | None = ImportRun.objects.filter(source=source, ended__isnull=True).first()
    if open_run is not None:
        if _fits(open_run, wanted):
            return open_run
        reporting.close(open_run, at=now, code="replaced")
    done = ImportRun.objects.filter(source=source, ended__isnull=False, error_code="", only_body=wanted.body)
    last, last_full = done.first(), done.filter(kind=RunKind.FULL).first()
    kind = wanted.kind or (RunKind.CHANGES if wanted.since else "")
    if not kind:
        days = rules.full_every_days
        stale = last_full is None or (days and last_full.started <= now - timedelta(days=days))
        kind = RunKind.FULL if stale or rules.full_wanted else RunKind.CHANGES
    since = wanted.since or (last.started - OVERLAP if last is not None else None)
    return ImportRun.objects.create(
        source=source,
        kind=kind,
        since=since if kind == RunKind.CHANGES else None,
        only_body=wanted.body,
        first=not any(here.rows.filter(mirrored_from=source).exists() for here in KINDS.values()),
        started=now,
    )


def _fits(run: ImportRun, wanted: Wanted) -> bool:
    return (
        run.only_body == wanted.body
        and (not wanted.kind or run.kind == wanted.kind)
        and (wanted.since is None or run.since == wanted.since)
    )


def carry_out(run: ImportRun, reader: Reader, watcher: Watcher) -> ImportRun:
    """Read and write to the end. Raises NothingReadable, LedHere, and whatever the watcher raises."""
    return _Reading(run, reader, watcher).go()


class _Reading:
    def __init__(self, run: ImportRun, reader: Reader, watcher: Watcher) -> None:
        self.run, self.reader, self.watcher = run, reader, watcher
        self.source = run.source
        self.rules = rules_of(self.source)

    def go(self) -> ImportRun:
        bodies = self._bodies()
        with acting(cause=f"import:{self.source.name}"[:100]):
            for found in bodies:
                self._read_body(found)
            with self.watcher.writing(), transaction.atomic():
                self._end("")
                ReadingRules.objects.filter(source=self.source, full_wanted=True).update(full_wanted=False)
        return self.run

    def _bodies(self) -> list[Found]:
        """Raises NothingReadable, and notes it."""
        fault = None
        try:
            bodies = self.reader.bodies()
        except NotRead as trouble:
            bodies, fault = [], trouble.fault
        chosen = set(self.rules.bodies.split())
        if chosen and not self.run.only_body:
            bodies = [each for each in bodies if chosen & {each.identity, each.address}]
        if not bodies:
            fault = fault or next(iter(self.reader.faults), None) or Fault("no_body", self.source.address)
            with self.watcher.writing(), transaction.atomic():
                self._end(fault.code, fault)
            raise NothingReadable(fault)
        return bodies

    def _end(self, code: str, *faults: Fault) -> None:
        reporting.close(self.run, at=timezone.now(), code=code, faults=[*faults, *self.reader.faults])

    def _read_body(self, found: Found) -> None:
        begun = time.monotonic()
        with self.watcher.writing(), transaction.atomic():
            entry = self._entry(found.identity, "Body", found.address, 0)
            body, tally = take_body(self.source, found, at=timezone.now(), license=self.rules.license)
            if not entry.done:
                self._note(entry, tally, [found], begun)
                entry.done = True
                self._keep(entry)
        for position, wanted in enumerate(self.reader.lists(found), start=1):
            self._read_list(body, found.identity, wanted, position)
        self._fetch_alone(body, found.identity)
        self._look_for_vanished(body, found.identity)

    def _entry(self, body: str, kind: str, address: str, position: int) -> ListRead:
        entry, _made = ListRead.objects.get_or_create(
            run=self.run, body=body, type=kind, address=address, defaults={"position": position}
        )
        return entry

    def _read_list(self, body: Body, identity: str, wanted: ListToRead, position: int) -> None:
        entry = self._entry(identity, wanted.type, wanted.address, position)
        if entry.done:
            return
        begun = time.monotonic()
        for page in self.reader.pages(wanted, self.run.since, entry.next_address):
            with self.watcher.writing(), transaction.atomic():
                tally = self._write(body, page.found)
                tally.faults += page.faults
                entry.holes += not page.whole
                entry.pages += 1
                entry.bytes += page.bytes
                entry.next_address = page.next_address
                entry.done = not page.next_address
                self._note(entry, tally, page.found, begun)
                self._keep(entry)
            begun = time.monotonic()
            self.watcher.told(self.run, reporting.progress(self.run))
        if not entry.done:
            # It ended without its last page: whatever stood behind is missing.
            with self.watcher.writing(), transaction.atomic():
                entry.done = True
                entry.holes += 1
                self._keep(entry)

    def _keep(self, entry: ListRead) -> None:
        """Raises TakenOver when somebody else has read this page meanwhile: then nothing of it is written twice."""
        values = {name: getattr(entry, name) for name in KEPT}
        if not ListRead.objects.filter(pk=entry.pk, steps=entry.steps).update(steps=entry.steps + 1, **values):
            raise TakenOver
        entry.steps += 1

    def _note(self, entry: ListRead, tally: Tally, found: Sequence[Found], begun: float) -> None:
        entry.objects_read += len(found)
        entry.seconds += time.monotonic() - begun
        reporting.add(entry, tally)
        if self.run.kind == RunKind.FULL and not self.run.first:
            note_seen(self.run, tally.met)

    def _write(self, body: Body, found: Sequence[Found]) -> Tally:
        """The page as a whole; where the database refuses it, object by object, so that one of them does not cost the others."""
        at = timezone.now()
        if not found:
            return Tally()
        try:
            with transaction.atomic():
                return self._written(body, found, at)
        except REFUSALS:
            tally = Tally()
        for each in found:
            try:
                with transaction.atomic():
                    single = self._written(body, [each], at)
            except REFUSALS as refused:
                tally.faults.append(Fault("does_not_fit", each.identity, {"why": str(refused)[:200]}))
                tally.add(each.type, "unreadable")
                continue
            tally.faults += single.faults
            tally.met += single.met
            for kind, outcomes in single.counts.items():
                for outcome, count in outcomes.items():
                    tally.add(kind, outcome, count)
        return tally

    def _written(self, body: Body, found: Sequence[Found], at: datetime) -> Tally:
        page = PageWriter(self.source, body, at=at)
        tally = page.take(found)
        if self.rules.files != Files.NONE and page.documents:
            want(page.documents, how=self.rules.files)
        return tally

    def _fetch_alone(self, body: Body, identity: str) -> None:
        """What is named but stood in no list is asked for by its own address, once in a run."""
        entry = self._entry(identity, "", "", 999)
        for _round in range(TRIES_A_ROUND):
            wanted = self._named_only(body)
            if not wanted:
                return
            for target in wanted:
                begun = time.monotonic()
                answer = self.reader.one(target)
                with self.watcher.writing(), transaction.atomic():
                    found = [answer] if isinstance(answer, Found) else []
                    tally = self._write(body, found)
                    OpenReference.objects.filter(mirrored_from=self.source, target=target).update(
                        tried_at=timezone.now()
                    )
                    if isinstance(answer, Fault):
                        tally.faults.append(answer)
                    entry.bytes += sum(len(each.raw) for each in found)
                    self._note(entry, tally, found, begun)
                    self._keep(entry)
                self.watcher.told(self.run, reporting.progress(self.run))

    def _named_only(self, body: Body) -> list[str]:
        open_ones = OpenReference.objects.filter(mirrored_from=self.source)
        untried = open_ones.filter(tried_at__isnull=True)
        if self.run.kind == RunKind.FULL:
            untried = untried | open_ones.filter(tried_at__lt=self.run.started)
        return list(untried.order_by("target").values_list("target", flat=True).distinct())

    def _look_for_vanished(self, body: Body, identity: str) -> None:
        if self.run.kind != RunKind.FULL or self.run.first:
            return
        with self.watcher.writing(), transaction.atomic():
            entry = self._entry(identity, "", "", 999)
            tally = find_vanished(self.run, self.source, body, identity, at=timezone.now())
            reporting.add(entry, tally)
            self._keep(entry)
