"""The words of a piece: window after window through the recognizer, without what nobody said. Times in ms on the file's clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from transcripts.chunking import Piece, read_window
from transcripts.guards import guard
from transcripts.recognizers import Recognizer
from transcripts.windows import Window, unheard
from transcripts.words import Utterance


def heard_in(piece: Piece, sound: Path, recognizer: Recognizer, *, language: str) -> Iterator[Utterance]:
    """What is said in this piece, in order. Raises UnreadableSound, RecognizerUnavailable."""
    for window in piece.windows:
        heard = _heard(window, sound, recognizer, language)
        # The engine sometimes passes over a sentence between others; by itself it is nearly always understood. Where it
        # said nothing at all it would be asked the same again, over noise until it invents something.
        for passage in unheard(window, heard) if heard else ():
            heard += _heard(passage, sound, recognizer, language)
        yield from sorted(heard, key=lambda utterance: utterance.start)


def _heard(window: Window, sound: Path, recognizer: Recognizer, language: str) -> list[Utterance]:
    speech = [(start - window.starts, end - window.starts) for start, end in window.stretches]
    samples = read_window(sound, window)
    return list(guard(recognizer.recognize(samples, language=language, begins=window.starts, speech=speech)).utterances)
