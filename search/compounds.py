"""Splitting German compounds with a dictionary of nouns taken from council text (Koehn and Knight 2003).

A word is split where every part is known; among several ways the best geometric mean of frequencies wins.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Mapping
from math import log
from pathlib import Path

LINKS = ("", "s", "es", "n", "en", "er", "e", "ens", "nen")  # Fugenelemente
SHORT_PARTS = frozenset(
    ["bau", "amt", "rat", "weg", "bus", "see", "tor", "hof", "zug", "ort", "gas", "tag", "rad", "bad", "eis"]
)  # shorter parts split too much: only these are worth it
MIN_PART = 4
MIN_WORD = 8
MAX_WORD = 60  # longer is no word, and splitting would cost time

Surface = str
Base = str
_Cover = tuple[float, int, tuple[tuple[Surface, Base], ...]]


class Splitter:
    """Splits words of one spelling; `fold` brings dictionary and words to the same one."""

    def __init__(self, frequencies: Mapping[str, int], fold: Callable[[str], str] = str) -> None:
        sums: dict[str, int] = {}
        for word, count in frequencies.items():
            folded = fold(word)
            if len(word) >= MIN_PART or word in SHORT_PARTS:
                sums[folded] = sums.get(folded, 0) + count
        self._score = {word: log(count + 1) for word, count in sums.items()}

    @classmethod
    def from_file(cls, path: Path, fold: Callable[[str], str] = str) -> Splitter:
        """Reads lines `word<TAB>count` (gzip)."""
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            return cls(dict(_entries(lines)), fold)

    def split(self, word: str) -> tuple[str, ...]:
        """Parts and the joined inner spans, or nothing:
        straßenbahnhaltestelle → straße, straßenbahn, bahn, bahnhaltestelle, haltestelle."""
        if not MIN_WORD <= len(word) <= MAX_WORD or not word.isalpha():
            return ()
        cover = self._cuts(word, 0)
        if cover is None:
            return ()
        parts = cover[2]
        found = [base for _, base in parts]
        for start in range(len(parts)):
            for end in range(start + 2, len(parts) + 1):
                if end - start < len(parts):
                    found.append("".join(surface for surface, _ in parts[start : end - 1]) + parts[end - 1][1])
        return tuple(dict.fromkeys(found))

    def _head(self, surface: str) -> tuple[float, Base] | None:
        """The best dictionary form of a part that is not the last: its link is cut off, or a lost -e put back."""
        best: tuple[float, Base] | None = None
        for link in LINKS:
            if link and not surface.endswith(link):
                continue
            base = surface[: -len(link)] if link else surface
            score = self._score.get(base)
            if score is not None:
                score -= 0.3 if link else 0
                if best is None or score > best[0]:
                    best = (score, base)
        lost = self._score.get(surface + "e")  # Schul-haus, Miet-spiegel
        if lost is not None and (best is None or lost - 0.5 > best[0]):
            best = (lost - 0.5, surface + "e")
        return best

    def _rest(self, word: str, depth: int) -> _Cover | None:
        score = self._score.get(word)
        best: _Cover | None = (score, 1, ((word, word),)) if score is not None else None
        if depth < 3 and len(word) >= 6:
            cut = self._cuts(word, depth)
            if cut and (best is None or _value(cut) > _value(best)):
                best = cut
        return best

    def _cuts(self, word: str, depth: int) -> _Cover | None:
        best: _Cover | None = None
        for at in range(3, len(word) - 2):
            head = self._head(word[:at])
            if head is None:
                continue
            rest = self._rest(word[at:], depth + 1)
            if rest is None:
                continue
            cover = (head[0] + rest[0], 1 + rest[1], ((word[:at], head[1]), *rest[2]))
            if best is None or _value(cover) > _value(best):
                best = cover
        return best


def _value(cover: _Cover) -> float:
    """Mean score of the parts, less a fee for each: few long parts beat many short ones."""
    return cover[0] / cover[1] - 0.35 * cover[1]


def _entries(lines: Iterable[str]) -> Iterable[tuple[str, int]]:
    for line in lines:
        word, count = line.rstrip("\n").split("\t")
        yield word, int(count)
