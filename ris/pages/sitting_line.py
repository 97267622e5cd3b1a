"""The sitting as a line under the player: items as fields, speakers as ticks, votes as marks. Pure geometry, in per cent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

Span = tuple[int, int]
"""From, to (ms on the meeting's clock)."""
WIDE, SMALL = 640, 340
"""Width of the line on a desktop and on a phone (px), for what of a label fits."""
LANES = ("items", "voices", "votes")
LETTER, MARGIN = 7.4, 10
"""Mean width of a letter at that size and room to both sides of a label (px)."""


@dataclass(frozen=True, slots=True)
class Field:
    """An item's part of the line. `wide` and `small` are what of its label fits on a desktop and on a phone ("" = nothing)."""

    starts: int
    ends: int
    name: str
    x: str
    width: str
    wide: str
    small: str

    @property
    def accessible(self) -> str:
        """The name for a screen reader holds the visible label word by word (WCAG 2.5.3)."""
        return self.name.replace(" · ", " ", 1)


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody has the floor from here to there."""

    starts: int
    ends: int
    name: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A vote. `exact` is False where nobody noted the second: then it stands at the end of its item."""

    at: int
    name: str
    x: str
    shape: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the line in its list of words."""

    lane: str
    starts: int
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """All of it; `gaps` are parts that the recording leaves out, `here` is where the player stands."""

    fields: tuple[Field, ...]
    voices: tuple[Voice, ...]
    marks: tuple[Mark, ...]
    gaps: tuple[tuple[str, str], ...]
    here: str
    first: int
    last: int

    @property
    def in_order(self) -> list[Entry]:
        """The same in words: what begins when, of all lanes together."""
        found = [Entry("items", field.starts, field.name) for field in self.fields]
        found += [Entry("voices", voice.starts, voice.name) for voice in self.voices]
        found += [Entry("votes", mark.at, mark.name) for mark in self.marks]
        return sorted(found, key=lambda entry: (entry.starts, LANES.index(entry.lane)))


def label_that_fits(label: str, title: str, room: float) -> str:
    """Number and title, number with the first words of the title, the number alone, or nothing; `room` in px.

    Whole words and no dots: what is seen must be part of what a screen reader says (WCAG 2.5.3).
    """
    letters = int((room - MARGIN) / LETTER)
    shown = label
    for word in title.split() if label else []:
        if len(f"{shown} {word}") > letters:
            break
        shown = f"{shown} {word}"
    # A title that ends on a little word reads like a mistake.
    while shown != f"{label} {title}" and " " in shown and len(shown.rsplit(" ", 1)[1].strip(",–-")) < 4:
        shown = shown.rsplit(" ", 1)[0]
    return shown.rstrip(",–-") if len(shown) <= letters else ""


def line_of(
    spans: Sequence[tuple[int, int, int]],
    chapters: Iterable[tuple[int, int, str, str, str]],
    voices: Iterable[tuple[int, int, str]],
    marks: Iterable[tuple[int, str, str, bool]],
    at: int | None = None,
) -> Line | None:
    """Everything between the first and last moment of a recording; what lies outside is left away.

    `spans` are (meeting's clock, public time, length); chapters (starts, ends, label, title, name); voices (starts, ends,
    name); marks (at, name, shape, exact). None when there is no time at all.
    """
    if not spans:
        return None
    first, last = spans[0][0], spans[-1][0] + spans[-1][2]
    if last <= first:
        return None

    def part(starts: int, ends: int) -> tuple[float, float]:
        begin, end = max(starts, first), min(ends, last)
        return 100 * (begin - first) / (last - first), 100 * (end - begin) / (last - first)

    def inside(starts: int, ends: int) -> bool:
        return starts < last and ends > first

    fields = []
    for starts, ends, label, title, name in chapters:
        if inside(starts, ends):
            x, width = part(starts, ends)
            wide = label_that_fits(label, title, WIDE * width / 100)
            small = label_that_fits(label, title, SMALL * width / 100)
            fields.append(Field(starts, ends, name, _per_cent(x), _per_cent(max(width, 0.25)), wide, small))
    spoken = []
    for starts, ends, name in voices:
        if inside(starts, ends):
            x, width = part(starts, ends)
            spoken.append(Voice(starts, ends, name, _per_cent(x), _per_cent(max(width, 0.15))))
    shown = [
        Mark(moment, name, _per_cent(part(moment, moment)[0]), shape, exact)
        for moment, name, shape, exact in marks
        if first <= moment <= last
    ]
    gaps = []
    for (start, _public, length), (following, _public_2, _length) in pairwise(spans):
        if following > start + length:
            x, width = part(start + length, following)
            gaps.append((_per_cent(x), _per_cent(width)))
    here = _per_cent(part(min(at if at is not None else first, last), last)[0])
    return Line(tuple(fields), tuple(spoken), tuple(shown), tuple(gaps), here, first, last)


def _per_cent(value: float) -> str:
    return f"{value:.2f}%"
