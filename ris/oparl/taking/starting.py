"""From a source's row to a run: its rules for the reading half, whether it is its turn, and who asks for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from jobs import pipeline
from meetings.models import Source
from ris.oparl.models import ImportRun, ReadingRules
from ris.oparl.reading.asking import client_for
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.walk import Reader
from ris.oparl.taking.running import Wanted, Watcher, carry_out, rules_of, what_is_due

SUBJECT = "meetings.Source"


def source_at(address: str, *, files: str = "") -> Source:
    """The source of this address; made with the usual rules where it is new."""
    name = urlsplit(address).hostname or address
    source, _made = Source.objects.get_or_create(address=address, defaults={"name": name})
    rules, _made = ReadingRules.objects.get_or_create(source=source)
    if files and rules.files != files:
        rules.files = files
        rules.save()
    return source


def reader_for(source: Source, rules: ReadingRules, *, body: str = "") -> Reader:
    """The reading half with the rules of this source."""
    read = Rules(
        more_hosts=tuple(rules.more_hosts.split()),
        rewrite={rules.base_from: rules.base_to} if rules.base_from else {},
        delay=rules.pause_ms / 1000,
        swap_papers=rules.swap_papers,
    )
    return Reader(
        source.address,
        body=body,
        rules=read,
        client=client_for(source.address, read),
        moved=partial(_keep_move, source),
    )


def _keep_move(source: Source, old: str, new: str) -> None:
    """A move that was found out is a rule from now on, also for the documents, which are fetched without a reader."""
    rules = ReadingRules.objects.filter(source=source, base_from="").first()
    if rules is not None:
        rules.base_from, rules.base_to = old, new
        rules.save(update_fields=["base_from", "base_to"])


def read(source: Source, wanted: Wanted, watcher: Watcher) -> ImportRun:
    """Read this source, or go on where a run was left. Raises NothingReadable, LedHere, TakenOver."""
    rules = rules_of(source)
    run = what_is_due(source, rules, wanted, now=timezone.now())
    return carry_out(run, reader_for(source, rules, body=run.only_body), watcher)


def next_turn(source: Source, rules: ReadingRules) -> datetime | None:
    """When the schedule asks for this source next; None: never by itself."""
    if not source.active or not rules.every_hours:
        return None
    last = ImportRun.objects.filter(source=source).first()
    asked = max((at for at in (rules.asked_at, last.started if last else None) if at is not None), default=None)
    return timezone.now() if asked is None else asked + timedelta(hours=rules.every_hours)


def ask_for(source: Source) -> None:
    """Have this source read by the workers, soon; what is running already for it starts again where it is."""
    with transaction.atomic():
        rules, _made = ReadingRules.objects.get_or_create(source=source)
        rules.asked_at = timezone.now()
        rules.save(update_fields=["asked_at"])
        pipeline.refresh(SUBJECT, source.pk)


def ask_for_what_is_due() -> int:
    """Ask for all sources whose turn has come; tells how many."""
    now, count = timezone.now(), 0
    for rules in ReadingRules.objects.filter(source__active=True).select_related("source"):
        turn = next_turn(rules.source, rules)
        if turn is not None and turn <= now:
            ask_for(rules.source)
            count += 1
    return count
