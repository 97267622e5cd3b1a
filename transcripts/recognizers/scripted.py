"""A recognizer that knows its text beforehand: for tests of everything that comes after recognition."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from transcripts.recognizers.base import RATE, Passage, RecognizerUnavailable, Samples
from transcripts.words import Utterance, Word


class Scripted:
    """Answers with those utterances of its script that begin inside the samples; the script is on the file's clock (ms)."""

    engine = "scripted 1"
    together = 2

    def __init__(self, script: Sequence[Utterance], *, name: str = "script") -> None:
        self._script = tuple(script)
        self.model = name
        self.parameters: Mapping[str, Any] = {}

    @classmethod
    def from_file(cls, path: Path) -> Scripted:
        """A script as JSON: `[{"start": s, "end": s, "text": …}, …]` in seconds. Raises RecognizerUnavailable."""
        try:
            rows = json.loads(path.read_text())
        except (OSError, ValueError) as error:
            raise RecognizerUnavailable("model_missing", model=str(path), reason=str(error)) from error
        return cls(
            [spoken(row["text"], round(row["start"] * 1000), round(row["end"] * 1000)) for row in rows], name=path.name
        )

    def recognize(self, samples: Samples, *, language: str, begins: int = 0) -> Iterator[Utterance]:
        """See `Recognizer`."""
        ends = begins + len(samples) * 1000 // RATE
        for utterance in self._script:
            words = tuple(word for word in utterance.words if begins <= word.middle < ends)
            if words:
                yield replace(utterance, start=words[0].start, end=words[-1].end, words=words)

    def hear(self, passages: Sequence[Passage], *, language: str) -> list[list[Utterance]]:
        """See `Recognizer`."""
        return [list(self.recognize(each.samples, language=language, begins=each.begins)) for each in passages]


def spoken(text: str, start: int, end: int, confidence: float | None = 0.9) -> Utterance:
    """An utterance whose words share its time by their length (ms)."""
    parts = text.split()
    letters = sum(len(part) + 1 for part in parts)
    words: list[Word] = []
    at = float(start)
    for part in parts:
        length = (end - start) * (len(part) + 1) / letters
        words.append(Word(part, round(at), round(at + length * 0.95), confidence))
        at += length
    return Utterance(start, end, text, tuple(words), 1.2, 0.01, -0.2)
