"""Names the recognizer misheard, matched against the people, streets and papers of the meeting. Pure; ms on the meeting's clock.

Conservative: an everyday German word (`everyday.py`) and what this recording says again and again is never touched, and two names
that fit equally well change nothing. Hotwords for the recognizer would double its deletions (docs/decisions/0004-speech.md), so names come after.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from rapidfuzz import fuzz

from transcripts.everyday import is_everyday
from transcripts.words import Word

NAME = 78  # of 100: what a person's or street's name must share with what was heard
TITLE_WORD = 84  # a compound out of a title
AHEAD = 4  # points by which the best name must be ahead of the next
SHORTEST = 5  # letters; shorter names are too easily something else
WIDEST = 3  # tokens that may together be one name: „Bran Daub“
OFTEN = 3  # heard so often alike, it is a word
TORN = 95  # everyday words that together are a word of a title, but for a letter that links them

TRIM = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Match:
    """What was heard between `starts` and `ends` is probably this name; `score` 0–100."""

    starts: int
    ends: int
    saw: str
    becomes: str
    score: float


@dataclass(frozen=True)
class Vocabulary:
    """Names that may have been said: (given, family) names, other names, titles of items and papers."""

    people: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()

    def digest(self) -> str:
        """Changes when a name changes."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False).encode()).hexdigest()[:32]

    @cached_property
    def targets(self) -> tuple[tuple[str, float], ...]:
        """(name, score it needs), the single words that can be misheard."""
        wanted: dict[str, float] = {}
        for title in self.titles:
            for word in words_in(title):
                if word[:1].isupper() and len(word) >= 9:
                    wanted[word] = TITLE_WORD
        for name in self.names:
            for word in words_in(name):
                if word[:1].isupper() and len(word) >= 9:
                    wanted[word] = TITLE_WORD
        for _given, family in self.people:
            for word in words_in(family):
                if len(word) >= SHORTEST:
                    wanted[word] = NAME
        return tuple(wanted.items())


def words_in(text: str) -> list[str]:
    """The words of a name or title, hyphened ones in one piece."""
    return [word for part in text.split() if (word := TRIM.sub("", part))]


def matches(
    words: Sequence[Word], vocabulary: Vocabulary, *, known: Callable[[str], bool] = is_everyday
) -> list[Match]:
    """Proposals in order, none overlapping another. `known(word)`: whether this is an everyday German word."""
    if not vocabulary.targets:
        return []
    common = Counter(_bare(word.text) for word in words)
    right = {_bare(name) for name, _score in vocabulary.targets}
    found: list[Match] = []
    at = 0
    while at < len(words):
        best = max(
            _candidates(words, at, vocabulary, common, right, known), key=lambda c: (c[1].score, -c[0]), default=None
        )
        if best is None:
            at += 1
        else:
            found.append(best[1])
            at += best[0]
    return found


def _candidates(
    words: Sequence[Word], at: int, vocabulary: Vocabulary, common: Counter[str], right: set[str],
    known: Callable[[str], bool],
) -> Iterator[tuple[int, Match]]:  # fmt: skip
    for width in range(1, WIDEST + 1):
        part = words[at : at + width]
        if len(part) < width or any(word.text[-1:] in ".!?:;," for word in part[:-1]):
            return
        heard = "".join(_bare(word.text) for word in part)
        if len(heard) < SHORTEST or (width == 1 and heard in right) or not part[0].text[:1].isalpha():
            continue
        # Recognizers write names and nouns with a capital letter; verbs and adjectives never become one.
        if any(_bare(word.text) in right for word in part) or not any(TRIM.sub("", w.text)[:1].isupper() for w in part):
            continue
        if width == 1 and (common[heard] >= OFTEN or known(part[0].text)):
            continue
        everyday = all(known(word.text) for word in part)
        scored = sorted(((_likeness(heard, name), name, needed) for name, needed in vocabulary.targets), reverse=True)
        score, name, needed = scored[0]
        # „Haushalt Plan“ is the title's „Haushaltsplan“ torn apart; „Alten Burg“ is not Mr Altenburg.
        if everyday and (needed != TITLE_WORD or score < TORN):
            continue
        # Joined tokens must fit better: more letters are more chances.
        if score < needed + 4 * (width - 1) or (len(scored) > 1 and score - scored[1][0] < AHEAD):
            continue
        tail = re.search(r"[\W_]+$", part[-1].text)
        yield (
            width,
            Match(
                part[0].start,
                part[-1].end,
                " ".join(word.text for word in part),
                name + (tail.group() if tail else ""),
                round(score, 1),
            ),
        )


def _likeness(heard: str, name: str) -> float:
    bare = _bare(name)
    if abs(len(bare) - len(heard)) > 3 or (bare[0] != heard[0] and _sound(bare[:1]) != _sound(heard[:1])):
        return 0.0
    return max(fuzz.ratio(heard, bare), fuzz.ratio(_sound(heard), _sound(bare)) - 4)


def _sound(text: str) -> str:
    """Spelled as it sounds, roughly: what German ears do not tell apart."""
    for written, heard in (
        ("ph", "f"), ("v", "f"), ("dt", "t"), ("th", "t"), ("d", "t"), ("ck", "k"), ("c", "k"), ("g", "k"), ("b", "p"),
        ("ie", "i"), ("y", "i"), ("ai", "ei"), ("äu", "eu"), ("ä", "e"), ("ss", "s"), ("ß", "s"), ("z", "s"), ("h", ""),
    ):  # fmt: skip
        text = text.replace(written, heard)
    return re.sub(r"(.)\1", r"\1", text)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold().replace("ß", "ss")
