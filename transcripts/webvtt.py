"""WebVTT (W3C, 4 April 2019): subtitles and chapters in public time, and the words as plain text. Pure.

Words come in ms on the meeting's clock; `to_public` maps them to public ms of one rendition (None: not in it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from transcripts.words import Word, plain

LINE = 42  # characters; two lines stay readable on a phone (EBU-TT-D and broadcasters' practice)
LINES = 2
LONGEST = 7_000  # ms a cue stands at most
SHORTEST = 1_000  # ms a cue stands at least, where the next one leaves the time
ToPublic = Callable[[int], int | None]


@dataclass(frozen=True, slots=True)
class Cue:
    """Some lines from `starts` to `ends` (public ms)."""

    starts: int
    ends: int
    text: str


def subtitles(sentences: Iterable[Sequence[Word]], to_public: ToPublic) -> list[Cue]:
    """Cues of at most two lines; a cue of which a part is not public is left out as a whole."""
    cues: list[Cue] = []
    for words in sentences:
        for part in _parts(words):
            starts, ends = to_public(part[0].start), to_public(part[-1].end - 1)
            if starts is None or ends is None or ends - starts > part[-1].end - part[0].start:
                continue
            ends += 1
            if cues and starts < cues[-1].ends:
                starts = cues[-1].ends
            if ends > starts:
                cues.append(Cue(starts, ends, "\n".join(lines_of(plain(part)))))
    return _stretched(cues)


def _parts(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Words in groups that fit a cue; a new group rather begins behind a comma than in the middle of a thought."""
    part: list[Word] = []
    for word in words:
        if part and (not _fits(part, word) or (part[-1].text[-1:] in ".!?" and len(plain(part)) > LINE)):
            cut = _comma(part)
            yield part[:cut]
            part = part[cut:]
        part.append(word)
    if part:
        yield part


def _fits(part: Sequence[Word], word: Word) -> bool:
    return len(lines_of(plain([*part, word]))) <= LINES and word.end - part[0].start <= LONGEST


def _comma(part: Sequence[Word]) -> int:
    for index in range(len(part) - 1, len(part) // 2, -1):
        if part[index - 1].text[-1:] in ",;:–.!?":
            return index
    return len(part)


def lines_of(text: str) -> list[str]:
    """Lines of at most LINE characters, two of about the same length; a single longer word keeps a line of its own."""
    lines: list[str] = []
    for token in text.split():
        if lines and len(lines[-1]) + 1 + len(token) <= LINE:
            lines[-1] += f" {token}"
        else:
            lines.append(token)
    if len(lines) == LINES:
        tokens = text.split()
        splits: list[tuple[str, str]] = [(" ".join(tokens[:n]), " ".join(tokens[n:])) for n in range(1, len(tokens))]
        fitting = [pair for pair in splits if max(map(len, pair)) <= LINE]
        if fitting:
            first, second = min(fitting, key=lambda pair: abs(len(pair[0]) - len(pair[1])))
            return [first, second]
    return lines


def _stretched(cues: list[Cue]) -> list[Cue]:
    """Cues too short to read stay until they are long enough or the next one begins."""
    out: list[Cue] = []
    for index, cue in enumerate(cues):
        following = cues[index + 1].starts if index + 1 < len(cues) else cue.starts + SHORTEST
        out.append(Cue(cue.starts, max(cue.ends, min(cue.starts + SHORTEST, following)), cue.text))
    return out


def chapters(
    marks: Iterable[tuple[int, int, str]], to_public: ToPublic, spans: Sequence[tuple[int, int, int]]
) -> list[Cue]:
    """One cue a chapter (start, end on the meeting's clock, title); what of it is not public is not counted.

    `spans`: (meeting's clock, public time, length) of what is in the rendition, in order.
    """
    cues: list[Cue] = []
    for starts, ends, title in marks:
        inside = [
            (public + max(starts, meeting) - meeting, public + min(ends, meeting + length) - meeting)
            for meeting, public, length in spans
            if starts < meeting + length and meeting < ends
        ]
        if inside and inside[-1][1] > inside[0][0]:
            cues.append(Cue(inside[0][0], inside[-1][1], " ".join(title.split())))
    return sorted(cues, key=lambda cue: cue.starts)


def document(cues: Iterable[Cue]) -> str:
    """The file: header, then cues with escaped text."""
    blocks = [f"{time(cue.starts)} --> {time(cue.ends)}\n{escaped(cue.text)}" for cue in cues]
    return "\n\n".join(["WEBVTT", *blocks]) + "\n"


def time(ms: int) -> str:
    """`01:02:03.456`."""
    seconds, rest = divmod(max(ms, 0), 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}.{rest:03d}"


def escaped(text: str) -> str:
    """Text that a parser takes for nothing but text."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain_text(turns: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Speaker and sentences, one paragraph a turn; the first line says what this is not."""
    paragraphs = ["Automatisch erzeugt, nicht geprüft – nicht die Niederschrift."]
    for speaker, sentences in turns:
        said = " ".join(sentences)
        paragraphs.append(f"{speaker}: {said}" if speaker else said)
    return "\n\n".join(paragraphs) + "\n"
