"""Speech is cut so that neighbours meet, and a found word leads back to its moment."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from search.passages import LONGEST, passages
from search.windows import PAUSE, WINDOW, Spoken, TimedText, TimedWord, joined, moment_of, windows

SPEECH = st.lists(st.tuples(st.integers(0, 30_000), st.integers(1, 60_000), st.sampled_from([None, 1, 2])), max_size=40)


def spoken(parts: list[tuple[int, int, int | None]]) -> list[Spoken]:
    at, found = 0, []
    for gap, length, turn in parts:
        found.append(Spoken(at + gap, at + gap + length, turn))
        at += gap + length
    return found


@given(SPEECH)
def test_every_segment_is_in_a_window_and_neighbours_of_a_turn_meet(parts: list[tuple[int, int, int | None]]) -> None:
    segments = spoken(parts)
    found = windows(segments)
    covered = {n for window in found for n in range(window.first, window.last + 1)}
    assert covered == set(range(len(segments)))
    for n in range(len(segments) - 1):
        one, two = segments[n], segments[n + 1]
        meet = any(window.first <= n and n + 1 <= window.last for window in found)
        assert meet == (one.turn == two.turn and two.starts - one.ends <= PAUSE)


@given(SPEECH)
def test_windows_are_short_unless_two_segments_are_long(parts: list[tuple[int, int, int | None]]) -> None:
    segments = spoken(parts)
    for window in windows(segments):
        length = segments[window.last].ends - segments[window.first].starts
        assert length <= WINDOW or window.last - window.first <= 1


@given(SPEECH, st.lists(st.tuples(st.integers(0, 500_000), st.integers(1, 50_000)), max_size=4))
def test_hidden_and_public_speech_never_share_a_window(
    parts: list[tuple[int, int, int | None]], cuts: list[tuple[int, int]]
) -> None:
    segments = spoken(parts)
    hidden = [(start, start + length) for start, length in cuts]
    for window in windows(segments, hidden):
        inside = segments[window.first : window.last + 1]
        states = {any(a < s.ends and b > s.starts for a, b in hidden) for s in inside}
        assert len(states) == 1
        if states == {False}:
            assert not any(a < inside[-1].ends and b > inside[0].starts for a, b in hidden)


def words(*texts: str, at: int = 0) -> list[TimedWord]:
    return [TimedWord(text, at + 100 * n, at + 100 * n + 90) for n, text in enumerate(texts)]


def test_a_word_leads_to_its_moment() -> None:
    one = TimedText(0, 1000, "Wir sind hier.", words("Wir", "sind", "hier."))
    two = TimedText(5000, 6000, "Die Straßenbahn kommt.", words("Die", "Straßenbahn", "kommt.", at=5000))
    text = joined([one, two])
    assert moment_of([one, two], text.index("Straßenbahn")) == 5100
    assert moment_of([one, two], text.index("hier")) == 200
    assert moment_of([one, two], text.index("kommt")) == 5200


def test_a_corrected_word_leads_to_where_it_was_heard() -> None:
    heard = words("Frau", "Quell", "Mann", "hat", "das", "Wort.")
    shown = TimedText(0, 1000, "Frau Quellmann hat das Wort.", heard)
    assert moment_of([shown], shown.text.index("das")) == 400
    assert moment_of([shown], shown.text.index("Quellmann")) == 100
    assert moment_of([TimedText(1000, 2000, "ohne Wörter hier", ())], 11) == 1688


@given(st.text(alphabet="ab .\n", max_size=6000))
def test_passages_cover_a_text_without_overlap(text: str) -> None:
    spans = list(passages(text))
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert "".join(text[a:b] for a, b in spans).split() == text.split()


def test_passages_end_with_a_sentence() -> None:
    text = "Dies ist ein Satz mit einigen Wörtern. " * 200
    spans = list(passages(text))
    assert len(spans) > 3
    assert all(text[a:b].rstrip().endswith(".") for a, b in spans)
