"""What people (and the name matcher) corrected, laid over the words as recognised. Pure; ms on the meeting's clock.

A correction is anchored to its span and to the words it saw, so that it survives every new version of the transcript:
a person's correction holds for whatever a later engine hears in that span, a matched name only where the same was heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from transcripts.words import Word, plain

OUTER = " .,;:!?–"  # what stands around the words of a span belongs to the sentence
SAME = 85  # of 100: two engines spell one mishearing nearly alike


@dataclass(frozen=True, slots=True)
class Fix:
    """`saw` becomes `becomes` between `starts` and `ends` (ms). `firm`: a person said so. An empty `becomes` removes."""

    starts: int
    ends: int
    saw: str
    becomes: str
    firm: bool = False


def apply_corrections(words: Sequence[Word], fixes: Iterable[Fix]) -> list[Word]:
    """The words as shown. Fixes that do not fit any more change nothing; people's fixes win over matched names."""
    out = list(words)
    for fix in sorted(fixes, key=lambda fix: (fix.firm, fix.starts)):
        first, last = _place(out, fix)
        if first < last:
            out[first:last] = _in_place_of(out[first:last], fix.becomes)
    return out


def _place(words: Sequence[Word], fix: Fix) -> tuple[int, int]:
    """Indexes of the words that this fix replaces; an empty range when it does not fit."""
    inside = [index for index, word in enumerate(words) if fix.starts <= word.middle < fix.ends]
    if not inside:
        return 0, 0
    first, last = inside[0], inside[-1] + 1
    shown = plain(words[first:last])
    heard = _bare(shown)
    if heard == _bare(fix.becomes):
        # A better engine has heard it right: keep its own times. What a person wrote differently (a capital, a comma between
        # the words) still counts, word for word, so the times stay here too.
        as_many = len(fix.becomes.split()) == last - first
        written_differently = shown.strip(OUTER) != fix.becomes.strip(OUTER)
        return (first, last) if fix.firm and as_many and written_differently else (0, 0)
    if fix.firm or fuzz.ratio(heard, _bare(fix.saw)) >= SAME:
        return first, last
    return 0, 0


def _in_place_of(old: Sequence[Word], text: str) -> list[Word]:
    """The new words, sharing the time of the old ones by their length; each old word's time where the number agrees."""
    parts = text.split()
    if len(parts) == len(old):
        return [Word(part, word.start, word.end, word.confidence) for part, word in zip(parts, old, strict=True)]
    letters = sum(len(part) + 1 for part in parts)
    at, length = float(old[0].start), old[-1].end - old[0].start
    known = [word.confidence for word in old if word.confidence is not None]
    confidence = min(known) if len(known) == len(old) else None
    out: list[Word] = []
    for part in parts:
        share = length * (len(part) + 1) / letters
        out.append(Word(part, round(at), round(at + share), confidence))
        at += share
    return out


def _bare(text: str) -> str:
    return re.sub(r"[^\w ]", "", text).casefold().strip()
