"""What a reader typed → what to look for: words, "phrases", -word, OR, word*.

Two words must both be there; of more, most. Question words say nothing and are dropped outside quotes.
Nothing a reader types is an engine's syntax, and nothing makes it fail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from haystack.backends import SQ
from haystack.inputs import Exact

from search.backends.tantivy_backend import Words

MAX_CHARACTERS = 400
MAX_TERMS = 24
MAX_WORD = 80
OR_WORDS = frozenset({"OR", "ODER"})

EMPTY_WORDS = frozenset(
    [
        "wer",
        "was",
        "wann",
        "wo",
        "wie",
        "warum",
        "weshalb",
        "wieso",
        "woher",
        "wohin",
        "womit",
        "wozu",
        "wen",
        "wem",
        "wessen",
        "welche",
        "welcher",
        "welches",
        "welchen",
        "welchem",
        "der",
        "die",
        "das",
        "den",
        "dem",
        "des",
        "ein",
        "eine",
        "einer",
        "eines",
        "einem",
        "einen",
        "und",
        "oder",
        "aber",
        "auch",
        "als",
        "am",
        "an",
        "auf",
        "aus",
        "bei",
        "beim",
        "bis",
        "für",
        "gegen",
        "im",
        "in",
        "ins",
        "ist",
        "sind",
        "war",
        "waren",
        "wird",
        "werden",
        "wurde",
        "wurden",
        "hat",
        "haben",
        "hatte",
        "hatten",
        "kann",
        "können",
        "mit",
        "nach",
        "nicht",
        "noch",
        "nur",
        "ob",
        "ohne",
        "seit",
        "sich",
        "sie",
        "er",
        "es",
        "wir",
        "ihr",
        "ich",
        "so",
        "über",
        "um",
        "unter",
        "vom",
        "von",
        "vor",
        "zu",
        "zum",
        "zur",
        "dass",
        "denn",
        "doch",
        "da",
        "dort",
        "hier",
        "man",
        "mehr",
        "sehr",
        "soll",
        "sollen",
        "sollte",
        "muss",
        "müssen",
        "gibt",
        "gab",
        "gesagt",
        "sagt",
        "sagte",
    ]
)

SPEAKING = frozenset({"gesagt", "sagt", "sagte", "sagten", "gesprochen", "sprach", "sprachen"})
"""Who asks with one of these wants to hear it."""

_TOKEN = re.compile(r'(?P<minus>-?)(?:["„“”«»](?P<phrase>[^"„“”«»]*)["„“”«»]|(?P<word>[^\s"„“”«»]+))')
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing asked for; `alternatives` are those joined to it by OR."""

    text: str
    kind: Literal["word", "phrase", "beginning"] = "word"
    negated: bool = False
    alternatives: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class UserQuery:
    """A reader's question in parts; `cut` when it was too long to be taken whole."""

    terms: Sequence[Term] = ()
    cut: bool = False
    about_speech: bool = False
    """It asks what was said, so speeches answer it before papers do."""

    @property
    def is_empty(self) -> bool:
        """Nothing that could be found was asked."""
        return not any(not term.negated for term in self.terms)

    @property
    def plain_words(self) -> list[str]:
        """Single words outside quotes, OR and minus: those that count together."""
        return [t.text for t in self.terms if t.kind == "word" and not t.negated and not t.alternatives]

    @property
    def positive(self) -> list[Term]:
        """Everything that may be marked in a text."""
        return [one for term in self.terms if not term.negated for one in (term, *term.alternatives)]

    def as_sq(self) -> SQ:
        """The haystack tree. An empty query matches everything that its exclusions leave."""
        conditions: list[SQ] = []
        words = self.plain_words
        if words:
            conditions.append(SQ(content=Words(" ".join(words), minimum=minimum(len(words)))))
        for term in self.terms:
            if term.kind == "word" and not term.negated and not term.alternatives:
                continue
            condition = _condition(term)
            for other in term.alternatives:
                condition = condition | _condition(other)
            conditions.append(~condition if term.negated else condition)
        tree = SQ()
        for condition in conditions:
            tree = tree & condition if tree else condition
        return tree


def minimum(count: int) -> int:
    """How many of so many plain words must be found: both of two, two of three, then about seven of ten."""
    return count if count <= 2 else count - 1 if count <= 4 else max(3, (count * 7) // 10)


def parse(text: str) -> UserQuery:
    """Reads a question. Never fails."""
    cleaned = clean(text)
    cut = len(cleaned) > MAX_CHARACTERS
    terms: list[Term] = []
    join = False
    tokens = list(_TOKEN.finditer(cleaned[:MAX_CHARACTERS]))
    cut = cut or len(tokens) > MAX_TERMS
    for token in tokens[:MAX_TERMS]:
        if token["word"] in OR_WORDS and not token["minus"]:
            join = bool(terms)
            continue
        term = _term(token)
        if term is None:
            continue
        if join and not term.negated and terms and not terms[-1].negated:
            last = terms.pop()
            term = Term(last.text, last.kind, False, (*last.alternatives, term))
        join = False
        terms.append(term)
    about_speech = any(term.kind == "word" and not term.negated and _bare(term) in SPEAKING for term in terms)
    return UserQuery(_without_empty_words(terms), cut, about_speech)


def clean(text: str) -> str:
    """One spelling of each character; no surrogates, no control characters, single blanks."""
    text = text[: MAX_CHARACTERS * 10].encode("utf-8", "ignore").decode()
    text = unicodedata.normalize("NFC", text)
    return " ".join("".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") else c for c in text).split())


def _term(token: re.Match[str]) -> Term | None:
    negated = token["minus"] == "-"
    if token["phrase"] is not None:
        return Term(token["phrase"].strip(), "phrase", negated) if _LETTER.search(token["phrase"]) else None
    word = token["word"][:MAX_WORD]
    if not _LETTER.search(word):
        return None
    if word.endswith("*"):
        beginning = word.rstrip("*")
        # A single letter would look through a tenth of all words.
        if len(re.findall(r"[^\W_]", beginning)) >= 2:
            return Term(beginning, "beginning", negated)
        word = beginning
    return Term(word.strip("*"), "word", negated)


def _without_empty_words(terms: list[Term]) -> list[Term]:
    def says_nothing(term: Term) -> bool:
        plain = term.kind == "word" and not term.negated and not term.alternatives
        return plain and _bare(term) in EMPTY_WORDS

    telling = [term for term in terms if not says_nothing(term)]
    return telling if any(not term.negated for term in telling) else terms


def _bare(term: Term) -> str:
    return term.text.strip("?!.,;:()").lower()


def _condition(term: Term) -> SQ:
    if term.kind == "phrase":
        return SQ(content=Exact(term.text))
    if term.kind == "beginning":
        return SQ(content__startswith=term.text)
    return SQ(content=Words(term.text))
