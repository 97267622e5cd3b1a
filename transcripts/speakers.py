"""Who spoke when, from a log (microphones, clerk): read, matched to people, laid over the segments.

A log beats recognition by voice (domain: voice profiles are biometric data, GDPR Art. 9; we keep none).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from rapidfuzz import fuzz

from jobs import pipeline
from media.models import Recording
from meetings.models import Meeting, Membership, Organization, OrganizationType, Person
from transcripts.models import Segment, SpeakerTurn

SAME_NAME = (
    92  # of 100: „Kettler, Sabine“ and „Sabine Ketler“ are one; „Reuter“ and „Reiter“ with other given names are not
)


class UnreadableLog(Exception):
    """The log cannot be taken in; nothing was written. `code`: no_rows, bad_form, bad_time, ends_before_start, no_name."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of a log: a name and a span in ms on the meeting's clock."""

    name: str
    starts: int
    ends: int


def read_log(path: Path) -> list[Turn]:
    """The turns of a CSV (`person,start,end` with a header, comma or semicolon) or JSON log (list of objects, or `{"turns": […]}`).

    Times in the file are seconds on the meeting's clock. Raises UnreadableLog.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableLog("bad_form", detail="UTF-8") from error
    rows = _json_rows(text) if path.suffix.lower() == ".json" else _csv_rows(text)
    turns = [_turn(row, number) for number, row in rows]
    if not turns:
        raise UnreadableLog("no_rows")
    return sorted(turns, key=lambda turn: turn.starts)


def _json_rows(text: str) -> list[tuple[int, Mapping[str, Any]]]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableLog("bad_form", detail=f"JSON, Zeile {error.lineno}") from error
    if isinstance(data, dict):
        data = data.get("turns", data.get("speakers"))
    if not isinstance(data, list) or not all(isinstance(row, dict) for row in data):
        raise UnreadableLog("bad_form", detail="JSON")
    return list(enumerate(data, start=1))


def _csv_rows(text: str) -> list[tuple[int, Mapping[str, Any]]]:
    first = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if first.count(";") > first.count(",") else ",")
    if not {"person", "start", "end"} <= set(reader.fieldnames or ()):
        raise UnreadableLog("bad_form", detail="person, start, end")
    return list(enumerate(reader, start=2))


def _turn(row: Mapping[str, Any], number: int) -> Turn:
    name = " ".join(str(row.get("person") or row.get("speaker") or "").split())[:120]
    if not name:
        raise UnreadableLog("no_name", line=number)
    try:
        starts, ends = (round(float(str(row[key]).replace(",", ".")) * 1000) for key in ("start", "end"))
    except (KeyError, ValueError, OverflowError) as error:
        raise UnreadableLog("bad_time", line=number) from error
    if ends <= starts:
        raise UnreadableLog("ends_before_start", line=number)
    return Turn(name, starts, ends)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: turns written (0 when the same log was there already) and names that fit nobody."""

    turns: int
    unknown: tuple[str, ...]


def import_speakers(meeting: Meeting, path: Path, *, source: str = "") -> Imported:
    """Take a log in; a log of the same source replaces what it brought before, all or nothing. Raises UnreadableLog."""
    turns = read_log(path)
    source = (source or path.name)[:60]
    people = _Roster(meeting)
    rows = [
        SpeakerTurn(
            meeting=meeting,
            person=people.find(turn.name),
            faction=people.faction_of(turn.name),
            label=turn.name,
            starts=turn.starts,
            ends=turn.ends,
            source=source,
        )
        for turn in turns
    ]
    unknown = tuple(sorted({row.label for row in rows if row.person is None}))
    with transaction.atomic():
        old = SpeakerTurn.objects.filter(meeting=meeting, source=source).living()
        if _same(old, rows):
            return Imported(0, unknown)
        Segment.objects.filter(speaker_turn__in=old).update(speaker_turn=None)
        old.update(deleted_at=timezone.now())
        SpeakerTurn.objects.bulk_create(rows)
        assign_turns(meeting)
    _later_stages(meeting)
    return Imported(len(rows), unknown)


def turns_changed(meeting: Meeting) -> None:
    """A person has changed turns of this meeting: segments follow at once, captions and search after them."""
    assign_turns(meeting)
    _later_stages(meeting)


def _later_stages(meeting: Meeting) -> None:
    for recording in Recording.objects.filter(meeting=meeting).living():
        pipeline.refresh("media.Recording", recording.pk)


def _same(old: Iterable[SpeakerTurn], new: list[SpeakerTurn]) -> bool:
    def facts(rows: Iterable[SpeakerTurn]) -> list[tuple[Any, ...]]:
        return sorted((row.starts, row.ends, row.label, row.person_id or 0) for row in rows)

    return facts(old) == facts(new)


def assign_turns(meeting: Meeting, segments: Iterable[Segment] | None = None) -> None:
    """Give each segment the turn with which it shares most time (none when it shares none).

    Without `segments`: all of the meeting's transcripts. Rows that change are written in one go.
    """
    turns = list(SpeakerTurn.objects.filter(meeting=meeting).living().order_by("starts"))
    if segments is None:
        segments = Segment.objects.filter(transcript__recording__meeting=meeting).living()
    changed = []
    for segment in segments:
        turn = turn_at(turns, segment.starts, segment.ends)
        if segment.speaker_turn_id != (turn.pk if turn else None):
            segment.speaker_turn = turn
            changed.append(segment)
    Segment.objects.bulk_update(changed, ["speaker_turn"], batch_size=1000)


def turn_at(turns: Iterable[SpeakerTurn], starts: int, ends: int) -> SpeakerTurn | None:
    """The turn that shares most of this span (ms on the meeting's clock)."""
    best, most = None, 0
    for turn in turns:
        shared = min(turn.ends, ends) - max(turn.starts, starts)
        if shared > most:
            best, most = turn, shared
    return best


class _Roster:
    """The people of a municipality, found by the names that logs write."""

    def __init__(self, meeting: Meeting) -> None:
        self.day: date = timezone.localdate(meeting.start)
        self.people = list(Person.objects.filter(body=meeting.body).living())
        self.found: dict[str, Person | None] = {}

    def find(self, name: str) -> Person | None:
        if name not in self.found:
            self.found[name] = self._find(name)
        return self.found[name]

    def _find(self, name: str) -> Person | None:
        turned = " ".join(reversed(name.split(", "))) if name.count(", ") == 1 else name
        scored = sorted(
            (
                (max(fuzz.ratio(turned, form) for form in (p.name, f"{p.given_name} {p.family_name}")), p.pk, p)
                for p in self.people
            ),
            reverse=True,
        )
        best = [(score, person) for score, _key, person in scored if score >= SAME_NAME]
        # Two people who fit equally well: better a label than the wrong name.
        return best[0][1] if best and (len(best) == 1 or best[0][0] > best[1][0]) else None

    def faction_of(self, name: str) -> Organization | None:
        person = self.find(name)
        if person is None:
            return None
        seat = (
            Membership.objects.filter(person=person, organization__type=OrganizationType.FACTION)
            .living()
            .exclude(start_date__gt=self.day)
            .exclude(end_date__lt=self.day)
            .select_related("organization")
            .first()
        )
        return seat.organization if seat else None
