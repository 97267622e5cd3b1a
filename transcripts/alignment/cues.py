"""Places where an agenda item may have been called, and what speaks for each of them. Pure; times in ms."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from transcripts.alignment.canonical import canonical
from transcripts.segmenting import ends_sentence
from transcripts.words import Word, plain

NEARBY = 20  # sentences; more do not begin within the window
TITLE_WINDOW = 12_000  # ms behind the start of the call in which its title is looked for


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the agenda as the aligner sees it: its printed number (may be empty) and its title."""

    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """The start of a sentence and its cues. `titles[i]`: similarity (0–1) of what follows to the i-th entry's title."""

    at: int
    text: str
    tokens: str
    opens: bool
    forbids: bool
    names_item: bool
    says_last: bool
    numbers: tuple[str, ...]
    pause: int
    titles: tuple[float, ...]


# How chairs call an item, on canonical tokens. „ruf“, „hof“, „ufer“: what the recognizer makes of „rufe“.
OPENS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(ruf|hof|ufer)\w*\b.{0,60}§(top|punkt)",
        r"§(top|punkt).{0,60}\bauf\b",
        r"\b(ruf|hof|ufer)\w*\b.{0,40}\btagesordnung\b",
        r"\brufe\b.{0,25}\bauf\b",
        r"\brufe\b.{0,12}#",
        r"\bkomm\w*\b.{0,30}\b(zu[mr]?|nun)\b.{0,30}(§top|§punkt|nächste|letzte|#)",
        r"\bkomm\w*( wir)?( nun| jetzt| dann)? §top",
        r"\b(sind|wären) wir\b.{0,20}\b(bei|beim|am)\b.{0,20}(§top|§punkt|#)",
        r"\bnächste[rnms]?\b.{0,20}(§top|§punkt)",
        r"\bals nächste[rs]?\b",
        r"\bletzte[rnms]?\b.{0,12}(§top|§punkt)",
        r"\b(weiter|fort|fahren|geht es|gehen wir)\b.{0,20}\b(mit|zu[mr]?|über)\b.{0,20}(§top|§punkt|#)",
        r"\b(eröffne|aufgerufen|behandeln|beraten|haben wir|folgt|folgen)\b.{0,40}(§top|§punkt)",
        r"^(und |zu[m]? |dann |jetzt |nun |es folgt |wir haben )?§(top|punkt) #",
        r"§(top|punkt) #[\d.]+ (der|unserer) tagesordnung",
    )
)
_MENTION = r"\b(besprochen|behandelt|beraten|erwähnt|gesagt|schon|bereits|später|nachher|noch|gehört|hatten|gehabt)\b"
FORBIDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(unter|wie|beim?|schon|bereits?)( dem| diesem)? §(top|punkt) #[\d.]+\b.{{0,60}}{_MENTION}",
        r"\b(später|nachher|noch|bereits?|schon|vorhin|eben)\b.{0,30}(unter|bei|zu).{0,6}§(top|punkt)",
        r"§(top|punkt) #[\d.]+\b.{0,40}\b(abgesetzt|vertagt|entfällt|fällt weg|zurückgezogen|zurückgestellt|verschoben"
        r"|\w*ledigt|abgeschlossen|beendet)\b",
        r"\b(damit|somit) ist\b.{0,30}§(top|punkt)",
        r"^(und |der |die )?§(top|punkt) #[\d.]+ (ist|wird|wurde|sind|entf\w*|fällt|war)\b",
        r"\b(zurück|rückblick|nachtrag|protokoll|niederschrift)\b.{0,20}§(top|punkt) #[\d.]+.{0,30}\bletzten\b",
    )
)
LAST = re.compile(r"\bletzte[rnms]?\b.{0,14}(§top|§punkt)")
NUMBER_AFTER = re.compile(r"§(?:top|punkt)(?: [^#§ ]+){0,2} #([\d.]+)")
NUMBER_BEFORE = re.compile(r"#([\d.]+)°? §(?:top|punkt)")
NUMBER_ALONE = re.compile(r"\b(?:bei|zu) #([\d.]+)")
STOP_WORDS = frozenset(
    [
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "und",
        "oder",
        "zu",
        "zum",
        "zur",
        "im",
        "in",
        "am",
        "an",
        "auf",
        "für",
        "von",
        "vom",
        "bei",
        "mit",
        "ein",
        "eine",
        "einer",
        "eines",
        "über",
        "aus",
        "sowie",
        "gemäß",
        "nach",
        "lage",
    ]
)
WORDS = re.compile(r"[\wäöüß]+")
# German writes them with a capital letter only where a sentence begins, even if the full stop before was not heard.
BEGINNINGS = frozenset(["Dann", "Damit", "Somit", "Wir", "Ich", "Nun", "Jetzt", "Als", "Weiter", "Und"])
# The chair opens the sitting and calls the first item in one breath: the call begins there.
OPENING = re.compile(r"\beröffn\w*\b.{0,30}\b(sitzung|versammlung|\w*rat(es|s)?|\w*ausschuss(es)?)\b")
ONE_BREATH = 1_000


def in_sentences(words: Sequence[Word]) -> list[list[Word]]:
    """The words by sentence, as the recognizer punctuated and paused them (not joined to 3–12 s)."""
    out: list[list[Word]] = [[]]
    for i, word in enumerate(words):
        out[-1].append(word)
        if i + 1 < len(words) and (ends_sentence(word, words[i + 1]) or words[i + 1].text in BEGINNINGS):
            out.append([])
    return [sentence for sentence in out if sentence]


def candidates(words: Sequence[Word], agenda: Sequence[Entry]) -> list[Candidate]:
    """Every sentence that could be a call: it has a cue, or it begins with words of a title."""
    titles = Titles(agenda)
    flat = [re.sub(r"[^\wäöüß]", "", word.text.lower()) for word in words]
    starts = [word.start for word in words]
    found: list[Candidate] = []
    silent_since = 0
    spoken = [(sentence, *_cues(sentence)) for sentence in in_sentences(words)]
    for n, (sentence, text, opens) in enumerate(spoken):
        start = sentence[0].start
        until = start + TITLE_WINDOW
        if not opens:
            # What is said before a call is not the call: the title heard there belongs to the sentence with the cue.
            mention = "§" in text
            calls = (
                other[0].start
                for other, tokens, cue in spoken[n + 1 : n + 1 + NEARBY]
                if cue or ("§" in tokens and not mention)
            )
            until = min(until, next(calls, until))
        heard = flat[bisect_left(starts, start) : bisect_left(starts, until)]
        candidate = _candidate(sentence, text, opens, heard, titles, pause=start - silent_since)
        if n and candidate.at - silent_since < ONE_BREATH and OPENING.search(spoken[n - 1][1]):
            candidate = replace(candidate, at=spoken[n - 1][0][0].start)
        silent_since = sentence[-1].end
        if candidate.opens or candidate.names_item or max(candidate.titles, default=0) > 0.3:
            found.append(candidate)
    return found


def _cues(sentence: Sequence[Word]) -> tuple[str, bool]:
    """The sentence in canonical tokens, and whether it sounds like a call."""
    text = " ".join(token.text for token in canonical(sentence))
    return text, any(pattern.search(text) for pattern in OPENS)


def _candidate(
    sentence: Sequence[Word], text: str, opens: bool, heard: Sequence[str], titles: Titles, *, pause: int
) -> Candidate:
    names_item = "§" in text
    numbers = NUMBER_AFTER.findall(text) + NUMBER_BEFORE.findall(text)
    if opens:
        numbers += NUMBER_ALONE.findall(text)
    return Candidate(
        at=sentence[0].start,
        text=plain(sentence),
        tokens=text,
        opens=opens,
        forbids=any(pattern.search(text) for pattern in FORBIDS),
        names_item=names_item,
        says_last=bool(LAST.search(text)),
        numbers=tuple(number.strip(".") for number in numbers),
        pause=pause,
        titles=titles.similarities(heard, only_by_stem=not (opens or names_item)),
    )


class Titles:
    """The titles of an agenda, prepared for comparison; words that many titles share count less."""

    def __init__(self, agenda: Sequence[Entry]) -> None:
        split = [WORDS.findall(entry.title.lower()) for entry in agenda]
        shared = Counter(word for words in split for word in set(words))
        self._weights = [
            {w: min(1.5, len(w) / 8) / shared[w] for w in words if len(w) >= 4 and w not in STOP_WORDS}
            for words in split
        ]
        self._stems = [{w[:6] for w in words if len(w) >= 6 and w not in STOP_WORDS} for words in split]

    def similarities(self, heard: Sequence[str], *, only_by_stem: bool = False) -> tuple[float, ...]:
        """Similarity (0–1) of the words heard to each title; `only_by_stem`: only where one begins alike, else 0."""
        stems = {word[:6] for word in heard} if only_by_stem else set()
        pool = [word for word in heard if len(word) >= 3]
        pool += [a + b for a, b in itertools.pairwise(heard)]
        pool += [a + b + c for a, b, c in zip(heard, heard[1:], heard[2:], strict=False)]
        return tuple(
            _similarity(weights, pool) if not only_by_stem or own & stems else 0.0
            for weights, own in zip(self._weights, self._stems, strict=True)
        )


def _similarity(weights: dict[str, float], pool: Sequence[str]) -> float:
    """Share of the title's weight that was heard; a word counts from a similarity of 68 % on (compounds may be torn)."""
    total = sum(weights.values())
    if not total:
        return 0.0
    heard = 0.0
    for word, weight in weights.items():
        best = max((fuzz.ratio(word, other) for other in pool if abs(len(other) - len(word)) <= 4), default=0.0)
        if best >= 68:
            heard += weight * (best - 50) / 50
    return heard / total
