"""Who had the floor for how long: sums of turns in public time. Pure; neutral in its order, which is never by length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

Spans = Sequence[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class Spoken:
    """One turn (ms on the meeting's clock). `place` orders factions as the council does; `key` tells people apart."""

    starts: int
    ends: int
    who: str
    key: object
    faction: str
    place: tuple[int, str]
    sorting: str = ""


@dataclass(slots=True)
class Speaker:
    """A person with the time they had the floor (ms) and how often."""

    who: str
    key: object
    sorting: str
    time: int = 0
    turns: int = 0


@dataclass(slots=True)
class Group:
    """A faction (name empty: people without one, such as the chair) with its speakers."""

    name: str
    place: tuple[int, str]
    speakers: dict[object, Speaker] = field(default_factory=dict)

    @property
    def time(self) -> int:
        """Together (ms)."""
        return sum(speaker.time for speaker in self.speakers.values())

    @property
    def people(self) -> list[Speaker]:
        """By family name."""
        return sorted(self.speakers.values(), key=lambda speaker: speaker.sorting.casefold())


def public_length(spans: Spans, starts: int, ends: int) -> int:
    """How much of a span of the meeting's clock is in the recording (ms)."""
    return sum(max(0, min(ends, begin + length) - max(starts, begin)) for begin, _public, length in spans)


def groups_of(turns: Sequence[Spoken], spans: Spans) -> list[Group]:
    """Factions in the council's order, those without one last; turns without a name are nobody's and are not counted."""
    groups: dict[str, Group] = {}
    for turn in turns:
        if not turn.who:
            continue
        group = groups.setdefault(turn.faction, Group(turn.faction, turn.place))
        speaker = group.speakers.setdefault(turn.key, Speaker(turn.who, turn.key, turn.sorting or turn.who))
        speaker.time += public_length(spans, turn.starts, turn.ends)
        speaker.turns += 1
    return sorted(groups.values(), key=lambda group: (not group.name, group.place, group.name))
