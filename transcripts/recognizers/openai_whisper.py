"""The `whisper` package of OpenAI: an optional engine in an environment of its own (its torch weighs 5.6 GB)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from transcripts.recognizers.base import Passage, RecognizerUnavailable, Samples
from transcripts.recognizers.model import ModelSource
from transcripts.recognizers.voice import Voiced, only_speech
from transcripts.words import Utterance, Word, joined

THREADS = 1
SETTINGS: Mapping[str, Any] = {
    "beam_size": 5,
    "best_of": 5,
    "temperature": (0.0, 0.2, 0.4, 0.6, 0.8, 1.0),
    "word_timestamps": True,
    "condition_on_previous_text": False,
}


class OpenAIWhisper:
    """Whisper through PyTorch. It has no voice activity of its own, so it gets the speech alone and answers on the old clock."""

    together = 1

    def __init__(self, source: ModelSource, *, device: str = "cpu") -> None:
        self._source = source
        self._device = device

    @property
    def engine(self) -> str:
        try:
            return f"openai-whisper {version('openai-whisper')}"
        except PackageNotFoundError:
            return "openai-whisper"

    @property
    def model(self) -> str:
        return self._source.name

    @property
    def parameters(self) -> Mapping[str, Any]:
        return {**SETTINGS, "temperature": list(SETTINGS["temperature"]), "vad_filter": True, "fp16": self._fp16}

    @property
    def _fp16(self) -> bool:
        return self._device != "cpu"

    @cached_property
    def _whisper(self) -> Any:
        try:
            import torch
            import whisper
        except ImportError:
            raise RecognizerUnavailable("not_installed", package="openai-whisper") from None
        from transcripts.recognizers.checkpoint import checkpoint_of

        torch.set_num_threads(THREADS)
        folder = self._source.folder
        location = str(checkpoint_of(folder)) if folder else self._source.location
        try:
            return whisper.load_model(location, device=self._device)
        except (RuntimeError, OSError) as error:
            raise RecognizerUnavailable("model_missing", model=self._source.name, reason=str(error)) from error

    def recognize(self, samples: Samples, *, language: str, begins: int = 0) -> Iterator[Utterance]:
        """See `Recognizer`."""
        yield from self._heard(only_speech(samples), language, begins)

    def hear(self, passages: Sequence[Passage], *, language: str) -> list[list[Utterance]]:
        """See `Recognizer`."""
        return [
            list(self._heard(only_speech(passage.samples, passage.speech), language, passage.begins))
            for passage in passages
        ]

    def _heard(self, voiced: Voiced, language: str, begins: int) -> Iterator[Utterance]:
        model = self._whisper
        if not len(voiced.samples):
            return
        answer = model.transcribe(voiced.samples, language=language, fp16=self._fp16, verbose=None, **SETTINGS)
        for segment in answer["segments"]:
            tokens = (
                Word(
                    token["word"],
                    begins + voiced.original_ms(token["start"]),
                    # The end belongs to the stretch in which the word began, or it would leap over a silence.
                    begins + voiced.original_ms(token["start"]) + round((token["end"] - token["start"]) * 1000),
                    float(token["probability"]),
                )
                for token in segment.get("words", ())
            )
            words = tuple(joined(tokens))
            if words:
                yield Utterance(
                    words[0].start,
                    words[-1].end,
                    segment["text"].strip(),
                    words,
                    float(segment["compression_ratio"]),
                    float(segment["no_speech_prob"]),
                    float(segment["avg_logprob"]),
                )
