"""A long Wortlaut in pages: where one ends, which one holds a moment, where a word is said in all of them. Pure.

Counted are characters, as these are what weighs (docs/decisions/0018-over-the-wire.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from ris.pages.spoken import ROUNDING, Passage, Sentence, Turn

OWN_PAGE = 100_000
"""Weight (see below) of a page that holds nothing else: about an hour of speech, 35 kB over the wire."""
BESIDE = 32_000
"""… beside a player, papers and votes: about 20 minutes, 11 kB."""
SENTENCE, TURN = 45, 150
"""What stands around a sentence or a turn, packed about as heavy as so many characters of speech."""
NEAR = 0.2
"""A page may be so much of its weight longer or shorter to end with an item."""
ALL = "alle"
MOST_PLACES = 100
"""Places that a search within shows; who finds more knows a better word."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page; `number` counts from 1."""

    number: int
    passages: tuple[Passage, ...]

    @property
    def starts(self) -> int:
        """Where its first sentence begins (ms on the meeting's clock)."""
        return self.passages[0].turns[0].starts

    @property
    def first(self) -> str:
        """What it begins with: `TOP 5 · Radverkehr`; "" before the first item."""
        chapter = self.passages[0].chapter
        return chapter.spoken if chapter else ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: an item, and where it begins."""

    number: str
    title: str
    href: str
    here: bool
    """Whether it stands on the page that is shown."""


@dataclass(frozen=True, slots=True)
class Book:
    """All pages of a Wortlaut, and the one that is shown; None: all at once."""

    leaves: tuple[Leaf, ...]
    shown: Leaf | None
    whole: tuple[Passage, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """What is shown."""
        return self.shown.passages if self.shown else self.whole

    @property
    def is_divided(self) -> bool:
        """Whether it is too long for one page."""
        return len(self.leaves) > 1

    @property
    def previous(self) -> Leaf | None:
        """The page before the one shown."""
        return self.leaves[self.shown.number - 2] if self.shown and self.shown.number > 1 else None

    @property
    def following(self) -> Leaf | None:
        """The page after it."""
        return self.leaves[self.shown.number] if self.shown and self.shown.number < len(self.leaves) else None

    @property
    def contents(self) -> list[Entry]:
        """Every item, with the address of its beginning seen from the page shown."""
        found = []
        for leaf in self.leaves:
            here = self.shown is None or leaf is self.shown
            for passage in leaf.passages:
                if passage.chapter and not passage.continued:
                    href = f"#{passage.anchor}" if here else f"?seite={leaf.number}#{passage.anchor}"
                    found.append(
                        Entry(passage.chapter.number, passage.chapter.title, href, here and self.shown is not None)
                    )
        return found


def book_of(passages: Sequence[Passage], most: int, *, page: str, at: int | None) -> Book:
    """The pages of about this weight at most, opened where `at` (ms) was said, else at `?seite=`.

    A page that is not there opens the first: addresses outlive what they name.
    """
    leaves, whole = tuple(leaves_of(passages, most)), tuple(passages)
    if len(leaves) < 2 or page == ALL:
        return Book(leaves, None, whole)
    if at is not None:
        begun = [leaf for leaf in leaves if leaf.starts <= at + ROUNDING]
        return Book(leaves, begun[-1] if begun else leaves[0], whole)
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    return Book(leaves, leaves[number - 1] if 1 <= number <= len(leaves) else leaves[0], whole)


def leaves_of(passages: Sequence[Passage], most: int) -> Iterator[Leaf]:
    """As many pages as it takes, about equally heavy; one ends where an item does when that is near, else with a turn."""
    turns = [
        (n, turn) for n, passage in enumerate(passages) for whole in passage.turns for turn in _pieces(whole, most)
    ]
    begins = [0]  # how heavy all is that stands before a turn
    for _n, turn in turns:
        begins.append(begins[-1] + _weight(turn))
    count = max(1, -(-begins[-1] // most))
    items = [place for place in range(1, len(turns)) if turns[place][0] != turns[place - 1][0]]
    cuts = [0, *(_cut(begins, items, begins[-1] * n / count, begins[-1] / count) for n in range(1, count)), len(turns)]
    filled = [pair for pair in pairwise(cuts) if pair[0] < pair[1]]
    for number, (first, last) in enumerate(filled, 1):
        groups = groupby(turns[first:last], key=lambda one: one[0])
        own = [replace(passages[n], turns=[turn for _n, turn in some]) for n, some in groups]
        if first and turns[first][0] == turns[first - 1][0]:
            own[0] = replace(own[0], continued=True)
        yield Leaf(number, tuple(own))


def _cut(begins: list[int], items: list[int], ideal: float, even: float) -> int:
    def distance(place: int) -> float:
        return abs(begins[place] - ideal)

    near = [place for place in items if distance(place) <= NEAR * even]
    return min(near or range(1, len(begins) - 1), key=distance)


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in which what was looked for is said."""

    turn: Turn
    sentence: Sentence
    leaf: Leaf

    @property
    def anchor(self) -> str:
        """The turn it stands in."""
        return f"t{self.turn.starts}"


def places_of(leaves: Sequence[Leaf], wanted: str) -> list[Place]:
    """Sentences that hold these letters, whatever their case; the same as the script's search within (ris-transcript.js)."""
    wanted = " ".join(wanted.split())
    if len(wanted) < 2:
        return []
    pattern = re.compile(re.escape(wanted), re.IGNORECASE)
    found = []
    for leaf in leaves:
        for passage in leaf.passages:
            for turn in passage.turns:
                for sentence in turn.sentences:
                    text = sentence.text
                    if hit := pattern.search(text):
                        begins, ends = hit.span()
                        marked = replace(sentence, before=text[:begins], marked=text[begins:ends], after=text[ends:])
                        found.append(Place(turn, marked, leaf))
    return found


def _weight(turn: Turn) -> int:
    return TURN + sum(SENTENCE + len(sentence.text) for sentence in turn.sentences)


def _pieces(turn: Turn, most: int) -> Iterator[Turn]:
    """A speech of an hour is one turn, and more than a page."""
    if _weight(turn) <= most / 4:
        yield turn
        return
    some: list[Sentence] = []
    for sentence in turn.sentences:
        if some and sum(SENTENCE + len(one.text) for one in (*some, sentence)) > most / 4:
            yield replace(turn, starts=some[0].starts, sentences=some)
            some = []
        some.append(sentence)
    yield replace(turn, starts=some[0].starts, sentences=some)
