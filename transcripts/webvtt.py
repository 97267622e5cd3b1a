"""Subtitles and chapters as WebVTT, and the plain text. Pure: times come in as ms, public time through a function.

Subtitles as broadcasters make them: at most two lines of 42 characters, broken where the sentence allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from transcripts.words import Word, plain

LINE = 42
LINES = 2
SHORTEST = 800  # ms a cue stays at least, if the next one leaves room
LINGERS = 500  # ms a cue stays behind its last word
LONGEST = 6_500  # ms of speech in one cue
GAP = 1_200  # ms of silence that end a cue

# Meeting's clock → public time of one rendition, None where it was cut out (media/timeline.py).
PublicTime = Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class Cue:
    """A text shown from `start` to `end` (ms, public time)."""

    start: int
    end: int
    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class ChapterTitle:
    """A chapter's span (ms, meeting's clock) and title."""

    start: int
    end: int
    title: str


def subtitle_cues(words: Sequence[Word], public: PublicTime) -> list[Cue]:
    """The words as cues in public time; words that were cut out are not in it, and no cue runs across a cut."""
    placed: list[Word] = []
    for word in words:
        start, end = public(word.start), public(word.end)
        if start is not None and end is not None and end >= start:
            placed.append(Word(word.text, start, max(end, start + 1), word.confidence))
    cues: list[Cue] = []
    for group in _grouped(placed):
        cues.append(Cue(group[0].start, group[-1].end, tuple(_lines(group))))
    return list(_with_room(cues))


def chapter_cues(chapters: Iterable[ChapterTitle], public: PublicTime, *, duration: int) -> list[Cue]:
    """Chapters in public time, one behind the other; a chapter whose whole span was cut is left out.

    `duration`: public length of the rendition (ms).
    """
    starts: list[tuple[int, str]] = []
    for chapter in sorted(chapters, key=lambda chapter: chapter.start):
        start = _first_public(chapter, public)
        if start is not None and start < duration:
            starts.append((start, chapter.title))
    cues: list[Cue] = []
    for i, (start, title) in enumerate(starts):
        end = starts[i + 1][0] if i + 1 < len(starts) else duration
        if end > start:
            cues.append(Cue(start, end, (title,), f"chapter-{i + 1}"))
    return cues


def webvtt(cues: Iterable[Cue], *, language: str = "de") -> str:
    """A WebVTT file. Text is escaped; an empty file of cues is valid too."""
    blocks = ["WEBVTT\n"]
    for cue in cues:
        head = f"{cue.name}\n" if cue.name else ""
        text = "\n".join(escaped(line) for line in cue.lines)
        blocks.append(f"{head}{timestamp(cue.start)} --> {timestamp(cue.end)}\n{text}\n")
    return "\n".join(blocks)


def plain_text(paragraphs: Iterable[tuple[str, str]]) -> str:
    """(speaker or "", text) as plain text; a speaker is named when he changes."""
    out: list[str] = []
    last = ""
    for speaker, text in paragraphs:
        if speaker and speaker != last:
            out.append(f"\n{speaker}:" if out else f"{speaker}:")
        last = speaker or last
        out.append(text)
    return "\n".join(out) + "\n" if out else ""


def timestamp(ms: int) -> str:
    """`00:12:34.567`."""
    seconds, rest = divmod(max(ms, 0), 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def escaped(text: str) -> str:
    """Text of a cue: `&`, `<` and `>` as entities (so no `-->` either), no line breaks."""
    return " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _first_public(chapter: ChapterTitle, public: PublicTime) -> int | None:
    """Public start of a chapter; when its beginning was cut, the first instant that is left (to a tenth of a second)."""
    for at in range(chapter.start, chapter.end, 100):
        place = public(at)
        if place is not None:
            return place
    return None


def _grouped(words: Sequence[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and (
            word.start - group[-1].end > GAP
            or word.end - group[0].start > LONGEST
            or not _fits([*group, word])
            or (group[-1].text[-1:] in ".!?" and len(plain(group)) >= LINE // 2)
        ):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _fits(words: Sequence[Word]) -> bool:
    return len(_lines(words)) <= LINES


def _lines(words: Sequence[Word]) -> list[str]:
    """The words in lines of at most LINE characters; two lines are made about equal. A longer single word is broken."""
    texts = [part for word in words for part in _broken(word.text)]
    whole = " ".join(texts)
    if len(whole) <= LINE:
        return [whole]
    if len(whole) <= LINES * LINE:
        breaks = [i for i in range(1, len(texts)) if max(len(" ".join(texts[:i])), len(" ".join(texts[i:]))) <= LINE]
        if breaks:
            best = min(breaks, key=lambda i: abs(len(" ".join(texts[:i])) - len(" ".join(texts[i:]))))
            return [" ".join(texts[:best]), " ".join(texts[best:])]
    lines = [""]
    for text in texts:
        if lines[-1] and len(lines[-1]) + 1 + len(text) > LINE:
            lines.append(text)
        else:
            lines[-1] = f"{lines[-1]} {text}".strip()
    return lines


def _broken(text: str) -> list[str]:
    return [text[i : i + LINE] for i in range(0, len(text), LINE)]


def _with_room(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Cues that linger a little behind the last word, never into the next one."""
    for i, cue in enumerate(cues):
        wanted = max(cue.end + LINGERS, cue.start + SHORTEST)
        end = min(wanted, max(cues[i + 1].start, cue.start + 1)) if i + 1 < len(cues) else wanted
        yield Cue(cue.start, max(end, cue.start + 1), cue.lines, cue.name)
