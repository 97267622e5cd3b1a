"""What is said about items that are not called: taken off, postponed, withdrawn. Proposals only; a person decides. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from transcripts.alignment.canonical import canonical
from transcripts.alignment.cues import NUMBER_AFTER, NUMBER_BEFORE, Entry, Titles, in_sentences
from transcripts.everyday import is_everyday
from transcripts.words import Word, plain

TITLE_ENOUGH = 0.6
# As `meetings.models.ItemState` calls it. Withdrawn by the mover also means that the item is off the agenda.
STATUSES = (
    ("taken_off", re.compile(r"\b(abgesetzt|entfällt|entfallen|fällt (heute )?(weg|aus)|gestrichen|zurückgezogen)\b")),
    ("taken_off", re.compile(r"\b(setzen|nehmen) wir\b.{0,60}\b(ab|von der (tagesordnung|§top)|herunter|runter)\b")),
    ("postponed", re.compile(r"\b(vertagt|verschoben|zurückgestellt)\b")),
    ("postponed", re.compile(r"\b(vertagen|verschieben) wir\b")),
)
# „Tagesordnungspunkt 8 ist heute abgeletzt“: the last word alone tells, and it is none that exists.
TELLS = re.compile(r"^(der |die )?§(top|punkt) #[\d.]+ (ist|wird|wurde)( heute| damit| hiermit)? (\w+)$")
MISHEARD = {"abgesetzt": "taken_off", "zurückgezogen": "taken_off", "vertagt": "postponed", "verschoben": "postponed"}
ALIKE = 80  # of 100; „abgelehnt“ and „abgestimmt“ are everyday words and not as near
# A wish, a condition, a question or a denial is no fact.
NOT_A_FACT = re.compile(
    r"\b(nicht|kein\w*|wenn|falls|ob|beantrag\w*|antrag auf|möchte\w*|soll\w*|könnte\w*|würde\w*|bitte\w*|wollen|will"
    r"|vorschlag\w*|schlage|damals|letzten (sitzung|mal)|stimmt|abstimm\w*)\b"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Somebody said at `at` (ms) that the i-th entry is `taken_off` or `postponed`."""

    entry: int
    status: str
    at: int
    text: str


def status_findings(words: Sequence[Word], agenda: Sequence[Entry]) -> Iterator[Finding]:
    """Sentences that state the fate of an item, by its number or, without one, by its title."""
    titles = Titles(agenda)
    for sentence in in_sentences(words):
        text = " ".join(token.text for token in canonical(sentence))
        status = next((name for name, pattern in STATUSES if pattern.search(text)), "") or _misheard_status(text)
        if not status or NOT_A_FACT.search(text) or sentence[-1].text.endswith("?"):
            continue
        entry = _entry_named(text, agenda)
        if entry is None:
            heard = [re.sub(r"[^\wäöüß]", "", word.text.lower()) for word in sentence]
            alike = titles.similarities(heard)
            entry = max(range(len(agenda)), key=lambda i: alike[i], default=None)
            if entry is None or alike[entry] < TITLE_ENOUGH:
                continue
        yield Finding(entry, status, sentence[0].start, plain(sentence))


def _misheard_status(text: str) -> str:
    told = TELLS.search(text)
    if not told or is_everyday(told[5]):
        return ""
    return next((status for word, status in MISHEARD.items() if fuzz.ratio(told[5], word) >= ALIKE), "")


def _entry_named(text: str, agenda: Sequence[Entry]) -> int | None:
    heard = NUMBER_AFTER.findall(text) + NUMBER_BEFORE.findall(text)
    for i, entry in enumerate(agenda):
        if entry.number.strip(" .)") and entry.number.strip(" .)") in heard:
            return i
    return None
