"""The Wortlaut as it is read: chapters, turns, sentences; and the times of its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from meetings.models import Meeting, Organization, Person
from ris.pages.playing import ChapterMark
from ris.pages.speaking_time import Spoken
from transcripts.models import Segment
from transcripts.words import Word, unpack

PAUSE = 2500
"""Without a speakers' log, a pause of this length (ms) begins a new paragraph."""
ROUNDING = 60
"""Addresses are rounded to tenths of a second, so `?t=` may stand just before its word (ms; same in ris-transcript.js)."""
LONG = 6
"""… and so does the next sentence after so many."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A segment as it is shown; `before`, `marked`, `after` are its text around the word spoken at `?t=`."""

    starts: int
    ends: int
    before: str
    marked: str = ""
    after: str = ""
    checked: bool = False

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.marked + self.after


@dataclass(slots=True)
class Turn:
    """One voice without interruption. `who` is empty where nobody has logged it."""

    starts: int
    key: object
    who: str = ""
    faction: str = ""
    person: Person | None = None
    group: Organization | None = None
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def ends(self) -> int:
        """Where the last sentence ends (ms)."""
        return self.sentences[-1].ends if self.sentences else self.starts

    @property
    def checked(self) -> str:
        """`all` or `some` of its sentences were checked by a person; empty: none."""
        count = sum(sentence.checked for sentence in self.sentences)
        return "all" if count and count == len(self.sentences) else "some" if count else ""

    @property
    def speaker(self) -> str:
        """For a quote: `Sabine Quellmann (Neue Mitte)`."""
        return f"{self.who} ({self.faction})" if self.faction else self.who


@dataclass(slots=True)
class Passage:
    """The turns of one chapter; `chapter` is None before the first item is called and between chapters."""

    chapter: ChapterMark | None
    turns: list[Turn] = field(default_factory=list)
    continued: bool = False
    """It began on a page before (see `leaves`)."""

    @property
    def anchor(self) -> str:
        """Where a list of contents leads."""
        return f"ab{self.turns[0].starts}" if self.turns else ""


def segments_of(meeting: Meeting, user: AbstractBaseUser | AnonymousUser) -> list[Segment]:
    """What was said, in order, as far as this visitor may know. One query; none where nothing can be heard."""
    if getattr(meeting, "seen_recordings", None) == []:
        return []
    rows = Segment.objects.filter(transcript__recording__meeting=meeting, transcript__current=True).visible_to(user)
    return list(rows.select_related("speaker_turn").order_by("starts"))


def passages(
    segments: Sequence[Segment],
    chapters: Sequence[ChapterMark],
    user: AbstractBaseUser | AnonymousUser,
    at: int | None = None,
) -> list[Passage]:
    """Segments in chapters and turns; the word spoken at `at` (ms) is marked. Two queries (names, factions)."""
    turn_rows = [segment.speaker_turn for segment in segments if segment.speaker_turn]
    people = Person.objects.visible_to(user).in_bulk({row.person_id for row in turn_rows if row.person_id})
    factions = Organization.objects.visible_to(user).in_bulk({row.faction_id for row in turn_rows if row.faction_id})
    here = _spoken_at(segments, at)
    found: list[Passage] = []
    for segment in segments:
        chapter = next((mark for mark in chapters if mark.starts <= segment.starts < mark.ends), None)
        if not found or found[-1].chapter is not chapter:
            found.append(Passage(chapter))
        row = segment.speaker_turn
        if row is not None and row.deleted_at is not None:
            row = None
        turns = found[-1].turns
        if not turns or _begins_anew(turns[-1], segment):
            person = people.get(row.person_id) if row and row.person_id else None
            faction = factions.get(row.faction_id) if row and row.faction_id else None
            turns.append(
                Turn(
                    segment.starts,
                    row.pk if row else None,
                    # The log's own words only for voices that belong to nobody: a person who is not public stays unnamed.
                    str(person) if person else (row.label if row and not row.person_id else ""),
                    (faction.short_name or faction.name) if faction else "",
                    person,
                    faction,
                )
            )
        turns[-1].sentences.append(_sentence(segment, at if segment is here else None))
    return found


def token_starts(text: str, words: Sequence[Word]) -> list[int]:
    """Start of each blank-separated token of the shown text (ms on the meeting's clock).

    The text carries corrections, the words are as recognised: tokens that agree take their word's time, a run of others
    shares the time of the words it replaced.
    """
    tokens = text.split()
    heard = [word.text for word in words]
    if not words:
        return []
    if tokens == heard:
        return [word.start for word in words]
    starts: list[int] = []
    for _kind, i1, i2, j1, j2 in SequenceMatcher(None, heard, tokens, autojunk=False).get_opcodes():
        if j2 == j1:
            continue
        if i2 - i1 == j2 - j1:
            starts += [word.start for word in words[i1:i2]]
            continue
        first = words[i1].start if i1 < len(words) else words[-1].end
        last = words[i2 - 1].end if i2 > i1 else first
        starts += [first + (last - first) * n // (j2 - j1) for n in range(j2 - j1)]
    return starts


def word_offsets(segments: Iterable[Segment]) -> dict[int, list[int]]:
    """For the script: {start of segment: [ms from there to each word's start, …]}."""
    return {
        segment.starts: [start - segment.starts for start in token_starts(segment.text, unpack(segment.words))]
        for segment in segments
    }


def _begins_anew(turn: Turn, segment: Segment) -> bool:
    row = segment.speaker_turn
    if turn.key != (row.pk if row else None):
        return True
    return row is None and (len(turn.sentences) >= LONG or segment.starts - turn.sentences[-1].ends > PAUSE)


def _spoken_at(segments: Sequence[Segment], at: int | None) -> Segment | None:
    if at is None:
        return None
    begun = [segment for segment in segments if segment.starts <= at + ROUNDING]
    return begun[-1] if begun and at < begun[-1].ends else None


def _sentence(segment: Segment, at: int | None) -> Sentence:
    tokens = segment.text.split()
    text = " ".join(tokens)
    checked = segment.checked_at is not None
    starts = token_starts(segment.text, unpack(segment.words)) if at is not None else []
    spoken = [index for index, start in enumerate(starts) if at is not None and start <= at + ROUNDING]
    if not spoken or len(starts) != len(tokens):
        return Sentence(segment.starts, segment.ends, text, checked=checked)
    index = spoken[-1]
    before = " ".join(tokens[:index]) + (" " if index else "")
    after = (" " if index + 1 < len(tokens) else "") + " ".join(tokens[index + 1 :])
    return Sentence(segment.starts, segment.ends, before, tokens[index], after, checked)


def turns_of(passages: Sequence[Passage]) -> list[tuple[Passage, Turn]]:
    """Every turn with the passage it stands in; a turn that crosses into the next item is there twice, once for each."""
    return [(passage, turn) for passage in passages for turn in passage.turns]


def voices_of(passages: Sequence[Passage]) -> list[tuple[int, int, str]]:
    """Who has the floor from when to when (ms), where a log says so."""
    return [(turn.starts, turn.ends, turn.speaker) for _passage, turn in turns_of(passages) if turn.who]


def times_of(turns: Iterable[Turn]) -> list[Spoken]:
    """Turns made ready for adding up."""
    return [
        Spoken(
            turn.starts,
            turn.ends,
            turn.who,
            turn.person.pk if turn.person else turn.who,
            turn.faction,
            (turn.group.position, turn.group.name) if turn.group else (0, ""),
            f"{turn.person.family_name} {turn.person.given_name}" if turn.person else turn.who,
        )
        for turn in turns
    ]
