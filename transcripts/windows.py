"""Windows of half a minute that are heard in one go, cut where people pause. Pure; ms on the file's clock.

Whisper hears 30 s at a time. Left to itself it cuts after 30 s whatever is said there, and what it began to write is heard
again in the next window. A window from pause to pause is heard once and whole, and its text does not depend on which piece
or worker it went to (measured: docs/decisions/0004-speech.md).
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from transcripts.words import Utterance

Span = tuple[int, int]

LONGEST = 29_000  # a second less than Whisper's window: its last words stay clear of the edge
PAD = 400  # kept on both sides of speech, as faster-whisper does
KEPT_SILENCE = 2_000  # a longer silence is left out, as faster-whisper does
BRIDGED = 60_000  # but no window reaches over a silence longer than this
# What a division costs, in windows: each one is work, and each cut in a short pause risks a word.
CALM = 1_000  # a pause this long costs nothing
SHORT = 8_000  # below that a window has too little context
COST_OF_SHORT = 0.6
UNHEARD = 2_500  # speech this long without a word was passed over, and is heard again by itself
SLIVER = 300
UNHEARD_AT_END = 1_000  # at a window's end the engine stops early now and then
MOSTLY = 0.6  # but only where the time without a word is mostly speech: applause is taken for speech here and there


@dataclass(frozen=True, slots=True)
class Window:
    """From `starts` to `ends`, with the speech in it. Long silences between are not heard: `stretches`."""

    starts: int
    ends: int
    speech: tuple[Span, ...]

    @property
    def stretches(self) -> list[Span]:
        """What of it is heard, one behind the other."""
        out = [(self.starts, self.speech[0][1])]
        for start, end in self.speech[1:]:
            if start - out[-1][1] < KEPT_SILENCE:
                out[-1] = (out[-1][0], end)
            else:
                out[-1] = (out[-1][0], out[-1][1] + PAD)
                out.append((start - PAD, end))
        out[-1] = (out[-1][0], self.ends)
        return out


def windows_of(speech: Sequence[Span], duration: int, *, longest: int = LONGEST) -> list[Window]:
    """As few windows as will do, cut in long pauses rather than short ones; `speech` in order, without overlap.

    Who speaks for half a minute without any pause is cut evenly.
    """
    spans = _none_longer(speech, longest - 2 * PAD)
    pauses = [after[0] - before[1] for before, after in itertools.pairwise(spans)]
    costs, begins = [0.0], [0]
    for end in range(1, len(spans) + 1):
        cut = max(0.0, 1 - pauses[end - 1] / CALM) if end < len(spans) else 0.0
        best = (float("inf"), end - 1)
        length = 2 * PAD
        for first in range(end - 1, -1, -1):
            if first < end - 1:
                pause = pauses[first]
                length += pause if pause < KEPT_SILENCE else 2 * PAD
                if pause > BRIDGED:
                    break
            length += spans[first][1] - spans[first][0]
            if length > longest and first < end - 1:
                break
            cost = costs[first] + 1 + cut + COST_OF_SHORT * max(0.0, 1 - length / SHORT)
            best = min(best, (cost, first))
        costs.append(best[0])
        begins.append(best[1])
    groups: list[tuple[int, int]] = []
    end = len(spans)
    while end:
        groups.append((begins[end], end))
        end = begins[end]
    return [
        Window(
            max(0, spans[first][0] - min(PAD, pauses[first - 1] // 2 if first else PAD)),
            min(duration, spans[end - 1][1] + min(PAD, pauses[end - 1] // 2 if end < len(spans) else PAD)),
            tuple(spans[first:end]),
        )
        for first, end in reversed(groups)
    ]


def unheard(window: Window, heard: Sequence[Utterance]) -> list[Window]:
    """Speech of this window that no word covers: long passages that the engine passed over."""
    found: list[Window] = []
    last = window.starts
    borders = sorted((word.start, word.end) for utterance in heard for word in utterance.words)
    for start, end in [*borders, (window.ends, window.ends)]:
        # Words are timed to a fifth of a second: what is left of a span beside one is mostly its last breath.
        silent = tuple(
            (max(last, a), min(start, b))
            for a, b in window.speech
            if min(start, b) - max(last, a) >= (SLIVER if a < last or b > start else 1)
        )
        least = UNHEARD_AT_END if start == window.ends else UNHEARD
        if silent and sum(b - a for a, b in silent) >= max(least, MOSTLY * (silent[-1][1] - silent[0][0])):
            found.append(Window(max(last, silent[0][0] - PAD), min(start, silent[-1][1] + PAD), silent))
        last = max(last, end)
    return found


def _none_longer(speech: Sequence[Span], longest: int) -> list[Span]:
    out: list[Span] = []
    for start, end in speech:
        parts = max(1, ceil((end - start) / longest))
        bounds = [start + (end - start) * n // parts for n in range(parts + 1)]
        out += list(itertools.pairwise(bounds))
    return out
