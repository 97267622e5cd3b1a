"""Speech cut into overlapping windows, and the way back from a word in a window to its moment. Pure.

A window spans about 45 s of one speaker's turn. Each begins with the last segment of the one before, so that any two
neighbouring segments of a turn stand together in some window: two words of one thought meet, in whichever sentences.
All times are ms on the meeting's clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

WINDOW = 45_000  # ms
PAUSE = 20_000  # ms of silence after which a thought does not go on

_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A segment as far as windows are concerned; `turn` is None where nobody knows who speaks."""

    starts: int
    ends: int
    turn: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The segments `first` to `last` (both included)."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word as recognised."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TimedText:
    """What is shown of a segment, and the words as recognised (corrections may have changed them since)."""

    starts: int
    ends: int
    text: str
    words: Sequence[TimedWord] = ()


def windows(segments: Sequence[Spoken], hidden: Sequence[tuple[int, int]] = ()) -> list[Window]:
    """Windows over segments in order of time.

    A change of turn, a long pause or a hidden span (cut or muted) ends a window: what is public and what is not are
    never in the same one.
    """
    found = []
    for first, last in _stretches(segments, hidden):
        start = first
        while True:
            end = start
            while end < last and segments[end + 1].ends - segments[start].starts <= WINDOW:
                end += 1
            if end == start < last:
                end += 1  # two long segments: still together, so that neighbours always meet
            found.append(Window(start, end))
            if end >= last:
                break
            start = end
    return found


def _stretches(segments: Sequence[Spoken], hidden: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    def is_hidden(starts: int, ends: int) -> bool:
        return any(begin < ends and end > starts for begin, end in hidden)

    first = 0
    for at in range(1, len(segments)):
        before, here = segments[at - 1], segments[at]
        apart = (
            here.turn != before.turn
            or here.starts - before.ends > PAUSE
            or is_hidden(before.starts, before.ends) != is_hidden(here.starts, here.ends)
            or is_hidden(before.ends, max(here.starts, before.ends + 1))
        )
        if apart:
            yield first, at - 1
            first = at
    if segments:
        yield first, len(segments) - 1


def joined(segments: Sequence[TimedText]) -> str:
    """The text of a window."""
    return " ".join(segment.text for segment in segments)


def moment_of(segments: Sequence[TimedText], offset: int) -> int:
    """When the word at this character offset of `joined(segments)` is spoken (ms)."""
    at = 0
    for segment in segments:
        if offset <= at + len(segment.text):
            return _moment_within(segment, max(0, offset - at))
        at += len(segment.text) + 1
    return segments[-1].starts


def _moment_within(segment: TimedText, offset: int) -> int:
    shown = [(match.group(), match.start()) for match in _WORD.finditer(segment.text)]
    number = max((n for n, (_, start) in enumerate(shown) if start <= offset), default=0)
    if not shown or not segment.words:
        share = offset / max(1, len(segment.text))
        return round(segment.starts + share * (segment.ends - segment.starts))
    if len(shown) == len(segment.words):
        return segment.words[number].start
    # A correction joined or divided words: the nearest unchanged word before it gives the moment.
    matcher = SequenceMatcher(None, [w for w, _ in shown], [w.text for w in segment.words], autojunk=False)
    for block in reversed(matcher.get_matching_blocks()):
        if block.size and block.a <= number:
            heard = min(block.b + number - block.a, len(segment.words) - 1)
            return segment.words[heard].start
    return segment.words[0].start
