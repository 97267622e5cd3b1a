"""Which piece of a long recording which worker hears: whole windows, from pause to pause. All times in ms on the file's clock.

A whole meeting in one go would need 3.2 GB of memory per hour; windows need 0.5 GB for ever, a killed worker loses one piece,
and several workers share one recording.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import soundfile

from transcripts.recognizers.base import RATE, Samples
from transcripts.recognizers.voice import speech_spans
from transcripts.windows import Span, Window, windows_of

LONGEST = 300_000  # of a piece: what a killed worker loses
WORKERS = 2
PAIR = 2  # windows
BLOCK = 150_000  # voice activity is looked for in blocks of this length: bounded memory, and a thread for each core


class UnreadableSound(Exception):
    """The mezzanine cannot be read (`not_readable`) or is not 16 kHz mono (`wrong_form`)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the recording that one worker recognizes; `name` is also the name of its file and its stage."""

    name: str
    starts: int
    ends: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """The pieces of a recording of `duration` ms; between them nobody speaks."""

    duration: int
    pieces: tuple[Piece, ...]

    def dumps(self) -> str:
        """As JSON, for the plan's file."""
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> Plan:
        """From the plan's file."""
        content: dict[str, Any] = json.loads(text)
        return cls(content["duration"], tuple(_piece_from(piece) for piece in content["pieces"]))


def _piece_from(row: dict[str, Any]) -> Piece:
    windows = (
        Window(window["starts"], window["ends"], tuple((start, end) for start, end in window["speech"]))
        for window in row["windows"]
    )
    return Piece(row["name"], row["starts"], row["ends"], tuple(windows))


def plan_pieces(speech: Sequence[Span], duration: int, *, workers: int = WORKERS, longest: int = LONGEST) -> Plan:
    """Windows in pieces of at most `longest` ms, smaller towards the end: nobody waits long for another's last one.

    Each piece is a fair share of half of what is left (guided self-scheduling, Polychronopoulos and Kuck 1987), in pairs of
    windows, because two are heard together for less; the last ones come alone. Windows do not depend on how they are put
    together, so this changes no word.
    """
    windows = windows_of(speech, duration)
    left = sum(_length(window) for window in windows)
    pieces: list[Piece] = []
    at = 0
    while at < len(windows):
        share = min(longest, left // (2 * workers))
        step = PAIR if len(windows) - at > workers else 1
        own = windows[at : at + step]
        while more := windows[at + len(own) : at + len(own) + step]:
            if sum(map(_length, (*own, *more))) > share:
                break
            own += more
        at += len(own)
        left -= sum(map(_length, own))
        pieces.append(Piece(f"{len(pieces):04d}", own[0].starts, own[-1].ends, tuple(own)))
    return Plan(duration, tuple(pieces))


def _length(window: Window) -> int:
    return sum(end - start for start, end in window.stretches)


def plan_file(sound: Path, *, workers: int = WORKERS, longest: int = LONGEST) -> Plan:
    """The plan for a mezzanine (16 kHz mono): voice activity over blocks, then windows, then pieces. Raises UnreadableSound."""
    return plan_pieces(merged(spans_in(sound)), duration_of(sound), workers=workers, longest=longest)


def spans_in(sound: Path) -> Iterator[Span]:
    """Spans with speech (ms), block by block, on as many threads as there are cores: listening releases the interpreter."""
    frames = BLOCK * RATE // 1000
    with _opened(sound) as file:
        length = len(file)

    def listen(first: int) -> list[Span]:
        with _opened(sound) as file:
            file.seek(first)
            begins = first * 1000 // RATE
            block: Samples = file.read(frames, dtype="float32")
            return [(begins + start, begins + end) for start, end in speech_spans(block)]

    with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as threads:
        for spans in threads.map(listen, range(0, length, frames)):
            yield from spans


def merged(spans: Iterable[Span], *, gap: int = 200) -> list[Span]:
    """Spans in order, with those joined that are less than `gap` ms apart (a block's border may part a word)."""
    out: list[Span] = []
    for start, end in spans:
        if out and start - out[-1][1] < gap:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


def duration_of(sound: Path) -> int:
    """Length of the mezzanine (ms). Raises UnreadableSound."""
    with _opened(sound) as file:
        return len(file) * 1000 // RATE


def read_window(sound: Path, window: Window) -> Samples:
    """The samples from the start of a window to its end. Raises UnreadableSound."""
    with _opened(sound) as file:
        file.seek(window.starts * RATE // 1000)
        samples: Samples = file.read((window.ends - window.starts) * RATE // 1000, dtype="float32")
        return samples


def _opened(sound: Path) -> soundfile.SoundFile:
    try:
        file = soundfile.SoundFile(sound)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableSound("not_readable", file=sound.name, reason=str(error)) from error
    if file.samplerate != RATE or file.channels != 1:
        file.close()
        raise UnreadableSound("wrong_form", file=sound.name, rate=file.samplerate, channels=file.channels)
    return file
