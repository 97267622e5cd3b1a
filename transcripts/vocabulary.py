"""Names the recognizer cannot know, corrected after recognition: people, streets, rare words of titles. Pure; ms.

Told beforehand (hotwords) they double the words left out; matched afterwards they cost nothing. Careful on purpose: a word
of everyday German is never touched, nor is anything that resembles two names about equally.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from transcripts.corrections import BY_NAMES, Correction
from transcripts.words import Word

ALIKE = 80.0  # similarity (0–100) from which a word that is no German word is taken for a name
ALIKE_ADDRESSED = 70.0  # the same behind „Frau“, „Herr Dr.“ or a first name of the roster
TORN = 88.0  # for several tokens together: „Bismarck Straße“
APART = 6.0  # by so much the best name must beat the second
SHORTEST = 5  # letters
SHORTEST_ADDRESSED = 3
MOST_TOKENS = 3
ADDRESS = frozenset(
    "frau herr herrn kollege kollegin kollegen stadtrat stadträtin ratsherr ratsfrau bürgermeister bürgermeisterin "
    "oberbürgermeister oberbürgermeisterin beigeordnete beigeordneter dezernent dezernentin dr doktor prof professor".split()
)
PARTICLES = frozenset("von van vom zu zur der den de dr prof".split())
# Never part of a name that was torn apart.
SMALL_WORDS = frozenset(
    "in im an am zu zum zur für und oder der die das den dem des ein eine mit von vom bei beim auf aus ist war hat es er sie "
    "ich wir als wie so da um nach über unter nicht auch noch nur sich".split()
)
STREET = re.compile(r"(straße|strasse|weg|platz|allee|gasse|ring|ufer|steig|damm|brücke|park|bach|tal|berg)$", re.IGNORECASE)
EDGE = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and what it is: `person` (a surname, counts behind an address), `place`, `title`."""

    text: str
    kind: str


@dataclass(frozen=True)
class Vocabulary:
    """All names of one body or meeting, ready for comparison."""

    names: tuple[Name, ...]
    first_names: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, *, people: Iterable[str] = (), places: Iterable[str] = (), titles: Iterable[str] = ()
    ) -> Vocabulary:
        """From full names („Erna Hennicot-Schoepges“), names of streets and places, and titles of items and papers."""
        names: dict[str, Name] = {}
        first: set[str] = set()
        for person in people:
            parts = [part for part in person.split() if part.casefold().strip(".") not in PARTICLES]
            if parts:
                names.setdefault(parts[-1].casefold(), Name(parts[-1], "person"))
                first |= {part.casefold() for part in parts[:-1]}
        for place in places:
            names.setdefault(place.casefold(), Name(place, "place"))
        for title in titles:
            for word in re.findall(r"[A-ZÄÖÜ][\wäöüß-]{6,}", title):
                if word.casefold() not in names and (STREET.search(word) or not is_german(word)):
                    names[word.casefold()] = Name(word, "title")
        return cls(tuple(names.values()), frozenset(first))

    @cached_property
    def written(self) -> frozenset[str]:
        """The names as they are written, in lower case: what is right stays."""
        return frozenset(name.text.casefold() for name in self.names)

    @cached_property
    def keys(self) -> list[str]:
        """The names in comparable spelling, in the order of `names`."""
        return [sounding(name.text) for name in self.names]


def proposals(words: Sequence[Word], vocabulary: Vocabulary) -> Iterator[Correction]:
    """Corrections that make misheard names right, in order, never two for the same word. Words written right stay."""
    if not vocabulary.names:
        return
    at = 0
    while at < len(words):
        found = _at(words, at, vocabulary)
        if found is None:
            at += 1
            continue
        size, correction = found
        yield correction
        at += size


@cache
def _german() -> frozenset[str]:
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="de").word_frequency.words())


def is_german(word: str) -> bool:
    """Whether this is a word of everyday German (list of pyspellchecker, 340,000 forms), or two of them with a hyphen."""
    known = _german()
    parts = [part for part in word.casefold().split("-") if part]
    return bool(parts) and all(part in known or part.replace("ß", "ss") in known for part in parts)


def sounding(text: str) -> str:
    """Spelling without what German does not make heard: double letters, h after vowels, ß, c/k, y/i, v/f, dt, th, ph."""
    text = re.sub(r"[^\wäöüß]", "", text.casefold())
    for written, heard in (
        ("sch", "S"),
        ("ch", "X"),
        ("ph", "f"),
        ("th", "t"),
        ("dt", "t"),
        ("ck", "k"),
        ("tz", "z"),
        ("ß", "s"),
        ("c", "k"),
        ("y", "i"),
        ("v", "f"),
        ("ä", "e"),
        ("ai", "ei"),
        ("qu", "kw"),
    ):
        text = text.replace(written, heard)
    text = re.sub(r"(?<=[aeiouöü])h", "", text)
    return re.sub(r"(.)\1+", r"\1", text)


def _at(words: Sequence[Word], at: int, vocabulary: Vocabulary) -> tuple[int, Correction] | None:
    """The correction that begins with this word and how many words it covers; more words first, if they fit better."""
    if _core(words[at].text).casefold() in vocabulary.written:
        return None
    addressed = at > 0 and _is_address(words[at - 1].text, vocabulary)
    best: tuple[float, int, Name] | None = None
    for size in range(1, MOST_TOKENS + 1):
        some = words[at : at + size]
        if len(some) < size or (size > 1 and (_parted(some) or _core(some[-1].text).casefold() in SMALL_WORDS)):
            break
        match = _match([_core(word.text) for word in some], vocabulary, addressed=addressed)
        if match and (best is None or match[0] > best[0] + 2):
            best = (match[0], size, match[1])
    if best is None:
        return None
    alike, size, name = best
    some = words[at : at + size]
    saw = " ".join(word.text for word in some)
    before, after = EDGE.match(some[0].text), EDGE.match(some[-1].text)
    becomes = (before[1] if before else "") + name.text + (after[3] if after else "")
    if becomes == saw:
        return None
    return size, Correction(some[0].start, some[-1].end, saw, becomes, BY_NAMES, round(alike / 100, 3))


def _match(cores: Sequence[str], vocabulary: Vocabulary, *, addressed: bool) -> tuple[float, Name] | None:
    together = "".join(cores)
    # Names are written with a capital; the recognizer keeps to that even where it mishears.
    if not together[:1].isupper() or len(together) < (SHORTEST_ADDRESSED if addressed else SHORTEST):
        return None
    known = is_german(cores[0]) if len(cores) == 1 else all(is_german(core) for core in cores)
    key = sounding(together)
    ranked = process.extract(key, vocabulary.keys, scorer=fuzz.ratio, limit=2)
    if not ranked:
        return None
    _key, alike, index = ranked[0]
    name = vocabulary.names[index]
    if name.text.casefold() == together.casefold() and len(cores) == 1:
        return None
    if len(ranked) > 1 and alike - ranked[1][1] < APART:
        return None
    person = name.kind == "person"
    if person and addressed:
        # „Frau Meier“ for Mayer: a German word, yet the same sound in a place where only a name can stand.
        least = 99.0 if known else ALIKE_ADDRESSED
    elif len(cores) > 1:
        # Torn at a seam: the letters are all there. Everyday words that stand beside each other are not a name.
        least = 97.0 if known else TORN
    elif known:
        return None
    else:
        least = ALIKE
    if alike < least or Levenshtein.distance(key[:1], sounding(name.text)[:1]) and alike < 90:
        return None
    return alike, name


def _is_address(text: str, vocabulary: Vocabulary) -> bool:
    core = _core(text).casefold().rstrip(".")
    return core in ADDRESS or core in vocabulary.first_names


def _parted(some: Sequence[Word]) -> bool:
    """Whether a mark stands between these words: a name does not run over it."""
    return any(re.search(r"[.,;:!?…]$", word.text) for word in some[:-1])


def _core(text: str) -> str:
    match = EDGE.match(text)
    return match[2] if match else text
