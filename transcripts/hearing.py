"""The words of a piece: window after window through the recognizer, without what nobody said. Times in ms on the file's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from transcripts.chunking import Piece, read_window
from transcripts.guards import guard
from transcripts.recognizers import Passage, Recognizer
from transcripts.windows import Window, unheard
from transcripts.words import Utterance


def heard_in(
    piece: Piece, sound: Path, recognizer: Recognizer, *, language: str, told: Callable[[int], None] | None = None
) -> list[Utterance]:
    """What is said in this piece, in order. `told` learns how far it has come (ms). Raises UnreadableSound,
    RecognizerUnavailable.
    """
    found: list[Utterance] = []
    missed: list[Window] = []
    for window, heard in _heard(piece.windows, sound, recognizer, language):
        found += heard
        # The engine sometimes passes over a sentence between others; by itself it is nearly always understood. Where it
        # said nothing at all it would be asked the same again, over noise until it invents something.
        missed += unheard(window, heard) if heard else ()
        if told is not None:
            told(window.ends)
    for _passage, heard in _heard(missed, sound, recognizer, language):
        found += heard
    return sorted(found, key=lambda utterance: utterance.start)


def _heard(
    windows: Sequence[Window], sound: Path, recognizer: Recognizer, language: str
) -> Iterator[tuple[Window, list[Utterance]]]:
    """Each window with what is said in it; only as many are read as are heard together."""
    for first in range(0, len(windows), recognizer.together):
        some = windows[first : first + recognizer.together]
        passages = [
            Passage(
                read_window(sound, window),
                window.starts,
                [(start - window.starts, end - window.starts) for start, end in window.stretches],
            )
            for window in some
        ]
        for window, heard in zip(some, recognizer.hear(passages, language=language), strict=True):
            yield window, list(guard(heard).utterances)
