"""`make bench-speech`: our recognition of a recording whose words are known, beside faster-whisper called directly.

A folder holds `meeting.mp4`, `agenda.json` (`[{"number", "title"}]`), `truth.json` (`utterances` with `text`, `boundaries` with
`item` and `start` in s) and, optionally, `names.txt` (a person per line, for the correction of names). Both ways run in the
same two processes, in the same run, one after the other; models are loaded before the clock starts.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from media import ffmpeg
from transcripts import chunking
from transcripts.alignment import Alignment, Entry, align
from transcripts.corrections import Fix, apply_corrections
from transcripts.hearing import heard_in
from transcripts.recognizers import RATE, recognizer_for
from transcripts.recognizers.faster_whisper import SETTINGS
from transcripts.recognizers.voice import speech_spans
from transcripts.vocabulary import Vocabulary, matches
from transcripts.words import Word, joined, pack, plain, unpack

WORKERS = 2
ONE_THREAD = "OMP_NUM_THREADS"
FOUND_WITHIN = 10.0  # s; a call further away is another one: the right one is missed and this one is false
NORMALISATION = (
    "whisper-normalizer BasicTextNormalizer; numbers in words (num2words, de); ß = ss; 5.1 = fünf punkt eins"
)


class BenchImpossible(Exception):
    """The folder lacks a file (`missing`) or a package of the test group is not installed (`not_installed`)."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class Case:
    """What is known about the recording. Boundaries: item number → s."""

    sound: Path
    agenda: tuple[Entry, ...]
    text: str
    boundaries: dict[str, float]
    people: tuple[tuple[str, str], ...]

    @classmethod
    def read(cls, folder: Path) -> Case:
        """Raises BenchImpossible."""
        for name in ("meeting.mp4", "agenda.json", "truth.json"):
            if not (folder / name).is_file():
                raise BenchImpossible("missing", file=str(folder / name))
        agenda = json.loads((folder / "agenda.json").read_text())
        truth = json.loads((folder / "truth.json").read_text())
        names = folder / "names.txt"
        lines = names.read_text().splitlines() if names.is_file() else []
        return cls(
            folder / "meeting.mp4",
            tuple(Entry(item["number"], item["title"]) for item in agenda),
            "\n".join(utterance["text"] for utterance in truth["utterances"]),
            {boundary["item"]: float(boundary["start"]) for boundary in truth["boundaries"]},
            tuple(
                (given, family) for given, _space, family in (line.strip().rpartition(" ") for line in lines) if family
            ),
        )


@dataclass(frozen=True, slots=True)
class Setup:
    """What a worker process needs to load the recognizer."""

    model: str
    data_dir: Path
    device: str
    compute_type: str
    language: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What one way took: s on the clock, s of the processors (all processes, ffmpeg too), peak memory of a worker (MiB)."""

    wall: float
    cpu: float
    memory: float


def bench(folder: Path, setup: Setup) -> dict[str, float]:
    """The figures of `docs/decisions/0004-speech.md`, WER in percent, times in s unless named otherwise. Raises BenchImpossible.

    On a machine that others use, too, `cpu_s` beside `cpu_s_direct` says more than the speeds do.
    """
    case = Case.read(folder)
    normal_form("")  # say at once when a package is missing
    with worker_processes(setup) as pool, tempfile.TemporaryDirectory() as work:
        ours, duration, taken = through_the_pipeline(pool, case.sound, Path(work), setup)
        direct, taken_direct = called_directly(pool, case.sound, setup)
    vocabulary = Vocabulary(people=case.people, titles=tuple(entry.title for entry in case.agenda))
    fixes = [Fix(match.starts, match.ends, match.saw, match.becomes) for match in matches(ours, vocabulary)]
    wer, wer_direct = word_error_rate(case.text, plain(ours)), word_error_rate(case.text, plain(direct))
    return {
        "x_real_time": round(duration / taken.wall, 2),
        "x_real_time_direct": round(duration / taken_direct.wall, 2),
        "speed_vs_direct": round(taken_direct.wall / taken.wall, 3),
        "cpu_s": round(taken.cpu, 1),
        "cpu_s_direct": round(taken_direct.cpu, 1),
        "wer": round(wer, 2),
        "wer_direct": round(wer_direct, 2),
        "wer_minus_direct": round(wer - wer_direct, 2),
        "wer_corrected": round(word_error_rate(case.text, plain(apply_corrections(ours, fixes))), 2),
        **boundary_errors(align(ours, case.agenda), case),
        "rss_mb": round(taken.memory, 0),
    }


def word_error_rate(truth: str, heard: str) -> float:
    """Percent, both sides in the normal form. A transcript without a word has missed all of them."""
    import jiwer

    return 100.0 * float(jiwer.wer(normal_form(truth), normal_form(heard) or "-"))


def normal_form(text: str) -> str:
    """Spelling in which only words count (see NORMALISATION). Raises BenchImpossible."""
    try:
        from num2words import num2words
        from whisper_normalizer.basic import BasicTextNormalizer
    except ImportError as error:
        raise BenchImpossible("not_installed", package=error.name or "") from None
    text = re.sub(r"(\d)\.(\d)", r"\1 punkt \2", text)
    text = BasicTextNormalizer()(text)
    text = re.sub(r"\d+", lambda digits: f" {num2words(int(digits.group()), lang='de')} ", text)
    return " ".join(text.replace("ß", "ss").split())


def boundary_errors(found: Alignment, case: Case) -> dict[str, float]:
    """Mean error (s) of the calls found, how many were missed, how many were found where nothing was called."""
    errors: dict[str, float] = {}
    false = 0
    for call in found.calls:
        number = case.agenda[call.entry].number
        error = abs(call.at / 1000 - case.boundaries[number]) if number in case.boundaries else FOUND_WITHIN + 1
        if error <= FOUND_WITHIN and number not in errors:
            errors[number] = error
        else:
            false += 1
    return {
        "boundary_mae_s": round(sum(errors.values()) / len(errors), 3) if errors else float("nan"),
        "boundary_missed": len(case.boundaries) - len(errors),
        "boundary_false": false,
    }


@contextmanager
def worker_processes(setup: Setup) -> Iterator[ProcessPoolExecutor]:
    """Two processes of one thread each, as the workers of an installation are, with the model loaded."""
    # Spawned, not forked: threads of onnxruntime and a database connection do not survive a fork.
    before = os.environ.pop(ONE_THREAD, None)
    os.environ[ONE_THREAD] = "1"  # read by the libraries when the new process loads them
    try:
        with ProcessPoolExecutor(
            WORKERS, mp_context=multiprocessing.get_context("spawn"), initializer=_load, initargs=(setup,)
        ) as pool:
            _all_awake(pool)
            yield pool
    finally:
        if before is None:
            del os.environ[ONE_THREAD]
        else:
            os.environ[ONE_THREAD] = before


def through_the_pipeline(
    pool: ProcessPoolExecutor, source: Path, work: Path, setup: Setup
) -> tuple[list[Word], float, Taken]:
    """Words, duration (s) and what it took, by the steps that the stages take: mezzanine, plan, pieces, merge."""
    began, ffmpeg_before = time.monotonic(), _cpu_of_children()
    sound = work / "sound.flac"
    facts = ffmpeg.probe(source, source.name)
    ffmpeg.mezzanine(source, sound, duration=facts.duration)
    ffmpeg_took = _cpu_of_children() - ffmpeg_before
    plan, plan_took, _memory = pool.submit(_measured, chunking.plan_file, sound).result()
    parts = [pool.submit(_measured, _piece, sound, piece, setup.language) for piece in plan.pieces]
    answers = [part.result() for part in parts]
    words = [word for packed, _cpu, _memory in answers for word in unpack(packed)]
    taken = Taken(
        time.monotonic() - began,
        ffmpeg_took + plan_took + sum(cpu for _packed, cpu, _memory in answers),
        max((memory for _packed, _cpu, memory in answers), default=0.0),
    )
    return words, plan.duration / 1000, taken


def called_directly(pool: ProcessPoolExecutor, source: Path, setup: Setup) -> tuple[list[Word], Taken]:
    """Words and what it took, each worker calling faster-whisper with its half of the file."""
    began = time.monotonic()
    halves = [pool.submit(_measured, _half, source, number, setup.language) for number in range(WORKERS)]
    answers = [half.result() for half in halves]
    words = [word for packed, _cpu, _memory in answers for word in unpack(packed)]
    taken = Taken(time.monotonic() - began, sum(cpu for _, cpu, _ in answers), max(memory for _, _, memory in answers))
    return words, taken


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


# In the worker processes.

_setup: list[Setup] = []


def _load(setup: Setup) -> None:
    _setup[:] = [setup]


def _recognizer() -> Any:
    setup = _setup[0]
    return recognizer_for(
        "faster-whisper",
        model=setup.model,
        data_dir=setup.data_dir,
        device=setup.device,
        compute_type=setup.compute_type,
    )


def _wake(seconds: float) -> None:
    """Load model and voice activity, and hold this process so long that the other one gets the other call."""
    import numpy as np

    list(_recognizer().recognize(np.zeros(RATE, dtype=np.float32), language="de"))
    speech_spans(np.zeros(RATE, dtype=np.float32))
    time.sleep(seconds)


def _all_awake(pool: ProcessPoolExecutor) -> None:
    for waking in [pool.submit(_wake, 3.0) for _worker in range(WORKERS)]:
        waking.result()


def _measured(work: Callable[..., Any], *args: Any) -> tuple[Any, float, float]:
    """What `work` answers, the processor's time it took (s), and the peak memory of this process so far (MiB)."""
    began = time.process_time()
    answer = work(*args)
    return answer, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _piece(sound: Path, piece: chunking.Piece, language: str) -> bytes:
    heard = heard_in(piece, sound, _recognizer(), language=language)
    return pack([word for utterance in heard for word in utterance.words])


def _half(source: Path, number: int, language: str) -> bytes:
    """One half of the file, as somebody would do who knows the package and nothing of ours."""
    from faster_whisper.audio import decode_audio

    samples: Any = decode_audio(str(source), sampling_rate=RATE)
    first, last = len(samples) * number // WORKERS, len(samples) * (number + 1) // WORKERS
    begins = first * 1000 // RATE
    segments, _info = _recognizer()._whisper.transcribe(samples[first:last], language=language, **SETTINGS)
    tokens: Sequence[Word] = [
        Word(token.word, begins + round(token.start * 1000), begins + round(token.end * 1000), token.probability)
        for segment in segments
        for token in segment.words
    ]
    return pack(list(joined(tokens)))
