"""Sentence-like segments of 3 to 12 s out of a stream of words. Pure; times in ms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from transcripts.words import Sentence, Word

SHORTEST = 3_000
LONGEST = 12_000
PAUSE = 900  # silence after which a new sentence begins even without a full stop
APART = 2_000  # over a silence this long nothing is joined, however short it stays
ABBREVIATION = re.compile(
    r"(\d+|[A-Za-zÄÖÜ]|[A-Za-z]\.[A-Za-z]|[A-Z](\.[A-Z])+|Nr|Abs|Art|Dr|Prof|St|bzw|ca|usw|vgl|T\.?O\.?P?)\."
)


def sentences(words: Sequence[Word], *, borders: Iterable[int] = ()) -> list[Sentence]:
    """Segments of about 3–12 s: ends of sentences and pauses first, then short ones joined and long ones parted.

    `borders`: instants where a segment must not run across, such as a change of speaker; a word belongs where its middle is.
    """
    marks = sorted(borders)
    out: list[Sentence] = []
    for stretch in _between(words, marks):
        whole = [part for sentence in _at_full_stops(stretch) for part in _parted(sentence)]
        out += [Sentence(tuple(part)) for part in _joined(whole)]
    return out


def ends_sentence(word: Word, following: Word | None) -> bool:
    """Whether a sentence ends behind this word: full stop (not of „5.“ or „Nr.“), or a pause."""
    if following is None or following.start - word.end > PAUSE:
        return True
    return word.text[-1:] in ".!?…" and not ABBREVIATION.fullmatch(word.text)


def _between(words: Sequence[Word], marks: list[int]) -> list[list[Word]]:
    stretches: list[list[Word]] = [[]]
    index = 0
    for word in words:
        while index < len(marks) and word.middle >= marks[index]:
            index += 1
            if stretches[-1]:
                stretches.append([])
        stretches[-1].append(word)
    return [stretch for stretch in stretches if stretch]


def _at_full_stops(words: list[Word]) -> list[list[Word]]:
    out: list[list[Word]] = [[]]
    for i, word in enumerate(words):
        out[-1].append(word)
        if i + 1 < len(words) and ends_sentence(word, words[i + 1]):
            out.append([])
    return [part for part in out if part]


def _parted(words: list[Word]) -> list[list[Word]]:
    """Parts of at most LONGEST: at the best comma or pause near the middle, and again."""
    if _length(words) <= LONGEST or len(words) < 2:
        return [words]
    middle = (words[0].start + words[-1].end) / 2
    span = words[-1].end - words[0].start

    def worth(i: int) -> float:
        before, after = words[i - 1], words[i]
        comma = 1.0 if before.text[-1:] in ",;:–" else 0.0
        pause = min(after.start - before.end, 600) / 600
        return comma + 1.5 * pause - 3.0 * abs((before.end + after.start) / 2 - middle) / span

    best = max(range(1, len(words)), key=worth)
    return _parted(words[:best]) + _parted(words[best:])


def _joined(parts: list[list[Word]]) -> list[list[Word]]:
    """Short parts joined to their neighbour: the nearer one, while the whole stays short enough."""
    out = [list(part) for part in parts]
    i = 0
    while i < len(out):
        if _length(out[i]) >= SHORTEST:
            i += 1
            continue
        choices: list[tuple[int, int]] = []
        for left in (i - 1, i):
            if 0 <= left < len(out) - 1:
                gap = out[left + 1][0].start - out[left][-1].end
                whole = out[left + 1][-1].end - out[left][0].start
                if gap < APART and whole <= LONGEST:
                    choices.append((gap, left))
        if not choices:
            i += 1
            continue
        _gap, left = min(choices)
        out[left : left + 2] = [out[left] + out[left + 1]]
        i = left
    return out


def _length(words: list[Word]) -> int:
    return words[-1].end - words[0].start
