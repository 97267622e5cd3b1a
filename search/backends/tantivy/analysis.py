"""What the backend asks of a text analysis, and a plain one for those who bring none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

_WORD = re.compile(r"[^\W_]+")
MAX_TERM = 100


class Token(Protocol):
    """A term with the character offsets of its word; a `part` stands inside a longer word and weighs less."""

    @property
    def term(self) -> str: ...
    @property
    def position(self) -> int: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def part(self) -> bool: ...


class Way(Protocol):
    """One way to find a word that was asked: `terms` side by side, in "words" or in "parts"."""

    @property
    def terms(self) -> tuple[str, ...]: ...
    @property
    def weight(self) -> float: ...
    @property
    def within(self) -> str: ...


class Analyzer(Protocol):
    """Named by dotted path in HAYSTACK_CONNECTIONS["ANALYZER"]; made once, without arguments; safe for threads.

    Terms must not contain blanks and must be shorter than 65,000 bytes.
    """

    @property
    def digest(self) -> str:
        """Changes when an index built earlier no longer fits."""

    def terms(self, text: str) -> tuple[list[str], list[str]]:
        """What to index: terms in order, and parts (no order)."""

    def tokens(self, text: str) -> Sequence[Token]:
        """The same with offsets, for highlighting."""

    def phrase(self, text: str) -> list[str]:
        """Terms of a phrase in order."""

    def question(self, text: str) -> Sequence[Sequence[Way]]:
        """For each word asked, the ways to find it."""

    def prefix(self, word: str) -> tuple[list[str], str, str]:
        """Terms before the last word, the beginning asked for, and a term that counts as well."""


@dataclass(frozen=True, slots=True)
class PlainToken:
    term: str
    position: int
    start: int
    end: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class PlainWay:
    terms: tuple[str, ...]
    weight: float = 1.0
    within: str = "words"


class PlainAnalyzer:
    """Words in lower case, nothing else."""

    digest = "plain-1"

    def terms(self, text: str) -> tuple[list[str], list[str]]:
        return self.phrase(text), []

    def tokens(self, text: str) -> list[PlainToken]:
        return [
            PlainToken(match.group().lower()[:MAX_TERM], position, match.start(), match.end())
            for position, match in enumerate(_WORD.finditer(text))
        ]

    def phrase(self, text: str) -> list[str]:
        return [word.lower()[:MAX_TERM] for word in _WORD.findall(text)]

    def question(self, text: str) -> list[list[PlainWay]]:
        chunks = (tuple(self.phrase(chunk)) for chunk in text.split())
        return [[PlainWay(terms)] for terms in chunks if terms]

    def prefix(self, word: str) -> tuple[list[str], str, str]:
        found = self.phrase(word)
        return (found[:-1], found[-1], found[-1]) if found else ([], "", "")
