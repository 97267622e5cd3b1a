"""A recording is heard in windows from pause to pause, put together in pieces that several workers share."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path

import numpy as np
import pytest
import soundfile
from django.conf import settings as installed
from hypothesis import given, settings
from hypothesis import strategies as st

from transcripts.chunking import (
    LONGEST,
    Plan,
    Span,
    UnreadableSound,
    duration_of,
    merged,
    plan_file,
    plan_pieces,
    read_window,
    spans_in,
)
from transcripts.recognizers import RATE
from transcripts.recognizers.scripted import spoken
from transcripts.windows import LONGEST as LONGEST_WINDOW
from transcripts.windows import Window, unheard, windows_of

HOUR = 3_600_000
DEMO = Path(installed.BASE_DIR) / "ris" / "demo" / "recording" / "sitting.mp4"


@st.composite
def speeches(draw: st.DrawFn) -> tuple[list[Span], int]:
    """Speech and pauses as they alternate, and the length of the whole (ms)."""
    spans: list[Span] = []
    clock = draw(st.integers(0, 60_000))
    for _ in range(draw(st.integers(0, 60))):
        end = clock + draw(st.integers(300, 200_000))
        spans.append((clock, end))
        clock = end + draw(st.integers(200, 20_000))
    return spans, max(clock, 1)


def heard_length(windows: list[Window] | tuple[Window, ...]) -> int:
    return sum(end - start for window in windows for start, end in window.stretches)


@settings(deadline=None)
@given(speeches())
def test_all_speech_is_heard_once_in_windows_of_half_a_minute(heard: tuple[list[Span], int]) -> None:
    speech, duration = heard
    windows = windows_of(speech, duration)
    assert all(heard_length([window]) <= LONGEST_WINDOW for window in windows)
    assert all(0 <= window.starts < window.ends <= duration for window in windows)
    assert all(before.ends <= after.starts for before, after in itertools.pairwise(windows))
    inside = [span for window in windows for span in window.speech]
    assert merged(inside, gap=1) == merged(speech, gap=1)
    for window in windows:
        for start, end in window.speech:
            assert any(a <= start and end <= b for a, b in window.stretches)


@settings(deadline=None)
@given(speeches(), st.integers(1, 4))
def test_pieces_hold_the_same_windows_however_many_workers_there_are(
    heard: tuple[list[Span], int], workers: int
) -> None:
    pieces = plan_pieces(*heard, workers=workers).pieces
    assert [window for piece in pieces for window in piece.windows] == windows_of(*heard)
    assert all(heard_length(piece.windows) <= LONGEST for piece in pieces)
    assert [piece.name for piece in pieces] == sorted({piece.name for piece in pieces})
    assert all((piece.starts, piece.ends) == (piece.windows[0].starts, piece.windows[-1].ends) for piece in pieces)


def test_a_window_ends_in_the_long_pause_and_not_in_the_short_one() -> None:
    speech = [(0, 9_000), (9_300, 18_000), (19_500, 28_000), (28_300, 37_000)]
    assert [(w.starts, w.ends) for w in windows_of(speech, 40_000)] == [(0, 18_400), (19_100, 37_400)]


def test_a_long_silence_inside_a_window_is_left_out_and_a_very_long_one_ends_it() -> None:
    (window,) = windows_of([(1_000, 3_000), (8_000, 9_000)], 20_000)
    assert window.stretches == [(600, 3_400), (7_600, 9_400)]
    assert len(windows_of([(1_000, 3_000), (93_000, 94_000)], 100_000)) == 2


def test_who_speaks_without_a_pause_is_cut_evenly() -> None:
    assert [w.speech for w in windows_of([(0, 80_000)], 80_000)] == [
        ((0, 26_666),), ((26_666, 53_333),), ((53_333, 80_000),),
    ]  # fmt: skip


def test_the_last_pieces_are_small_so_that_no_worker_waits_long() -> None:
    speech = [(start, start + 9_000) for start in range(1_000, HOUR, 10_000)]
    lengths = [heard_length(piece.windows) for piece in plan_pieces(speech, HOUR).pieces]
    assert LONGEST - LONGEST_WINDOW < lengths[0] <= LONGEST
    assert lengths[-1] <= LONGEST_WINDOW
    # Each worker takes the next piece as soon as it is free: both end within one window's work.
    ends = [0, 0]
    for length in lengths:
        ends[ends.index(min(ends))] += length
    assert max(ends) - min(ends) <= LONGEST_WINDOW


def test_where_nobody_speaks_there_is_no_piece() -> None:
    assert plan_pieces([], HOUR).pieces == ()


def test_a_plan_comes_back_from_its_file() -> None:
    plan = plan_pieces([(0, 400_000), (401_000, 700_000)], 700_000)
    assert Plan.loads(plan.dumps()) == plan


def test_long_speech_without_a_word_is_heard_again_and_a_short_gap_is_not() -> None:
    (window,) = windows_of([(0, 4_000), (4_500, 9_000), (9_500, 11_000)], 12_000)
    before, after = spoken("Ich rufe auf", 0, 3_900), spoken("Danke", 9_600, 10_900)
    (passage,) = unheard(window, [before, after])
    assert passage.speech == ((4_500, 9_000),), "a breath beside a word is no speech of its own"
    assert (passage.starts, passage.ends) == (4_100, 9_400)
    assert unheard(window, [before, spoken("zur Tagesordnung", 5_000, 8_900), after]) == []


def test_a_sentence_left_out_at_the_end_is_heard_again_though_it_is_short() -> None:
    (window,) = windows_of([(0, 4_000), (4_500, 5_700)], 6_000)
    (passage,) = unheard(window, [spoken("Ich rufe auf", 0, 4_000)])
    assert passage.speech == ((4_500, 5_700),)
    assert unheard(window, [spoken("Ich rufe auf", 0, 5_000)]) == []


def test_applause_in_which_a_voice_is_heard_now_and_then_is_not_heard_again() -> None:
    applause = [(2_000 + n * 1_900, 2_900 + n * 1_900) for n in range(10)]
    (window,) = windows_of([(0, 1_500), *applause, (22_000, 24_000)], 25_000)
    assert unheard(window, [spoken("Vielen Dank.", 0, 1_500), spoken("Das Wort hat", 22_000, 24_000)]) == []


def test_spans_that_nearly_touch_are_one() -> None:
    assert merged([(0, 100), (250, 400), (700, 900)]) == [(0, 400), (700, 900)]


def test_a_window_is_read_from_its_first_to_its_last_sample(tmp_path: Path) -> None:
    sound = tmp_path / "sound.flac"
    samples = np.linspace(-0.5, 0.5, 16_000 * 10, dtype=np.float32)
    soundfile.write(sound, samples, RATE)
    assert duration_of(sound) == 10_000
    read = read_window(sound, Window(4_000, 6_000, ((4_400, 5_600),)))
    assert len(read) == 32_000
    assert np.allclose(read, samples[64_000:96_000], atol=1e-4)


def test_speech_is_found_over_the_borders_of_blocks_at_its_place(tmp_path: Path) -> None:
    """The demo's first sentences from 140 s on, across the border of the first block at 150 s."""
    sound = tmp_path / "sound.flac"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-t", "20", "-i", DEMO, "-vn", "-ac", "1", "-ar", str(RATE), sound], check=True
    )
    said, _rate = soundfile.read(sound, dtype="float32")
    alone = merged(spans_in(sound))
    soundfile.write(sound, np.concatenate([np.zeros(140 * RATE, np.float32), said, np.zeros(RATE, np.float32)]), RATE)
    across = merged(spans_in(sound))
    assert len(across) >= 2
    covered = sum(end - start for start, end in across)
    assert abs(covered - sum(end - start for start, end in alone)) < 1_000
    assert abs(across[0][0] - 140_000 - alone[0][0]) < 400
    assert abs(across[-1][1] - 140_000 - alone[-1][1]) < 400
    plan = plan_file(sound)
    assert sum(len(piece.windows) for piece in plan.pieces) == 1


def test_silence_is_not_heard(tmp_path: Path) -> None:
    sound = tmp_path / "sound.flac"
    soundfile.write(sound, np.zeros(RATE * 160, dtype=np.float32), RATE)
    assert plan_file(sound) == Plan(160_000, ())


def test_what_is_no_mezzanine_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.flac").write_text("not sound")
    with pytest.raises(UnreadableSound) as refused:
        duration_of(tmp_path / "text.flac")
    assert refused.value.code == "not_readable"
    soundfile.write(tmp_path / "stereo.flac", np.zeros((44_100, 2), dtype=np.float32), 44_100)
    with pytest.raises(UnreadableSound) as refused:
        read_window(tmp_path / "stereo.flac", Window(0, 1_000, ((0, 1_000),)))
    assert (refused.value.code, refused.value.values["channels"]) == ("wrong_form", 2)
