"""faster-whisper (CTranslate2), with the settings measured as best for German on two cores (docs/decisions/0004-speech.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import version
from typing import Any

from transcripts.recognizers.base import RATE, RecognizerUnavailable, Samples
from transcripts.recognizers.model import ModelSource
from transcripts.recognizers.voice import only_speech
from transcripts.words import Utterance, Word, joined

CPU_TYPES = frozenset({"int8", "int8_float32", "int16", "float32"})  # bfloat16 and float16 raise on a CPU
# One thread: two worker processes of one thread each are faster than one process of two (21.4 against 7.7 × real time).
THREADS = 1
REST = 0.8  # s; less than this behind the last word of a window is the pause that was kept there
SETTINGS: Mapping[str, Any] = {
    "beam_size": 5,
    "vad_filter": True,
    "word_timestamps": True,
    "condition_on_previous_text": False,
}


def compute_type_for(device: str, wanted: str) -> str:
    """The arithmetic of this setting: `auto` is int8 on a CPU, float16 on a GPU. Raises RecognizerUnavailable."""
    if wanted in ("", "auto"):
        return "int8" if device == "cpu" else "float16"
    if device == "cpu" and wanted not in CPU_TYPES:
        raise RecognizerUnavailable("compute_type", wanted=wanted, allowed=", ".join(sorted(CPU_TYPES)))
    return wanted


class FasterWhisper:
    """Whisper through CTranslate2. Voice activity (Silero) comes with the package and keeps text out of silence."""

    def __init__(self, source: ModelSource, *, device: str = "cpu", compute_type: str = "auto") -> None:
        self._source = source
        self._device = device
        self._compute_type = compute_type_for(device, compute_type)

    @property
    def engine(self) -> str:
        return f"faster-whisper {version('faster-whisper')}"

    @property
    def model(self) -> str:
        return self._source.name

    @property
    def parameters(self) -> Mapping[str, Any]:
        return {**SETTINGS, "compute_type": self._compute_type}

    @cached_property
    def _whisper(self) -> Any:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(
                self._source.location, device=self._device, compute_type=self._compute_type, cpu_threads=THREADS
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise RecognizerUnavailable("model_missing", model=self._source.name, reason=str(error)) from error

    def recognize(
        self, samples: Samples, *, language: str, begins: int = 0, speech: Sequence[tuple[int, int]] | None = None
    ) -> Iterator[Utterance]:
        """See `Recognizer`. Temperatures fall back through the full list: a shortened one invents five times as much."""
        if speech is None:
            segments, _info = self._whisper.transcribe(samples, language=language, **SETTINGS)
            for segment in segments:
                yield from _utterance(segment, lambda start, end: (begins + _ms(start), begins + _ms(end)))
            return
        voiced = only_speech(samples, speech)

        def on_the_files_clock(start: float, end: float) -> tuple[int, int]:
            starts, ends = voiced.original_span(start, end)
            return begins + starts, begins + ends

        segments, _info = self._whisper.transcribe(
            voiced.samples, language=language, **{**SETTINGS, "vad_filter": False}
        )
        for segment in segments:
            yield from _utterance(segment, on_the_files_clock)
            # Behind the last word there is only silence: heard again by itself, it would cost as much as half a minute.
            if segment.end > len(voiced.samples) / RATE - REST:
                return


def _utterance(segment: Any, clock: Callable[[float, float], tuple[int, int]]) -> Iterator[Utterance]:
    """One of the engine's segments, unless it has no word; `clock` makes ms of a word's start and end (s)."""
    tokens = (
        Word(token.word, *clock(token.start, token.end), float(token.probability)) for token in segment.words or ()
    )
    words = tuple(joined(tokens))
    if words:
        yield Utterance(
            words[0].start,
            words[-1].end,
            segment.text.strip(),
            words,
            float(segment.compression_ratio),
            float(segment.no_speech_prob),
            float(segment.avg_logprob),
        )


def _ms(seconds: float) -> int:
    return round(float(seconds) * 1000)
