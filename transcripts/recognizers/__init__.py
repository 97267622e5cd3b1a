"""The door to speech recognition: one protocol, several engines, chosen by setting; heavy libraries load at first use."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from transcripts.recognizers.base import RATE, Passage, Recognizer, RecognizerUnavailable, Samples
from transcripts.recognizers.model import find_model

__all__ = ["RATE", "Passage", "Recognizer", "RecognizerUnavailable", "Samples", "recognizer_for"]


@cache
def recognizer_for(
    engine: str, *, model: str, data_dir: Path, device: str = "cpu", compute_type: str = "auto"
) -> Recognizer:
    """The recognizer of these settings; the same object within a process, so its model is loaded once.

    Raises RecognizerUnavailable.
    """
    if engine == "scripted":
        from transcripts.recognizers.scripted import Scripted

        return Scripted.from_file(Path(model))
    source = find_model(model, data_dir)
    if engine == "faster-whisper":
        from transcripts.recognizers.faster_whisper import FasterWhisper

        return FasterWhisper(source, device=device, compute_type=compute_type)
    if engine == "openai-whisper":
        from transcripts.recognizers.openai_whisper import OpenAIWhisper

        return OpenAIWhisper(source, device=device)
    raise RecognizerUnavailable("unknown_engine", engine=engine)
