"""Words survive being stored, and an engine's tokens become whole words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.words import STEPS, UnreadableWords, Utterance, Word, confidence_of, joined, pack, shifted, unpack

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
TIMES = st.integers(-(10**9), 10**9)
CONFIDENCES = st.none() | st.integers(0, STEPS).map(lambda step: step / STEPS)
WORDS = st.builds(Word, TEXTS, TIMES, TIMES, CONFIDENCES)


@given(st.lists(WORDS, max_size=30))
def test_what_was_packed_is_unpacked(words: list[Word]) -> None:
    assert unpack(pack(words)) == words
    assert unpack(memoryview(pack(words))) == words


@given(st.floats(0, 1))
def test_a_probability_loses_at_most_half_a_step(probability: float) -> None:
    (word,) = unpack(pack([Word("Rat", 0, 1, probability)]))
    assert word.confidence is not None
    assert abs(word.confidence - probability) <= 0.5 / STEPS + 1e-9


@given(st.lists(WORDS, min_size=1, max_size=5), st.data())
def test_bytes_cut_short_never_pass_for_all_of_the_words(words: list[Word], data: st.DataObject) -> None:
    packed = pack(words)
    cut = packed[: data.draw(st.integers(1, len(packed) - 1))]
    try:
        left = unpack(cut)
    except UnreadableWords:
        return
    assert left == words[: len(left)]
    assert len(left) < len(words)


def test_nothing_is_no_words_and_another_format_is_refused() -> None:
    assert unpack(b"") == unpack(pack([])) == []
    with pytest.raises(UnreadableWords) as refused:
        unpack(b"\x63abc")
    assert (refused.value.code, refused.value.values) == ("unknown_format", {"format": 0x63})


def test_an_hour_of_speech_fits_into_little_more_than_its_letters() -> None:
    words = [Word("Haushalt", n * 400, n * 400 + 350, 0.9) for n in range(9000)]
    assert len(pack(words)) < 9000 * (len("Haushalt") + 7)


def test_only_a_leading_space_begins_a_word() -> None:
    tokens = [
        Word(" Punkt", 0, 300, 0.9),
        Word(" 5", 300, 400, 0.8),
        Word(".1", 400, 600, 0.6),
        Word(",", 600, 600, 0.9),
        Word(" ", 600, 700, 0.1),
        Word(" dann", 700, 900, None),
        Word("ach", 900, 950, 0.9),
    ]
    assert list(joined(tokens)) == [
        Word("Punkt", 0, 300, 0.9),
        Word("5.1,", 300, 600, 0.6),
        Word("dannach", 700, 950, None),
    ]


def test_a_mean_is_only_given_where_every_word_has_a_probability() -> None:
    assert confidence_of([Word("a", 0, 1, 0.5), Word("b", 1, 2, 1.0)]) == 0.75
    assert confidence_of([Word("a", 0, 1, 0.5), Word("b", 1, 2)]) is None
    assert confidence_of([]) is None


def test_words_move_to_the_meetings_clock() -> None:
    assert shifted([Word("Rat", 100, 300, 0.5)], -500) == [Word("Rat", -400, -200, 0.5)]
    assert Utterance(0, 1, "Rat", ()).compression_ratio is None
