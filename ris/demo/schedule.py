"""When each part of the script is heard: milliseconds on the meeting's clock, from the length of each breath."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ris.demo.sitting import Interlude, Spoken


@dataclass(frozen=True, slots=True)
class Moment:
    """A part of the script in its place (``place`` counts parts) and time (ms)."""

    place: int
    part: Spoken | Interlude
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """All moments in order, and the length of the whole (ms)."""

    moments: tuple[Moment, ...]
    duration: int

    @property
    def utterances(self) -> list[tuple[Moment, Spoken]]:
        """The moments in which somebody speaks."""
        return [(moment, moment.part) for moment in self.moments if isinstance(moment.part, Spoken)]


def plan(script: Sequence[Spoken | Interlude], lengths: Mapping[int, int]) -> Schedule:
    """Put the parts one after the other; ``lengths`` gives the length (ms) of each spoken part by its place."""
    clock = 0
    moments: list[Moment] = []
    for place, part in enumerate(script):
        if isinstance(part, Spoken):
            clock += part.pause
            length = lengths[place]
        else:
            length = part.lasts
        moments.append(Moment(place, part, clock, clock + length))
        clock += length
    return Schedule(tuple(moments), clock)
