"""Mapping again what is kept as it came: after a better mapping nobody need ask the other system for everything once more."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator

from django.db import transaction
from django.utils import timezone

from meetings.history import acting
from meetings.models import Body, RawObject, Source
from ris.oparl.found import Found
from ris.oparl.models import ImportRun, ListRead, ReadingRules, RunKind
from ris.oparl.reading.regular import regular
from ris.oparl.reading.rules import Rules
from ris.oparl.taking import reporting
from ris.oparl.taking.bodies import take_body
from ris.oparl.taking.kinds import KINDS, Tally
from ris.oparl.taking.page import PageWriter
from ris.oparl.taking.running import Watcher, rules_of

AT_ONCE = 100


def replay(source: Source, watcher: Watcher) -> ImportRun:
    """Map every kept object of this source again, type by type. What is unchanged by the new mapping is not written."""
    rules = rules_of(source)
    run = ImportRun(source=source, kind=RunKind.FULL, started=timezone.now(), only_body="replay")
    entry = ListRead(run=run, type="Body")
    bodies: dict[str, Body] = {}
    with acting(cause=f"import:{source.name}"[:100]):
        for kind in ("Body", *(kind for kind in KINDS if kind != "Body")):
            page: list[Found] = []
            for found in _kept(source, kind, rules):
                if kind == "Body":
                    bodies[found.identity], tally = take_body(source, found, at=timezone.now(), license=rules.license)
                    reporting.add(entry, tally)
                    continue
                page.append(found)
                if len(page) == AT_ONCE:
                    _take(source, bodies, page, entry)
                    page = []
            _take(source, bodies, page, entry)
    run.counts, run.faults, run.ended = entry.counts, entry.faults, timezone.now()
    run.seconds = (run.ended - run.started).total_seconds()
    return run


def _kept(source: Source, kind: str, rules: ReadingRules) -> Iterator[Found]:
    read = Rules(swap_papers=rules.swap_papers)
    rows = RawObject.objects.filter(mirrored_from=source).order_by("pk")
    for row in rows.iterator(chunk_size=AT_ONCE):
        raw = zlib.decompress(row.data)
        done = regular(json.loads(raw, strict=False), kind, beside=row.source_id, rules=read)
        if done is not None and done.type == kind:
            yield Found(kind, done.identity, row.source_id, done.content, raw, done.deleted, tuple(done.faults))


def _take(source: Source, bodies: dict[str, Body], page: list[Found], entry: ListRead) -> None:
    for body in bodies.values():
        mine = [each for each in page if len(bodies) == 1 or str(each.content.get("body", "")) == body.source_id]
        if mine:
            with transaction.atomic():
                tally: Tally = PageWriter(source, body, at=timezone.now(), again=True).take(mine)
            reporting.add(entry, tally)
