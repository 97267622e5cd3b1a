"""What the stages of speech hand to each other: words and utterances, and the compact bytes in which words are stored.

All times are whole milliseconds on the meeting's clock once a recording's offset is added (`shifted`); before that, on the
clock of the file. A confidence is the engine's own probability (0–1); None where the engine gave none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

FORMAT = 1
UNKNOWN = 255
STEPS = 250  # probabilities are kept in steps of 0.004: finer than any engine's own accuracy


class UnreadableWords(ValueError):
    """Stored bytes are not words written by `pack`; `code` is `unknown_format` or `cut_short`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Word:
    """One word as recognised, with its punctuation; no space around it."""

    text: str
    start: int
    end: int
    confidence: float | None = None

    @property
    def middle(self) -> int:
        """The instant that decides to which piece, chapter or turn the word belongs (ms)."""
        return (self.start + self.end) // 2


@dataclass(frozen=True, slots=True)
class Utterance:
    """What the engine gave out in one go, with the numbers that tell speech from invention (None: not told)."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    compression_ratio: float | None = None
    no_speech_probability: float | None = None
    average_log_probability: float | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """Some seconds of speech that are shown, sought and quoted together."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Start of the first word (ms)."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """End of the last word (ms), at least 1 ms after the start."""
        return max(self.words[-1].end, self.start + 1)

    @property
    def text(self) -> str:
        """The words as recognised."""
        return plain(self.words)

    @property
    def confidence(self) -> float | None:
        """Mean of the engine's probabilities; None unless every word has one."""
        return confidence_of(self.words)


def plain(words: Iterable[Word]) -> str:
    """The words as running text."""
    return " ".join(word.text for word in words)


def confidence_of(words: Sequence[Word]) -> float | None:
    """Mean of the engine's probabilities; None when there are no words or one of them has none."""
    known = [word.confidence for word in words if word.confidence is not None]
    return fmean(known) if known and len(known) == len(words) else None


def shifted(words: Iterable[Word], by: int) -> list[Word]:
    """The same words `by` ms later: from a file's clock to the meeting's."""
    return [replace(word, start=word.start + by, end=word.end + by) for word in words]


def joined(tokens: Iterable[Word]) -> Iterator[Word]:
    """Whole words from an engine's tokens: Whisper writes „5.1“ as „ 5“ and „.1“; only a leading space begins a word.

    `text` still carries its leading space here and loses it on the way.
    """
    current: Word | None = None
    for token in tokens:
        if not token.text.strip():
            continue
        if current is not None and not token.text[0].isspace():
            known = [c for c in (current.confidence, token.confidence) if c is not None]
            current = Word(
                current.text + token.text.strip(),
                current.start,
                max(current.end, token.end),
                min(known) if len(known) == 2 else None,
            )
            continue
        if current is not None:
            yield current
        current = replace(token, text=token.text.strip())
    if current is not None:
        yield current


def pack(words: Sequence[Word]) -> bytes:
    """Words as bytes: about seven plus the letters for each. Probabilities are rounded to 1/250."""
    out = bytearray([FORMAT])
    clock = 0
    for word in words:
        text = word.text.encode()
        _put(out, _zigzag(word.start - clock))
        _put(out, _zigzag(word.end - word.start))
        out.append(UNKNOWN if word.confidence is None else round(min(max(word.confidence, 0.0), 1.0) * STEPS))
        _put(out, len(text))
        out += text
        clock = word.start
    return bytes(out)


def unpack(data: bytes | memoryview) -> list[Word]:
    """The words of `pack`. Raises UnreadableWords."""
    data = bytes(data)
    if not data:
        return []
    if data[0] != FORMAT:
        raise UnreadableWords("unknown_format", format=data[0])
    words: list[Word] = []
    at, clock = 1, 0
    try:
        while at < len(data):
            step, at = _get(data, at)
            length, at = _get(data, at)
            level = data[at]
            size, at = _get(data, at + 1)
            if at + size > len(data):
                raise UnreadableWords("cut_short", at=at)
            clock += _unzigzag(step)
            confidence = None if level == UNKNOWN else level / STEPS
            words.append(Word(data[at : at + size].decode(), clock, clock + _unzigzag(length), confidence))
            at += size
    except IndexError:
        raise UnreadableWords("cut_short", at=at) from None
    return words


def _zigzag(value: int) -> int:
    """Signed to unsigned: times before the meeting's zero are negative."""
    return value << 1 if value >= 0 else (-value << 1) - 1


def _unzigzag(value: int) -> int:
    return -((value + 1) >> 1) if value & 1 else value >> 1


def _put(out: bytearray, value: int) -> None:
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def _get(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
