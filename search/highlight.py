"""Marking what was asked for in a text, by the same analysis that found it; serves every engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from search.backends.tantivy.highlighting import Mark, Wanted, marked_html, marks, wanted
from search.german import GermanAnalyzer
from search.query import UserQuery

SNIPPET_LENGTH = 240  # characters

_analyzer = GermanAnalyzer()


@dataclass(frozen=True, slots=True)
class Snippet:
    """`html` is escaped text with <mark>. `first` is the character offset of the best found word, None without one."""

    html: str
    first: int | None
    first_word: str


class Highlighter:
    """Made once for a question, used for every hit."""

    def __init__(self, query: UserQuery) -> None:
        words = [term.text for term in query.positive if term.kind == "word"]
        phrases = [term.text for term in query.positive if term.kind == "phrase"]
        beginnings = [term.text for term in query.positive if term.kind == "beginning"]
        self.asked = " ".join([*words, *(f'"{one}"' for one in phrases), *(f"{one}*" for one in beginnings)])
        """The question again as it can be typed, without what must not be there."""
        self._wanted: Wanted = wanted(_analyzer, " ".join(words), phrases, beginnings)

    def marks(self, text: str) -> list[Mark]:
        """The found words in order, with character offsets."""
        return marks(_analyzer.tokens(text), self._wanted)

    def html(self, text: str) -> str:
        """The whole text, escaped and marked."""
        return marked_html(text, self.marks(text))

    def snippet(self, text: str, length: int = SNIPPET_LENGTH) -> Snippet:
        """The best stretch of a text, and its best word: the one a speech hit lands on."""
        found = self.marks(text)
        best = best_mark(found)
        first = best.start if best else None
        return Snippet(marked_html(text, found, length=length), first, text[best.start : best.end] if best else "")


def best_mark(found: Sequence[Mark]) -> Mark | None:
    """Where most different words asked for stand close together; there the first of them. Words before parts."""
    best, best_value = None, 0.0
    for at, mark in enumerate(found):
        near = [other for other in found[at : at + 8] if other.start - mark.start < 120]
        groups: dict[int, float] = {}
        for other in near:
            groups[other.group] = max(groups.get(other.group, 0.0), other.weight)
        value = sum(groups.values())
        if value > best_value:
            best, best_value = mark, value
    return best
