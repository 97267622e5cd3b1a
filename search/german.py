"""German for search: fold, tokenise with offsets, stem, split compounds, add synonyms. Knows no engine.

The same analysis serves index, question and highlighting. Every step that costs is memoised per distinct word:
council text of a million sentences has some 300,000 of them.
"""

from __future__ import annotations

import hashlib
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal, NamedTuple

import Stemmer

from search.compounds import Splitter

DATA = Path(__file__).parent / "data"
ANALYSIS = 1
"""Raise when the code below changes what is indexed: an index built by another number must be rebuilt."""

MAX_TERM = 100  # characters; 250-byte "words" occur in real papers and help nobody

PART_WEIGHT = 0.35
"""A compound's part counts less than the word itself, or `Stadt` ranks Südweststadt first."""
SYNONYM_WEIGHT = 0.6

# Soft hyphens and joiners (PDF text) and combining marks belong to the word they stand in.
_WORD = re.compile(r"[^\W_][^\W_\u0300-\u036f\u00ad\u200b-\u200d]*(?:[\u0300-\u036f\u00ad\u200b-\u200d]+[^\W_]*)*")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d]")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "oe", "ł": "l"})


class Token(NamedTuple):  # thousands are made for a page of hits: a named tuple is made three times as fast
    """A term at a word's position; `start` and `end` are character offsets of that word in the text.
    A `part` stands inside a compound at the same position and weighs less."""

    term: str
    position: int
    start: int
    end: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to find what was asked: these terms side by side, as words or as parts of compounds."""

    terms: tuple[str, ...]
    weight: float = 1.0
    within: Literal["words", "parts"] = "words"


def fold(word: str) -> str:
    """Lower case, one spelling: Straße = STRASSE, Bäcker = Baecker, Café = cafe. Changes lengths: never for offsets."""
    word = word.lower()
    if word.isascii():
        return word
    word = _INVISIBLE.sub("", unicodedata.normalize("NFKC", word)).lower().translate(_UMLAUTS)
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def words_of(text: str) -> list[tuple[str, int, int]]:
    """Words with their character offsets, unchanged."""
    return [(match.group(), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(maxsize=500_000)
def _analysed(word: str) -> tuple[str, tuple[str, ...]]:
    folded = fold(word)[:MAX_TERM]
    stem = _stem(folded)
    parts = dict.fromkeys(_stem(part) for part in _splitter().split(folded))
    parts.pop(stem, None)
    return stem, tuple(parts)


def stem(word: str) -> str:
    """The term a single word is indexed under."""
    return _analysed(word)[0]


def parts_of(word: str) -> tuple[str, ...]:
    """Stems of the parts of a compound, joined inner spans included; empty when it is none."""
    return _analysed(word)[1]


def analyse(text: str) -> list[Token]:
    """All terms of a text with positions and offsets; parts follow their word."""
    tokens = []
    for position, (word, start, end) in enumerate(words_of(text)):
        term, parts = _analysed(word)
        tokens.append(Token(term, position, start, end))
        tokens.extend(Token(part, position, start, end, part=True) for part in parts)
    return tokens


class GermanAnalyzer:
    """What a search backend asks of an analysis (`search.backends.tantivy.analysis.Analyzer`)."""

    @property
    def digest(self) -> str:
        """Changes when an index built earlier no longer fits."""
        return analysis_digest()

    def terms(self, text: str) -> tuple[list[str], list[str]]:
        """Stems in order, and the parts of compounds."""
        stems: list[str] = []
        parts: list[str] = []
        for word in _WORD.findall(text):
            term, inner = _analysed(word)
            stems.append(term)
            if inner:
                parts.extend(inner)
        return stems, parts

    def tokens(self, text: str) -> list[Token]:
        """The same with offsets, for highlighting."""
        return analyse(text)

    def phrase(self, text: str) -> list[str]:
        """Stems in order: neither parts nor synonyms, quotes mean what they say."""
        return [_analysed(word)[0] for word in _WORD.findall(text)]

    def question(self, text: str) -> list[list[Alternative]]:
        """For each word between blanks the ways to find it. `B-Plan`, `1368/2027` and `§ 34` stay together."""
        groups = []
        for chunk in text.replace("§ ", "§").split():
            stems = tuple(self.phrase(chunk))
            if not stems:
                continue
            ways = [Alternative(stems)]
            if len(stems) == 1:
                ways.append(Alternative(stems, PART_WEIGHT, "parts"))
            ways.extend(Alternative(other, SYNONYM_WEIGHT) for other in _synonyms().get(stems, ()))
            groups.append(ways)
        return groups

    def prefix(self, word: str) -> tuple[list[str], str, str]:
        """Stems before the last word, the beginning to look for, and the stem that counts too: what is indexed of
        `Haltestellen` is `haltestell`, which does not begin with `haltestellen`."""
        found = _WORD.findall(word)
        if not found:
            return [], "", ""
        folded = fold(found[-1])[:MAX_TERM]
        term = _stem(folded)
        before = [_analysed(other)[0] for other in found[:-1]]
        return before, folded, term if len(folded) - len(term) <= 2 else folded


@cache
def analysis_digest() -> str:
    """Of the rules, the stemmer's version and the dictionary."""
    digest = hashlib.sha256(f"{ANALYSIS} {version('PyStemmer')} {MAX_TERM}".encode())
    digest.update((DATA / "compound_parts.tsv.gz").read_bytes())
    return digest.hexdigest()[:16]


# A Stemmer is not safe for threads; its own cache is off because ours holds whole analyses.
_local = threading.local()


def _stem(word: str) -> str:
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = Stemmer.Stemmer("german", 0)  # german2 since Snowball 3: reads ae, oe, ue
    stemmed: str = stemmer.stemWord(word)
    return stemmed


@cache
def _splitter() -> Splitter:
    return Splitter.from_file(DATA / "compound_parts.tsv.gz", fold)


@cache
def _synonyms() -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    return read_synonyms((DATA / "synonyms.txt").read_text(encoding="utf-8").splitlines())


def read_synonyms(lines: Sequence[str]) -> dict[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Groups `a = b = c`: each form leads to the others, in stems."""
    table: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {}
    for line in lines:
        line = line.partition("#")[0].strip()
        forms = [tuple(_analysed(word)[0] for word in _WORD.findall(form)) for form in line.split("=")]
        forms = [form for form in dict.fromkeys(forms) if form]
        for form in forms:
            others = [other for other in forms if other != form]
            table[form] = tuple(dict.fromkeys([*table.get(form, ()), *others]))
    return table
