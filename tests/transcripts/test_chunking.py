"""A recording is cut in silences, without gap or overlap, and every word belongs to exactly one piece."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from transcripts.chunking import (
    LONGEST,
    OVERLAP,
    Piece,
    Plan,
    Span,
    UnreadableSound,
    duration_of,
    merged,
    own_utterances,
    piece_length,
    plan_file,
    plan_pieces,
    read_piece,
)
from transcripts.words import Utterance, Word

HOUR = 3_600_000


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


@settings(deadline=None)
@given(speeches(), st.integers(1, 4))
def test_pieces_follow_each_other_without_gap_or_overlap(heard: tuple[list[Span], int], workers: int) -> None:
    speech, duration = heard
    pieces = plan_pieces(speech, duration, length=piece_length(duration, workers=workers)).pieces
    assert pieces[0].starts == 0
    assert pieces[-1].ends == duration
    assert all(before.ends == after.starts for before, after in itertools.pairwise(pieces))
    assert all(0 < piece.ends - piece.starts <= LONGEST for piece in pieces)
    assert [piece.name for piece in pieces] == sorted({piece.name for piece in pieces})


def test_every_cut_lies_in_a_silence_where_people_pause() -> None:
    speech = [(start, start + 9_000) for start in range(1_000, HOUR, 10_000)]
    cuts = [piece.starts for piece in plan_pieces(speech, HOUR, length=300_000).pieces[1:]]
    assert len(cuts) == 11
    assert not [cut for cut in cuts if any(start < cut < end for start, end in speech)]


def test_the_longer_pause_is_taken_and_the_cut_is_in_its_middle() -> None:
    speech = [(0, 290_000), (290_600, 310_000), (311_200, 600_000)]
    assert [p.starts for p in plan_pieces(speech, 600_000, length=300_000).pieces] == [0, 310_600]


def test_who_speaks_without_a_pause_is_cut_at_the_place_aimed_for() -> None:
    assert [p.starts for p in plan_pieces([(0, HOUR)], HOUR, length=600_000).pieces] == list(range(0, HOUR, 600_000))


def test_silence_alone_is_parted_evenly() -> None:
    assert [p.starts for p in plan_pieces([], 900_000, length=300_000).pieces] == [0, 300_000, 600_000]


@pytest.mark.parametrize(
    ("duration", "workers", "pieces"),
    [(90_000, 2, 1), (120_000, 2, 1), (130_000, 2, 2), (649_000, 2, 4), (HOUR, 3, 12)],
)
def test_every_worker_gets_the_same_number_of_pieces(duration: int, workers: int, pieces: int) -> None:
    length = piece_length(duration, workers=workers)
    assert len(plan_pieces([], duration, length=length).pieces) == pieces
    assert pieces == 1 or pieces % workers == 0


def test_a_plan_comes_back_from_its_file() -> None:
    plan = plan_pieces([(0, 400_000), (401_000, 700_000)], 700_000, length=350_000)
    assert Plan.loads(plan.dumps()) == plan


def test_a_word_belongs_to_the_piece_that_holds_its_middle() -> None:
    first, second = Piece("0000", 0, 1_000), Piece("0001", 1_000, 2_000)
    for start in range(700, 1_200):
        word = Word("Rat", start, start + 300)
        assert first.owns(word) != second.owns(word)
    assert first.owns(Word("Rat", 800, 1_190))
    assert second.owns(Word("Rat", 800, 1_210))


def test_an_utterance_over_the_border_is_shared_out() -> None:
    words = (Word("Der", 800, 900), Word("Rat", 900, 990), Word("tagt", 1_050, 1_200))
    utterance = Utterance(800, 1_200, "Der Rat tagt", words, 1.1, 0.1, -0.3)
    (before,) = own_utterances([utterance], Piece("0000", 0, 1_000))
    (after,) = own_utterances([utterance], Piece("0001", 1_000, 2_000))
    assert (before.text, before.start, before.end) == ("Der Rat", 800, 990)
    assert (after.text, after.start, after.end, after.average_log_probability) == ("tagt", 1_050, 1_200, -0.3)
    assert list(own_utterances([utterance], Piece("0002", 2_000, 3_000))) == []
    assert list(own_utterances([utterance], Piece("0000", 0, 2_000))) == [utterance]


def test_spans_that_nearly_touch_are_one() -> None:
    assert merged([(0, 100), (250, 400), (700, 900)]) == [(0, 400), (700, 900)]


def test_a_piece_is_read_with_a_second_on_both_sides(tmp_path: Path) -> None:
    sound = tmp_path / "sound.flac"
    soundfile.write(sound, np.linspace(-0.5, 0.5, 16_000 * 10, dtype=np.float32), 16_000)
    assert duration_of(sound) == 10_000
    samples, begins = read_piece(sound, Piece("0001", 4_000, 6_000))
    assert (begins, len(samples)) == (4_000 - OVERLAP, 16 * (2_000 + 2 * OVERLAP))
    samples, begins = read_piece(sound, Piece("0000", 0, 10_000))
    assert (begins, len(samples)) == (0, 160_000)


def test_a_short_recording_stays_whole_without_being_listened_to(tmp_path: Path) -> None:
    sound = tmp_path / "sound.flac"
    soundfile.write(sound, np.zeros(16_000 * 30, dtype=np.float32), 16_000)
    assert plan_file(sound).pieces == (Piece("0000", 0, 30_000),)


def test_a_long_silence_is_planned_for_two_workers(tmp_path: Path) -> None:
    sound = tmp_path / "sound.flac"
    soundfile.write(sound, np.zeros(16_000 * 150, dtype=np.float32), 16_000)
    assert plan_file(sound).pieces == (Piece("0000", 0, 75_000), Piece("0001", 75_000, 150_000))


def test_what_is_no_mezzanine_is_refused(tmp_path: Path) -> None:
    (tmp_path / "text.flac").write_text("not sound")
    with pytest.raises(UnreadableSound) as refused:
        duration_of(tmp_path / "text.flac")
    assert refused.value.code == "not_readable"
    soundfile.write(tmp_path / "stereo.flac", np.zeros((44_100, 2), dtype=np.float32), 44_100)
    with pytest.raises(UnreadableSound) as refused:
        read_piece(tmp_path / "stereo.flac", Piece("0000", 0, 1_000))
    assert (refused.value.code, refused.value.values["channels"]) == ("wrong_form", 2)
