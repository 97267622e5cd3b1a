"""All that the page of a sitting shows, put together from its parts: agenda, player, line, Wortlaut, speaking time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from meetings.agenda import lines_and_snapshots
from meetings.models import Meeting
from ris.pages import agenda_news, playing, sitting, spoken
from ris.pages.phase import Phase, phase_of, status_in
from ris.pages.sitting_line import Line, line_of
from ris.pages.speaking_time import Group, groups_of, public_length
from ris.pages.wording import Status, number_of_item, status_of_meeting

User = AbstractBaseUser | AnonymousUser
LONG_WORTLAUT = 300
"""Sentences; about half an hour, 20 kB over the wire (docs/decisions/0018-over-the-wire.md)."""


@dataclass(frozen=True, slots=True)
class ItemTime:
    """How long an item was dealt with, and how long people spoke in it (ms)."""

    row: sitting.Row
    debate: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Watched:
    """One sitting for one visitor."""

    meeting: Meeting
    phase: Phase
    status: Status
    players: tuple[playing.Player, ...]
    player: playing.Player | None
    agenda: tuple[sitting.Row, ...]
    passages: tuple[spoken.Passage, ...]
    line: Line | None
    groups: tuple[Group, ...]
    times: tuple[ItemTime, ...]
    changes: agenda_news.Changes | None
    is_unrecorded: bool = False
    """The moment asked for is in no recording."""

    @property
    def checked(self) -> int:
        """How many turns hold passages checked by a person."""
        return sum(bool(turn.checked) for _passage, turn in spoken.turns_of(self.passages))

    @property
    def is_long(self) -> bool:
        """Whether the Wortlaut would be the heaviest part of the page: then it is loaded when somebody wants it."""
        return sum(len(turn.sentences) for _passage, turn in spoken.turns_of(self.passages)) > LONG_WORTLAUT

    @property
    def marks(self) -> tuple[playing.ChapterMark, ...]:
        """Its chapters in order, of all recordings."""
        return tuple(passage.chapter for passage in self.passages if passage.chapter)


def watched(meeting: Meeting, user: User, at: int | None) -> Watched:
    """Everything, in some ten queries. `at` is the moment asked for (ms on the meeting's clock)."""
    lines, snapshots = lines_and_snapshots(meeting, user)
    chapters = sitting.chapters_of(meeting, user, lines)
    marks = sorted((mark for some in chapters.values() for mark in some), key=lambda mark: mark.starts)
    agenda = sitting.agenda_of(meeting, user, marks, lines)
    passages = spoken.passages(spoken.segments_of(meeting, user), marks, user, at)
    voices = tuple(spoken.voices_of(passages))
    players = [
        replace(player, voices=tuple(voice for voice in voices if player.holds(voice[0])))
        for player in playing.players_of(meeting, user, chapters, at)
    ]
    player = playing.chosen(players, at)
    phase = phase_of(meeting, user, playable=bool(players))
    spans = [span for one in players for span in one.spans]
    items = [row.line.item for row in agenda if row.line.item]
    return Watched(
        meeting,
        phase,
        status_in(meeting, phase, status_of_meeting(meeting)),
        tuple(players),
        player,
        tuple(agenda),
        tuple(passages),
        _line(player, agenda, at),
        tuple(groups_of(spoken.times_of(turn for _passage, turn in spoken.turns_of(passages)), spans)),
        _times(agenda, passages, spans),
        agenda_news.changes_of(snapshots, items),
        playing.is_unrecorded(players, at),
    )


def _line(player: playing.Player | None, agenda: Sequence[sitting.Row], at: int | None) -> Line | None:
    if player is None:
        return None
    return line_of(
        player.spans,
        [(mark.starts, mark.ends, mark.label, mark.title, mark.spoken) for mark in player.chapters],
        player.voices,
        list(_votes(agenda)),
        at if at is not None and player.holds(at) else None,
    )


def _votes(agenda: Sequence[sitting.Row]) -> list[tuple[int, str, str, bool]]:
    """Votes with their second; where nobody noted it, the end of the item's debate (so that no second is invented)."""
    found = []
    for row in agenda:
        for ballot in row.votes:
            name = ", ".join(part for part in (ballot.figures, ballot.outcome.word if ballot.outcome else "") if part)
            said = f"{number_of_item(row.line.label)}: {name or ballot.form}"
            shape = ballot.outcome.shape if ballot.outcome else "open"
            if ballot.vote.at is not None:
                found.append((ballot.vote.at, said, shape, True))
            elif row.chapters and ballot is row.votes[-1]:
                found.append((row.chapters[-1].ends, said, shape, False))
    return found


def _times(
    agenda: Sequence[sitting.Row], passages: Sequence[spoken.Passage], spans: Sequence[tuple[int, int, int]]
) -> tuple[ItemTime, ...]:
    found = []
    for row in agenda:
        if not row.chapters:
            continue
        own = [turn for passage in passages if passage.chapter in row.chapters for turn in passage.turns]
        debate = sum(public_length(spans, mark.starts, mark.ends) for mark in row.chapters)
        found.append(ItemTime(row, debate, tuple(groups_of(spoken.times_of(own), spans))))
    return tuple(found)
