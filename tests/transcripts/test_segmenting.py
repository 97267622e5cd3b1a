"""Words become sentences of some seconds that one can show, seek and quote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcripts.recognizers.scripted import spoken
from transcripts.segmenting import LONGEST, ends_sentence, sentences
from transcripts.words import Word


def said(text: str, start: int, end: int) -> list[Word]:
    return list(spoken(text, start, end).words)


def texts(words: list[Word], **more: list[int]) -> list[str]:
    return [sentence.text for sentence in sentences(words, **more)]


@st.composite
def streams(draw: st.DrawFn) -> list[Word]:
    clock, words = 0, []
    for _ in range(draw(st.integers(0, 80))):
        clock += draw(st.sampled_from([20, 20, 60, 300, 1_000, 5_000]))
        end = clock + draw(st.integers(80, 900))
        words.append(Word(draw(st.sampled_from(["Rat", "gut.", "Nr.", "5.", "ja,", "wir", "ob?"])), clock, end, 0.8))
        clock = end
    return words


@given(streams(), st.lists(st.integers(0, 60_000), max_size=5))
def test_no_word_is_lost_or_doubled_and_none_is_too_long(words: list[Word], borders: list[int]) -> None:
    parts = sentences(words, borders=borders)
    assert [word for part in parts for word in part.words] == words
    assert all(part.end - part.start <= LONGEST or len(part.words) == 1 for part in parts)
    for part in parts:
        assert not [b for b in borders if part.words[0].middle < b <= part.words[-1].middle]


def test_a_full_stop_ends_a_sentence() -> None:
    words = said("Ich rufe den Punkt auf.", 0, 4_000) + said("Wer meldet sich dazu?", 4_100, 8_000)
    assert texts(words) == ["Ich rufe den Punkt auf.", "Wer meldet sich dazu?"]


@pytest.mark.parametrize("word", ["5.", "Nr.", "Dr.", "z.B.", "TOP.", "bzw.", "St."])
def test_an_abbreviation_ends_none(word: str) -> None:
    assert not ends_sentence(Word(word, 0, 300), Word("weiter", 350, 600))


def test_a_pause_ends_one_without_a_mark() -> None:
    assert ends_sentence(Word("gut", 0, 300), Word("Dann", 1_201, 1_500))
    assert not ends_sentence(Word("gut", 0, 300), Word("dann", 1_200, 1_500))


def test_short_ones_are_joined_to_the_nearer_neighbour() -> None:
    words = said("Der Antrag ist damit angenommen.", 0, 4_000)
    words += said("Danke.", 4_100, 4_600) + said("Nun kommen wir zu den Anfragen.", 5_900, 9_500)
    assert texts(words) == ["Der Antrag ist damit angenommen. Danke.", "Nun kommen wir zu den Anfragen."]


def test_nothing_is_joined_over_a_long_silence() -> None:
    assert texts(said("Danke.", 0, 500) + said("Bitte.", 3_000, 3_500)) == ["Danke.", "Bitte."]


def test_a_long_one_is_parted_at_a_comma_near_its_middle() -> None:
    first, second = "Die Verwaltung wird damit beauftragt,", "die Mittel im kommenden Haushalt bereitzustellen"
    assert texts(said(first, 0, 8_000) + said(second, 8_050, 17_000)) == [first, second]


def test_a_change_of_speaker_parts_and_a_word_goes_where_its_middle_is() -> None:
    words = [Word("Ja", 0, 400), Word("gut", 400, 1_000), Word("Nein", 1_000, 1_400)]
    assert texts(words, borders=[701]) == ["Ja gut", "Nein"]
    assert texts(words, borders=[700]) == ["Ja", "gut Nein"]
