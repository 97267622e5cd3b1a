"""Whole recordings, recognised for real by the steps of the pipeline: what was said is found, nothing is invented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from transcripts.alignment import align
from transcripts.bench import Case, Setup, boundary_errors, through_the_pipeline, worker_processes
from transcripts.words import Word, plain

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]
SETUP = Setup("", Path(settings.DATA_DIR), "cpu", "auto", "de")


@pytest.fixture(scope="module")
def workers() -> Iterator[ProcessPoolExecutor]:
    with worker_processes(SETUP) as pool:
        yield pool


@pytest.fixture
def recording(shared: Path) -> Path:
    folder = shared / "data" / "recording"
    if not folder.is_dir():
        pytest.skip("../shared has no recording")
    return folder


def recognised(workers: ProcessPoolExecutor, source: Path, folder: Path) -> list[Word]:
    words, _duration, taken = through_the_pipeline(workers, source, folder, SETUP)
    assert taken.memory < 1_000, "A worker must stay below 1 GB (MiB) however long the recording is"
    return words


def calls_found(words: list[Word], recording: Path) -> dict[str, float]:
    """Boundaries found, missed and false, beside the truth: calls of the raw words, uncorrected."""
    case = Case.read(recording)
    return {**boundary_errors(align(words, case.agenda), case), "called": len(case.boundaries)}


def test_clean_sound_every_call_is_found_to_the_second(
    workers: ProcessPoolExecutor, recording: Path, tmp_path: Path
) -> None:
    words = recognised(workers, recording / "clean.flac", tmp_path)
    found = calls_found(words, recording)
    assert (found["called"], found["boundary_missed"], found["boundary_false"]) == (9, 0, 0)
    assert found["boundary_mae_s"] <= 1.0
    case = Case.read(recording)
    taken_off = [(case.agenda[f.entry].number, f.status) for f in align(words, case.agenda).findings]
    assert taken_off in ([("8", "taken_off")], []), "Nothing else was taken off; base does not always hear „abgesetzt“"


def test_a_noisy_room_most_calls_are_found_and_none_is_invented(
    workers: ProcessPoolExecutor, recording: Path, tmp_path: Path
) -> None:
    words = recognised(workers, recording / "meeting.mp4", tmp_path)
    found = calls_found(words, recording)
    assert found["called"] - found["boundary_missed"] >= 7
    assert found["boundary_false"] == 0
    truth = json.loads((recording / "truth.json").read_text())
    assert words[-1].end < truth["duration"] * 1000 + 1_000


def test_where_nobody_speaks_there_is_no_word(workers: ProcessPoolExecutor, recording: Path, tmp_path: Path) -> None:
    assert plain(recognised(workers, recording / "nospeech.opus", tmp_path)) == ""
