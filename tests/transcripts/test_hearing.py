"""A piece is heard window by window; what an engine passes over is heard again, and nobody's words come twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from transcripts.chunking import plan_pieces
from transcripts.hearing import heard_in
from transcripts.recognizers import RATE, Passage, Recognizer
from transcripts.recognizers.scripted import Scripted, spoken
from transcripts.words import Utterance, plain

SPEECH = [(1_000, 9_000), (9_400, 18_000), (20_000, 28_000), (29_500, 42_000)]
SAID = [
    spoken("Ich eröffne die Sitzung des Rates.", 1_000, 9_000),
    spoken("Wir sind beschlussfähig.", 9_400, 18_000),
    spoken("Wir kommen zum ersten Punkt.", 20_000, 28_000),
    spoken("Das Wort hat der Oberbürgermeister, bitte sehr.", 29_500, 42_000),
]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound.flac"
    soundfile.write(path, np.zeros(RATE * 45, dtype=np.float32), RATE)
    return path


class PassesOver:
    """An engine as they are: where more than one sentence is to be heard, it leaves out the second."""

    engine, model, together = "forgetful 1", "script", 3
    parameters: Mapping[str, Any] = {}

    def __init__(self) -> None:
        self.asked: list[int] = []

    def hear(self, passages: Sequence[Passage], *, language: str) -> list[list[Utterance]]:
        self.asked += [passage.begins for passage in passages]
        said = Scripted(SAID).hear(passages, language=language)
        return [heard[:1] + heard[2:] for heard in said]


def text_of(recognizer: Recognizer, sound: Path) -> str:
    pieces = plan_pieces(SPEECH, 45_000).pieces
    heard = [u for piece in pieces for u in heard_in(piece, sound, recognizer, language="de")]
    assert heard == sorted(heard, key=lambda utterance: utterance.start)
    return plain(word for utterance in heard for word in utterance.words)


def test_every_word_is_heard_once(sound: Path) -> None:
    assert text_of(Scripted(SAID), sound) == " ".join(utterance.text for utterance in SAID)


def test_what_the_engine_passed_over_is_heard_again(sound: Path) -> None:
    engine = PassesOver()
    assert text_of(engine, sound) == " ".join(utterance.text for utterance in SAID)
    assert len(engine.asked) == 2 * sum(len(piece.windows) for piece in plan_pieces(SPEECH, 45_000).pieces)
