"""Where somebody speaks (Silero, which comes inside faster-whisper), for engines and plans that have no such ear."""

from __future__ import annotations

from bisect import bisect_right
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
        index = max(0, bisect_right(self.starts, at) - 1)
        return round((self.origins[index] + at - self.starts[index]) * 1000 / RATE)


def only_speech(samples: Samples) -> Voiced:
    """The stretches with speech, one behind the other, by the same parameters that faster-whisper uses for itself."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    spans = get_speech_timestamps(samples, VadOptions())
    starts: list[int] = []
    origins: list[int] = []
    stretches: list[Samples] = []
    length = 0
    for span in spans:
        stretch = samples[span["start"] : span["end"]]
        starts.append(length)
        origins.append(span["start"])
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
