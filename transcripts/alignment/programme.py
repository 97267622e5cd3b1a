"""Which call belongs to which agenda item: the best assignment in agenda order, with skips, and how sure it is. Pure; ms."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from transcripts.alignment.cues import TITLE_WINDOW, Candidate, Entry, candidates
from transcripts.alignment.status import Finding, status_findings
from transcripts.words import Word

SKIP = 0.9  # what it costs to leave an item without a place
NEAR = 15_000  # ms: places closer than this to the chosen one are the same place when its confidence is asked for
FORBIDDEN = -9.0
# Out of order: in 69 real sessions 1.2 % of the changes ran backwards; only cue, number and title together may do so.
STRONG_TITLE = 0.5
OUT_OF_ORDER = 1.5  # what it costs
FAR = 30_000  # ms between two calls of which one is out of order


@dataclass(frozen=True, slots=True)
class Call:
    """The i-th entry of the agenda was called at `at` (ms). `confidence` 0–1; below 0.9 a person should look."""

    entry: int
    at: int
    confidence: float
    text: str
    in_order: bool = True


@dataclass(frozen=True, slots=True)
class Alignment:
    """Calls by time, and what was said about items that were not called (taken off, postponed)."""

    calls: tuple[Call, ...]
    findings: tuple[Finding, ...]


def align(words: Sequence[Word], agenda: Sequence[Entry]) -> Alignment:
    """Find where the items of the agenda were called. Items that were not called get no place."""
    places = candidates(words, agenda)
    findings = tuple(status_findings(words, agenda))

    scores = [
        [FORBIDDEN if _tells_fate(place, i, findings) else score(place, i, agenda) for place in places]
        for i in range(len(agenda))
    ]
    best, chosen = _best_chain(scores, places)
    calls = [
        Call(entry, places[j].at, _confidence(best - _best_chain(scores, places, (entry, j))[0]), places[j].text)
        for entry, j in chosen.items()
    ]
    calls += _out_of_order(places, agenda, scores, calls)
    return Alignment(
        tuple(sorted(calls, key=lambda call: call.at)),
        tuple(f for f in findings if not any(c.entry == f.entry and c.at > f.at for c in calls)),
    )


def _tells_fate(place: Candidate, index: int, findings: Sequence[Finding]) -> bool:
    """Whether this place says, or only leads up to saying, that the entry is taken off or postponed."""
    mere_title = not place.opens and not place.names_item
    return any(
        finding.entry == index
        and (finding.at == place.at or (mere_title and place.at < finding.at < place.at + TITLE_WINDOW))
        for finding in findings
    )


def same_number(printed: str, heard: str) -> bool:
    """Equal, or with the dots swallowed: „sechs vierundzwanzig“ becomes „Top 624“, which is 6.24."""
    printed = printed.strip(" .)")
    return bool(printed) and (
        printed == heard or ("." in printed and printed.replace(".", "") == heard.replace(".", ""))
    )


def score(place: Candidate, index: int, agenda: Sequence[Entry]) -> float:
    """What speaks for this place being the call of this entry; weights tuned on the shared recording and 12 real agendas."""
    number, similarity = agenda[index].number, place.titles[index]
    named = any(same_number(number, heard) for heard in place.numbers)
    value = -1.6 + 1.6 * place.opens + 0.5 * place.names_item + 0.4 * min(1.0, max(0, place.pause) / 1000)
    if named:
        value += 2.2
    elif any(heard.split(".")[0] == number.split(".")[0] for heard in place.numbers):
        value += 0.3
    elif similarity >= STRONG_TITLE and any(heard == number.split(".")[-1] for heard in place.numbers):
        pass  # of „fünf Punkt eins“ only the end was heard: no contradiction when the title says the same
    elif place.numbers:
        value -= 1.2
    value += 3.0 * max(0.0, similarity - 0.25) + (0.8 if similarity > 0.6 else 0.0)
    if place.says_last:
        value += 1.8 if index == len(agenda) - 1 else -1.5
    elif not named and similarity < 0.3:
        value -= 1.2  # a cue alone says nothing about *this* item
    if place.forbids:
        value -= 5.0
    if not place.opens and not place.names_item and similarity < 0.6:
        value -= 1.0  # somebody speaks about the matter
    return value


def _best_chain(
    scores: Sequence[Sequence[float]], places: Sequence[Candidate], without: tuple[int, int] | None = None
) -> tuple[float, dict[int, int]]:
    """Sum and places (entry → index) of the best assignment in agenda order; `without` forbids (entry, place) and its surroundings."""
    count = len(places)
    rows: list[list[float]] = [[0.0] * (count + 1)]
    back: list[list[str]] = []
    for i, own in enumerate(scores):
        above, row, step = rows[-1], [0.0] * (count + 1), [""] * (count + 1)
        for j in range(count + 1):
            row[j], step[j] = above[j] - SKIP, "skip"
            if j and row[j - 1] > row[j]:
                row[j], step[j] = row[j - 1], "left"
            if j:
                value = own[j - 1]
                if without and without[0] == i and abs(places[j - 1].at - places[without[1]].at) <= NEAR:
                    value = FORBIDDEN
                if above[j - 1] + value > row[j]:
                    row[j], step[j] = above[j - 1] + value, "call"
        rows.append(row)
        back.append(step)
    chosen: dict[int, int] = {}
    j = count
    for i in range(len(scores) - 1, -1, -1):
        while back[i][j] == "left":
            j -= 1
        if back[i][j] == "call":
            j -= 1
            chosen[i] = j
    return rows[-1][count], chosen


def _out_of_order(
    places: Sequence[Candidate], agenda: Sequence[Entry], scores: Sequence[Sequence[float]], calls: Sequence[Call]
) -> list[Call]:
    """Calls against the order, and items called a second time: only with cue, number and title all at once."""
    found: list[Call] = []
    for j, place in enumerate(places):
        if not place.opens or place.forbids:
            continue
        if any(abs(call.at - place.at) < FAR for call in (*calls, *found)):
            continue
        for i, entry in enumerate(agenda):
            named = any(same_number(entry.number, heard) for heard in place.numbers)
            if named and place.titles[i] >= STRONG_TITLE:
                confidence = _confidence(scores[i][j] + SKIP - OUT_OF_ORDER)
                found.append(Call(i, place.at, confidence, place.text, in_order=False))
                break
    return found


def _confidence(margin: float) -> float:
    """What the whole loses without this place, as a share: 0.9 and more was right in 99 % of simulated calls (docs/decisions/0004-speech.md)."""
    return 1 / (1 + math.exp(-(margin - 0.8) * 1.6))
