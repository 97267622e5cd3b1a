"""Where a long recording is cut into pieces, and which words belong to which piece. All times in ms on the file's clock.

A whole meeting in one go would need 3.2 GB of memory per hour; pieces of some minutes need 0.5 GB for ever, a killed
worker loses one of them, and several workers share one recording.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from typing import Any

import soundfile

from transcripts.recognizers.base import RATE, Samples
from transcripts.recognizers.voice import speech_spans
from transcripts.words import Utterance, Word

TARGET = 300_000
LONGEST = 600_000
SHARED_FROM = 120_000  # a recording longer than this is worth a second worker
WORKERS = 2
SHORTEST_SILENCE = 500
OVERLAP = 1_000
BLOCK = 600_000  # voice activity is looked for in blocks of this length: bounded memory
LEEWAY = 0.35  # a cut may move by this share of a piece to find a longer silence

Span = tuple[int, int]


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

    def owns(self, word: Word) -> bool:
        """A word belongs to the piece that holds its middle: none is doubled, none lost."""
        return self.starts <= word.middle < self.ends


@dataclass(frozen=True, slots=True)
class Plan:
    """The pieces of a recording of `duration` ms, without gap or overlap."""

    duration: int
    pieces: tuple[Piece, ...]

    def dumps(self) -> str:
        """As JSON, for the plan's file."""
        return json.dumps(asdict(self), indent=1)

    @classmethod
    def loads(cls, text: str) -> Plan:
        """From the plan's file."""
        content: dict[str, Any] = json.loads(text)
        return cls(content["duration"], tuple(Piece(**piece) for piece in content["pieces"]))


def piece_length(duration: int, *, workers: int = WORKERS, target: int = TARGET) -> int:
    """Length to aim for (ms): near `target`, and a multiple of `workers` pieces, so that none waits for another's last one."""
    if duration <= SHARED_FROM:
        return max(duration, 1)
    return ceil(duration / (workers * ceil(duration / (workers * target))))


def plan_pieces(speech: Sequence[Span], duration: int, *, length: int, longest: int = LONGEST) -> Plan:
    """Cut in the middle of the longest silence near every `length` ms; `speech` are spans with speech, in order.

    Where nobody pauses near the place, the longest pause before `longest` is taken, and without any the place itself.
    """
    silences = [(before[1], after[0]) for before, after in itertools.pairwise(speech)]
    if speech:
        silences = [(0, speech[0][0]), *silences, (speech[-1][1], duration)]
    cuts = [0]
    while duration - cuts[-1] > length * (1 + LEEWAY):
        here = cuts[-1]
        early, late = here + round(length * (1 - LEEWAY)), here + round(length * (1 + LEEWAY))
        if not speech:
            cuts.append(here + length)
            continue
        good = [s for s in silences if s[1] - s[0] >= SHORTEST_SILENCE and early <= sum(s) // 2 <= late]
        any_pause = [s for s in silences if early <= sum(s) // 2 <= min(here + longest, duration - 1)]
        # Among silences of about the same length the nearest, so that pieces stay even.
        best = max(
            good or any_pause or [(here + length, here + length)],
            key=lambda s: (min(s[1] - s[0], 1500), -abs(sum(s) // 2 - here - length)),
        )
        # A pause of minutes would be cut in its middle; the place aimed for is as silent and keeps the pieces even.
        cuts.append(
            min(max(here + length, best[0] + 200), best[1] - 200) if best[1] - best[0] > 1500 else sum(best) // 2
        )
    bounds = [*cuts, duration]
    pairs = [pair for pair in itertools.pairwise(bounds) if pair[1] > pair[0]]
    return Plan(duration, tuple(Piece(f"{i:04d}", start, end) for i, (start, end) in enumerate(pairs)))


def plan_file(sound: Path, *, workers: int = WORKERS, target: int = TARGET) -> Plan:
    """The plan for a mezzanine (16 kHz mono): voice activity over blocks, then the cuts. Raises UnreadableSound.

    A recording that stays in one piece is not listened to.
    """
    duration = duration_of(sound)
    length = piece_length(duration, workers=workers, target=target)
    speech = merged(spans_in(sound)) if length < duration else []
    return plan_pieces(speech, duration, length=length)


def spans_in(sound: Path) -> Iterator[Span]:
    """Spans with speech (ms), block by block."""
    with _opened(sound) as file:
        at = 0
        while at < len(file):
            file.seek(at)
            block: Samples = file.read(BLOCK * RATE // 1000, dtype="float32")
            begins = at * 1000 // RATE
            yield from ((begins + start, begins + end) for start, end in speech_spans(block))
            at += len(block)


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


def read_piece(sound: Path, piece: Piece, *, overlap: int = OVERLAP) -> tuple[Samples, int]:
    """The samples of a piece with `overlap` ms on both sides, and where they begin (ms). Raises UnreadableSound."""
    with _opened(sound) as file:
        first = max(0, piece.starts - overlap) * RATE // 1000
        last = min(len(file), (piece.ends + overlap) * RATE // 1000)
        file.seek(first)
        samples: Samples = file.read(last - first, dtype="float32")
        return samples, first * 1000 // RATE


def own_utterances(utterances: Iterable[Utterance], piece: Piece) -> Iterator[Utterance]:
    """The utterances with only those words that belong to this piece."""
    for utterance in utterances:
        words = tuple(word for word in utterance.words if piece.owns(word))
        if words == utterance.words:
            yield utterance
        elif words:
            yield Utterance(
                words[0].start,
                words[-1].end,
                " ".join(word.text for word in words),
                words,
                utterance.compression_ratio,
                utterance.no_speech_probability,
                utterance.average_log_probability,
            )


def _opened(sound: Path) -> soundfile.SoundFile:
    try:
        file = soundfile.SoundFile(sound)
    except (OSError, soundfile.SoundFileError) as error:
        raise UnreadableSound("not_readable", file=sound.name, reason=str(error)) from error
    if file.samplerate != RATE or file.channels != 1:
        file.close()
        raise UnreadableSound("wrong_form", file=sound.name, rate=file.samplerate, channels=file.channels)
    return file
