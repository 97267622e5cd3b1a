"""faster-whisper (CTranslate2), with the settings measured as best for German on two cores (docs/decisions/0004-speech.md)."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from importlib.metadata import version
from math import ceil
from typing import Any

import numpy as np

from transcripts.guards import DOUBTFUL, MAX_COMPRESSION, NO_SPEECH
from transcripts.recognizers.base import RATE, Passage, RecognizerUnavailable, Samples
from transcripts.recognizers.model import ModelSource
from transcripts.recognizers.voice import Voiced, only_speech
from transcripts.words import Utterance, Word, joined

CPU_TYPES = frozenset({"int8", "int8_float32", "int16", "float32"})  # bfloat16 and float16 raise on a CPU
# One thread: two worker processes of one thread each are faster than one process of two (21.4 against 7.7 × real time).
THREADS = 1
REST = 0.8  # s; less than this behind the last word of a window is the pause that was kept there
# Two windows at once cost a seventh less than one after the other and 110 MB more; four, 5 % less again and 280 MB more.
TOGETHER = 2
FRAMES = 100  # of the engine in a second; it names a batch's members by them
TEMPERATURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
SETTINGS: Mapping[str, Any] = {
    "beam_size": 5,
    "vad_filter": True,
    "word_timestamps": True,
    "condition_on_previous_text": False,
    "temperature": TEMPERATURES,
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

    together = TOGETHER

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
        return {**SETTINGS, "temperature": list(TEMPERATURES), "compute_type": self._compute_type}

    @cached_property
    def _whisper(self) -> Any:
        from faster_whisper import WhisperModel

        try:
            return WhisperModel(
                self._source.location, device=self._device, compute_type=self._compute_type, cpu_threads=THREADS
            )
        except (RuntimeError, OSError, ValueError) as error:
            raise RecognizerUnavailable("model_missing", model=self._source.name, reason=str(error)) from error

    @cached_property
    def _batches(self) -> Any:
        from faster_whisper import BatchedInferencePipeline

        return BatchedInferencePipeline(self._whisper)

    def recognize(self, samples: Samples, *, language: str, begins: int = 0) -> Iterator[Utterance]:
        """See `Recognizer`. Temperatures fall back through the full list: a shortened one invents five times as much."""
        segments, _info = self._whisper.transcribe(samples, language=language, **SETTINGS)
        for segment in segments:
            yield from _utterance(segment, lambda start, end: (begins + _ms(start), begins + _ms(end)))

    def hear(self, passages: Sequence[Passage], *, language: str) -> list[list[Utterance]]:
        """See `Recognizer`. All of them at temperature 0 in one go; one that fails there goes on alone, as `recognize` would."""
        voices = [only_speech(passage.samples, passage.speech) for passage in passages]
        heard: list[list[Utterance]] = []
        for passage, voiced, segments in zip(passages, voices, self._in_one_go(voices, language), strict=True):
            clock = partial(_on_the_files_clock, passage.begins, voiced)
            better = self._at_other_temperatures(voiced, language) if needs_another_try(segments) else segments
            heard.append([utterance for segment in better for utterance in _utterance(segment, clock)])
        return heard

    def _in_one_go(self, voices: Sequence[Voiced], language: str) -> list[list[Any]]:
        """The engine's segments of each, by its own batches; times from the begin of each (s)."""
        clips: list[dict[str, float]] = []
        sounds: list[Samples] = []
        at = 0  # s; whole seconds, so that the engine's reckoning with fractions finds the same samples and frames
        for voiced in voices:
            length = len(voiced.samples)
            clips.append({"start": float(at), "end": at + length / RATE})
            sounds.append(np.pad(voiced.samples, (0, -length % RATE)))
            at += ceil(length / RATE)
        segments, _info = self._batches.transcribe(
            np.concatenate(sounds),
            language=language,
            clip_timestamps=clips,
            batch_size=len(clips),
            without_timestamps=False,
            **{**SETTINGS, "vad_filter": False},
        )
        found: dict[int, list[Any]] = defaultdict(list)
        for segment in segments:
            found[segment.seek // FRAMES].append(segment)
        return [[_moved(segment, -clip["start"]) for segment in found[int(clip["start"])]] for clip in clips]

    def _at_other_temperatures(self, voiced: Voiced, language: str) -> Iterator[Any]:
        segments, _info = self._whisper.transcribe(
            voiced.samples, language=language, **{**SETTINGS, "vad_filter": False, "temperature": TEMPERATURES[1:]}
        )
        for segment in segments:
            yield segment
            # Behind the last word there is only silence: heard again by itself, it would cost as much as half a minute.
            if segment.end > len(voiced.samples) / RATE - REST:
                return


def needs_another_try(segments: Sequence[Any]) -> bool:
    """Whether the engine itself would try these once more at another temperature: they run in a circle, or it doubts them.
    Where it believes that nobody speaks, it would not (`generate_with_fallback` of faster-whisper, after the paper's 4.5).
    """
    if not segments:
        return False
    text = "".join(segment.text for segment in segments).strip().encode()
    doubt = segments[0].avg_logprob
    if doubt < DOUBTFUL and segments[0].no_speech_prob > NO_SPEECH:
        return False
    return doubt < DOUBTFUL or len(text) / len(zlib.compress(text)) > MAX_COMPRESSION


def _moved(segment: Any, by: float) -> Any:
    words = [replace(word, start=word.start + by, end=word.end + by) for word in segment.words or ()]
    return replace(segment, start=segment.start + by, end=segment.end + by, words=words)


def _on_the_files_clock(begins: int, voiced: Voiced, start: float, end: float) -> tuple[int, int]:
    starts, ends = voiced.original_span(start, end)
    return begins + starts, begins + ends


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
