"""What people (and the name matcher) corrected, applied to the words of any version. Pure; ms on the meeting's clock.

A correction is anchored to a span and to the words it saw. A new version of the transcript has other words at other
milliseconds; the correction finds its place again, or stays away when somebody already wrote it right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from transcripts.words import Word, plain

DRIFT = 400  # ms by which another engine may place the same words
ALIKE = 60  # similarity (0–100) from which other words in the same span are the same mishearing
BY_HAND, BY_NAMES = "hand", "names"


@dataclass(frozen=True, slots=True)
class Correction:
    """From `start` to `end` the engine heard `saw`; it is shown as `becomes` (empty: nothing was said)."""

    start: int
    end: int
    saw: str
    becomes: str
    source: str = BY_HAND
    score: float | None = None


def apply_corrections(words: Sequence[Word], corrections: Iterable[Correction]) -> list[Word]:
    """The words as they are shown. What a person wrote wins over the name matcher, a later correction over an earlier one.

    A correction by a person is certain: its words carry the confidence 1.0. Corrections that find no place change nothing.
    """
    ordered = sorted(enumerate(corrections), key=lambda pair: (pair[1].source != BY_HAND, -pair[0]))
    taken = [False] * len(words)
    places: dict[int, tuple[int, Correction]] = {}
    for _index, correction in ordered:
        found = find_place(words, correction)
        if found is None or any(taken[found[0] : found[1]]):
            continue
        taken[found[0] : found[1]] = [True] * (found[1] - found[0])
        places[found[0]] = (found[1], correction)
    out: list[Word] = []
    at = 0
    while at < len(words):
        if at in places:
            after, correction = places[at]
            out += _written(words[at:after], correction)
            at = after
        else:
            out.append(words[at])
            at += 1
    return out


def find_place(words: Sequence[Word], correction: Correction) -> tuple[int, int] | None:
    """The range of words this correction speaks of, or None when those words are not there (any more).

    The same words near the span; for a person's correction else whatever resembles them and fills the span.
    """
    near = [
        i for i, word in enumerate(words) if word.end > correction.start - DRIFT and word.start < correction.end + DRIFT
    ]
    if not near:
        return None
    saw = _bare(correction.saw)
    first, last = near[0], near[-1] + 1
    size = len(saw)
    exact = [
        i for i in range(first, last - size + 1) if [part for word in words[i : i + size] for part in _bare(word.text)] == saw
    ]
    if exact:
        best = min(exact, key=lambda i: abs(words[i].start - correction.start))
        return best, best + size
    if correction.source != BY_HAND:
        return None
    inside = [i for i in near if correction.start <= words[i].middle < correction.end]
    if not inside:
        return None
    heard = plain(words[inside[0] : inside[-1] + 1])
    same = fuzz.ratio(" ".join(_bare(heard)), " ".join(saw))
    right = fuzz.ratio(" ".join(_bare(heard)), " ".join(_bare(correction.becomes)))
    if max(same, right) >= ALIKE:
        return inside[0], inside[-1] + 1
    return None


def _written(words: Sequence[Word], correction: Correction) -> list[Word]:
    """The corrected words over the time of those they replace, in proportion to their letters."""
    texts = correction.becomes.split()
    if not texts:
        return []
    # The full stop was never part of the mistake.
    mark = re.search(r"[.,;:!?…]+$", words[-1].text)
    if mark and not re.search(r"[.,;:!?…]$", texts[-1]):
        texts[-1] += mark[0]
    confidence = 1.0 if correction.source == BY_HAND else min((w.confidence for w in words if w.confidence is not None), default=None)
    if len(texts) == len(words):
        return [Word(text, word.start, word.end, confidence) for text, word in zip(texts, words, strict=True)]
    start, length = words[0].start, max(words[-1].end - words[0].start, len(texts))
    letters = sum(len(text) for text in texts)
    out: list[Word] = []
    at = 0
    for text in texts:
        begins = start + length * at // letters
        at += len(text)
        out.append(Word(text, begins, start + length * at // letters, confidence))
    return out


def _bare(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
