"""The one time base and how everything maps to it: wall ↔ part ↔ meeting ↔ public. Pure; knows no Django.

All times are whole milliseconds. *Part* time runs from the start of one recording's file, *meeting* time is the meeting's
clock (what is stored everywhere; negative before the first recording), *public* time is that of the files made for the
public, in which a cut has never happened. Spans are half-open: the start belongs to them, the end does not.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise


class TimelineError(ValueError):
    """A time that this timeline cannot place. Codes: `no_wall_clock`, `backwards`, `not_positive`, `overlapping`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class Kind(StrEnum):
    """What the public rendition does with a span: leave it out, silence it, or show a still. Same words as `EditKind`."""

    CUT = "cut"
    MUTE = "mute"
    STILL = "still"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From `starts` up to, not including, `ends` (ms)."""

    starts: int
    ends: int

    def __post_init__(self) -> None:
        if self.ends < self.starts:
            raise TimelineError("backwards", starts=self.starts, ends=self.ends)

    @property
    def length(self) -> int:
        """Milliseconds."""
        return self.ends - self.starts


@dataclass(frozen=True, slots=True)
class Edit:
    """One span (ms, meeting's clock) that the public gets differently."""

    kind: Kind
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Part:
    """One recording on the meeting's clock: `offset` (ms, may be negative), `duration` (ms), wall time of its first sound."""

    offset: int
    duration: int
    wall_start: datetime | None = None

    def __post_init__(self) -> None:
        if self.duration <= 0:
            raise TimelineError("not_positive", duration=self.duration)

    @property
    def span(self) -> Span:
        """Where the part lies on the meeting's clock."""
        return Span(self.offset, self.offset + self.duration)

    def to_meeting(self, part_ms: int) -> int:
        """Part time → meeting's clock."""
        return self.offset + part_ms

    def from_meeting(self, meeting_ms: int) -> int | None:
        """Meeting's clock → part time; None before and after the part."""
        inside = 0 <= meeting_ms - self.offset < self.duration
        return meeting_ms - self.offset if inside else None

    def wall_to_meeting(self, wall: datetime) -> int:
        """Wall time → meeting's clock by this part's wall start, also outside the part. Raises TimelineError(no_wall_clock)."""
        return self.offset + round((wall - self._wall()) / timedelta(milliseconds=1))

    def meeting_to_wall(self, meeting_ms: int) -> datetime:
        """Meeting's clock → wall time by this part's wall start. Raises TimelineError(no_wall_clock)."""
        return self._wall() + timedelta(milliseconds=meeting_ms - self.offset)

    def _wall(self) -> datetime:
        if self.wall_start is None:
            raise TimelineError("no_wall_clock", offset=self.offset)
        return self.wall_start


@dataclass(frozen=True, slots=True)
class Meeting:
    """All parts of a meeting; gaps between them are time like any other."""

    parts: tuple[Part, ...]

    @classmethod
    def of(cls, parts: Iterable[Part]) -> Meeting:
        """Sorted; raises TimelineError(overlapping) when two parts claim the same time."""
        ordered = tuple(sorted(parts, key=lambda part: part.offset))
        for one, next_one in pairwise(ordered):
            if one.span.ends > next_one.offset:
                raise TimelineError("overlapping", first=one.offset, second=next_one.offset)
        return cls(ordered)

    def part_at(self, meeting_ms: int) -> Part | None:
        """The part that runs at this moment; None in a gap."""
        for part in self.parts:
            if part.from_meeting(meeting_ms) is not None:
                return part
        return None

    def wall_to_meeting(self, wall: datetime) -> int:
        """Wall time → meeting's clock.

        Each part has a wall start of its own (its clock may have been set anew): the part that was running decides; in a gap
        the last one that had started, before all of them the first. Raises TimelineError(no_wall_clock) when none has one.
        """
        clocked = sorted(
            ((part.wall_start, part) for part in self.parts if part.wall_start is not None), key=lambda pair: pair[0]
        )
        if not clocked:
            raise TimelineError("no_wall_clock")
        index = bisect_right([start for start, _ in clocked], wall)
        part = clocked[max(index - 1, 0)][1]
        found = part.wall_to_meeting(wall)
        if index < len(clocked):
            # A part whose clock ran fast must not reach into the next one.
            found = min(found, clocked[index][1].offset)
        return found

    def meeting_to_wall(self, meeting_ms: int) -> datetime:
        """Meeting's clock → wall time, by the same part. Raises TimelineError(no_wall_clock)."""
        clocked = [part for part in self.parts if part.wall_start is not None]
        if not clocked:
            raise TimelineError("no_wall_clock")
        index = bisect_right([part.offset for part in clocked], meeting_ms)
        return clocked[max(index - 1, 0)].meeting_to_wall(meeting_ms)


class Timeline:
    """One recording with its edits: meeting's clock ↔ public time of its rendition.

    Edits may overlap, lie in any order and reach beyond the recording; a cut wins over everything else.
    """

    def __init__(self, part: Part, edits: Iterable[Edit] = ()) -> None:
        self.part = part
        known = list(edits)
        self.cuts = merged(self._inside(known, Kind.CUT))
        self.mutes = without(merged(self._inside(known, Kind.MUTE)), self.cuts)
        self.stills = without(merged(self._inside(known, Kind.STILL)), self.cuts)
        # What is in the public files, in order; and where each of these spans begins there.
        self.public_spans = without([part.span], self.cuts)
        self._starts = [span.starts for span in self.public_spans]
        self._public_starts: list[int] = []
        total = 0
        for span in self.public_spans:
            self._public_starts.append(total)
            total += span.length
        self.public_duration = total
        self._silent = merged([*self.cuts, *self.mutes])

    def _inside(self, edits: Iterable[Edit], kind: Kind) -> list[Span]:
        whole = self.part.span
        clipped = [
            (max(edit.starts, whole.starts), min(edit.ends, whole.ends)) for edit in edits if Kind(edit.kind) is kind
        ]
        return [Span(starts, ends) for starts, ends in clipped if ends > starts]

    def to_public(self, meeting_ms: int) -> int | None:
        """Meeting's clock → public time; None inside a cut and outside the recording."""
        index = bisect_right(self._starts, meeting_ms) - 1
        if index < 0 or meeting_ms >= self.public_spans[index].ends:
            return None
        return self._public_starts[index] + meeting_ms - self._starts[index]

    def to_meeting(self, public_ms: int) -> int | None:
        """Public time → meeting's clock; None before 0, from the end on, and when nothing is public.

        Where two pieces were joined, the moment after the cut counts.
        """
        if not 0 <= public_ms < self.public_duration:
            return None
        index = bisect_right(self._public_starts, public_ms) - 1
        return self._starts[index] + public_ms - self._public_starts[index]

    def is_public(self, starts: int, ends: int) -> bool:
        """Whether all of this span (meeting's clock) is to be heard in public: inside the recording, touching no cut and no mute."""
        if starts > ends or starts < self.part.span.starts or ends > self.part.span.ends:
            return False
        # A moment without length is asked like the millisecond that it opens.
        last = max(ends, starts + 1)
        return not any(hidden.starts < last and hidden.ends > starts for hidden in self._silent)

    def span_to_public(self, starts: int, ends: int) -> Span | None:
        """A caption, a word: its span in public time, or None unless the whole of it is public."""
        first = self.to_public(starts)
        if first is None or not self.is_public(starts, ends):
            return None
        return Span(first, first + ends - starts)

    def extent_in_public(self, starts: int, ends: int) -> Span | None:
        """A chapter: what of it is in the public files, from its first public moment to its last; None if nothing is."""
        inside = [
            (max(span.starts, starts), min(span.ends, ends), span, public)
            for span, public in zip(self.public_spans, self._public_starts, strict=True)
            if span.starts < ends and span.ends > starts
        ]
        if not inside:
            return None
        first, _, span, public = inside[0]
        _, last, last_span, last_public = inside[-1]
        return Span(public + first - span.starts, last_public + last - last_span.starts)

    def in_part(self, spans: Sequence[Span]) -> list[Span]:
        """Spans on the meeting's clock as part time, which is what ffmpeg counts in."""
        return [Span(span.starts - self.part.offset, span.ends - self.part.offset) for span in spans]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Sorted, overlapping and touching spans made one, empty ones left out."""
    result: list[Span] = []
    for span in sorted(span for span in spans if span.length):
        if result and span.starts <= result[-1].ends:
            result[-1] = Span(result[-1].starts, max(result[-1].ends, span.ends))
        else:
            result.append(span)
    return result


def without(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """What is left of the spans; `holes` sorted and not overlapping (as `merged` makes them)."""
    result: list[Span] = []
    for span in spans:
        at = span.starts
        for hole in holes:
            if hole.ends <= at or hole.starts >= span.ends:
                continue
            if hole.starts > at:
                result.append(Span(at, hole.starts))
            at = max(at, hole.ends)
        if at < span.ends:
            result.append(Span(at, span.ends))
    return result


def frames_touched(span: Span, frame_ms: Fraction) -> Span:
    """Widen a span outward so that every frame which touches it *begins* inside: those are left out of the picture.

    A frame is shown for `frame_ms`, so one that begins less than that before the span still reaches into it. Sound needs no
    widening: at 48 kHz a millisecond is exactly 48 samples.
    """
    first = span.starts - frame_ms
    # A frame that begins exactly one length before does not touch; between whole milliseconds one may begin at any place.
    return Span(math.floor(first) + 1 if frame_ms.denominator == 1 else math.floor(first), span.ends)
