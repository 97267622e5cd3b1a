"""Where somebody speaks (Silero, which comes inside faster-whisper), for engines and plans that have no such ear."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transcripts.recognizers.base import RATE, Samples


@dataclass(frozen=True, slots=True)
class Voiced:
    """Speech alone, and the way back: `starts[i]`/`origins[i]` say where the i-th stretch lies in `samples` and came from."""

    samples: Samples
    starts: tuple[int, ...]
    origins: tuple[int, ...]

    def original_ms(self, seconds: float) -> int:
        """An instant of `samples` as milliseconds in what was heard."""
        at = round(seconds * RATE)
        return round((self.moved_by(at) + at) * 1000 / RATE)

    def original_span(self, start: float, end: float) -> tuple[int, int]:
        """A word's start and end (s) in ms; both move as its middle does, so that no word leaps over a silence."""
        by = self.moved_by(round((start + end) / 2 * RATE))
        return round(start * 1000 + by * 1000 / RATE), round(end * 1000 + by * 1000 / RATE)

    def moved_by(self, at: int) -> int:
        """How many samples later the sample `at` was heard."""
        index = max(0, bisect_right(self.starts, at) - 1)
        return self.origins[index] - self.starts[index] if self.origins else 0


def only_speech(samples: Samples, speech: Sequence[tuple[int, int]] | None = None) -> Voiced:
    """The stretches with speech, one behind the other: those given (ms), or those that faster-whisper would find itself."""
    if speech is None:
        from faster_whisper.vad import VadOptions, get_speech_timestamps

        spans = [(span["start"], span["end"]) for span in get_speech_timestamps(samples, VadOptions())]
    else:
        spans = [(start * RATE // 1000, end * RATE // 1000) for start, end in speech]
    starts: list[int] = []
    origins: list[int] = []
    stretches: list[Samples] = []
    length = 0
    for start, end in spans:
        stretch = samples[start:end]
        starts.append(length)
        origins.append(start)
        stretches.append(stretch)
        length += len(stretch)
    together = np.concatenate(stretches) if stretches else np.zeros(0, dtype=np.float32)
    return Voiced(together, tuple(starts), tuple(origins))


def speech_spans(samples: Samples, *, shortest_silence: int = 200) -> list[tuple[int, int]]:
    """Spans with speech in ms from the first sample, without padding; silences shorter than `shortest_silence` ms do not count."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    options = VadOptions(threshold=0.5, min_silence_duration_ms=shortest_silence, speech_pad_ms=0)
    return [
        (round(span["start"] * 1000 / RATE), round(span["end"] * 1000 / RATE))
        for span in get_speech_timestamps(samples, options)
    ]
