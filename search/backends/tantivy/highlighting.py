"""Finding the words of a question in a text again, by the analysis that indexed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from search.backends.tantivy.analysis import Analyzer, Token


class Mark(NamedTuple):
    """Character offsets of a found word; `weight` tells a word (1.0) from a compound's part."""

    start: int
    end: int
    weight: float
    group: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark: sequences of terms (one term each for plain words), parts and beginnings, each with its group
    (the word of the question it stands for)."""

    sequences: Sequence[tuple[tuple[str, ...], int]] = ()
    beginnings: Sequence[tuple[str, int]] = ()
    parts: Mapping[str, int] = field(default_factory=dict)


def wanted(analyzer: Analyzer, words: str = "", phrases: Iterable[str] = (), prefixes: Iterable[str] = ()) -> Wanted:
    """Collects what a question asks for."""
    sequences: list[tuple[tuple[str, ...], int]] = []
    parts: dict[str, int] = {}
    beginnings: list[tuple[str, int]] = []
    group = 0
    for group, ways in enumerate(analyzer.question(words), start=1):
        for way in ways:
            if way.within == "parts":
                parts.setdefault(way.terms[0], group)
            else:
                sequences.append((tuple(way.terms), group))
    for phrase in phrases:
        group += 1
        terms = tuple(analyzer.phrase(phrase))
        if terms:
            sequences.append((terms, group))
    for prefix in prefixes:
        group += 1
        _, beginning, also = analyzer.prefix(prefix)
        if beginning:
            beginnings.append((beginning, group))
            sequences.append(((also,), group))
    return Wanted(sequences, beginnings, parts)


def marks(tokens: Sequence[Token], want: Wanted) -> list[Mark]:
    """The found words in order, each once."""
    whole = [token for token in tokens if not token.part]
    single: dict[str, int] = {}
    longer: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for terms, group in want.sequences:
        if len(terms) == 1:
            single.setdefault(terms[0], group)
        else:
            longer.setdefault(terms[0], []).append((terms, group))
    found: dict[tuple[int, int], Mark] = {}
    for at, token in enumerate(whole):
        place = (token.start, token.end)
        if token.term in single:
            found[place] = Mark(*place, 1.0, single[token.term])
        for terms, group in longer.get(token.term, ()):
            run = whole[at : at + len(terms)]
            if tuple(t.term for t in run) == terms:
                for t in run:
                    found[(t.start, t.end)] = Mark(t.start, t.end, 1.0, group)
        if place not in found:
            for beginning, group in want.beginnings:
                if token.term.startswith(beginning):
                    found[place] = Mark(*place, 1.0, group)
                    break
    for token in tokens:
        place = (token.start, token.end)
        if token.part and token.term in want.parts and place not in found:
            found[place] = Mark(*place, 0.5, want.parts[token.term])
    return [found[place] for place in sorted(found)]


def window(text: str, found: Sequence[Mark], length: int) -> tuple[int, int]:
    """The stretch of about `length` characters with most different words of the question, cut at blanks."""
    if len(text) <= length:
        return 0, len(text)
    best, best_value = 0, -1.0
    for first in found:
        inside = [mark for mark in found if first.start <= mark.start and mark.end <= first.start + length * 3 // 4]
        groups: dict[int, float] = {}
        for mark in inside:
            groups[mark.group] = max(groups.get(mark.group, 0.0), mark.weight)
        value = sum(groups.values()) + 0.01 * len(inside)
        if value > best_value:
            best, best_value = first.start, value
    start = max(0, min(best - length // 5, len(text) - length))
    end = min(len(text), start + length)
    if start > 0:
        blank = text.find(" ", start, start + 30)
        start = blank + 1 if blank >= 0 else start
    if end < len(text):
        blank = text.rfind(" ", end - 30, end)
        end = blank if blank > start else end
    return start, end


def marked_html(
    text: str,
    found: Sequence[Mark],
    *,
    length: int | None = None,
    before: str = "<mark>",
    after: str = "</mark>",
) -> str:
    """Escaped text with the found words marked; shortened to the best stretch when a length is given."""
    start, end = window(text, found, length) if length else (0, len(text))
    out = ["… "] if start > 0 else []
    at = start
    for mark in found:
        if mark.start < at or mark.end > end:
            continue
        out += [escape(text[at : mark.start]), before, escape(text[mark.start : mark.end]), after]
        at = mark.end
    out.append(escape(text[at:end]))
    if end < len(text):
        out.append(" …")
    return "".join(out)
