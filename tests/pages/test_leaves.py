"""A long Wortlaut in pages: nothing is lost or told twice, pages end where a reader would end them, every moment has its page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ris.pages.leaves import MOST_PLACES, Book, book_of, leaves_of, places_of
from ris.pages.playing import ChapterMark
from ris.pages.spoken import Passage, Sentence, Turn

MOST = 2_000
TWELVE = (3, 3, 3, 3)
"""Sentences of the turns of an item that fills a page."""


def passage(label: str, *turns: int, starts: int) -> Passage:
    """An item with turns of so many sentences of 55 letters, one a second."""
    chapter = ChapterMark(starts, starts + sum(turns) * 1000, (label,), f"Punkt {label}", (), False) if label else None
    made, now = [], starts
    for count in turns:
        sentences = [
            Sentence(now + n * 1000, now + n * 1000 + 900, f"Satz {now + n * 1000:>9} " + "a" * 40)
            for n in range(count)
        ]
        made.append(Turn(now, now, "Sabine Quellmann", sentences=sentences))
        now += count * 1000
    return Passage(chapter, made)


def meeting(*items: tuple[int, ...]) -> list[Passage]:
    found, now = [], 0
    for n, turns in enumerate(items, 1):
        found.append(passage(str(n), *turns, starts=now))
        now += sum(turns) * 1000
    return found


def said(passages: object) -> list[int]:
    return [one.starts for part in passages for turn in part.turns for one in turn.sentences]  # type: ignore[attr-defined]


def opened(passages: list[Passage], page: str = "", at: int | None = None) -> Book:
    return book_of(passages, MOST, page=page, at=at)


def test_a_short_one_is_whole_and_has_no_pages() -> None:
    book = opened(meeting((3,), (4, 2)))
    assert (book.shown, book.is_divided) == (None, False)
    assert len(said(book.passages)) == 9
    assert opened([]).passages == ()


def test_a_page_ends_with_an_item_where_it_can() -> None:
    leaves = list(leaves_of(meeting((6, 3), (5, 4), (11,)), MOST))
    assert [[part.chapter.label for part in leaf.passages if part.chapter] for leaf in leaves] == [["1"], ["2"], ["3"]]
    assert not any(part.continued for leaf in leaves for part in leaf.passages)


def test_an_item_that_is_too_long_goes_on_on_the_next_page_in_even_halves() -> None:
    leaves = list(leaves_of(meeting((5,) * 6), MOST))
    counts = [len(said(leaf.passages)) for leaf in leaves]
    assert sum(counts) == 30
    assert max(counts) - min(counts) <= 5, "no page holds just the last words"
    assert [leaf.passages[0].continued for leaf in leaves] == [False] + [True] * (len(leaves) - 1)


def test_a_speech_longer_than_a_page_is_divided_between_sentences() -> None:
    leaves = list(leaves_of(meeting((90,)), MOST))
    assert len(leaves) > 3
    assert [moment for leaf in leaves for moment in said(leaf.passages)] == [n * 1000 for n in range(90)]
    anchors = [turn.starts for leaf in leaves for part in leaf.passages for turn in part.turns]
    assert len(set(anchors)) == len(anchors), "each piece has an anchor of its own"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=6), min_size=1, max_size=8))
def test_nothing_is_lost_and_no_page_is_much_too_heavy(items: list[list[int]]) -> None:
    passages = meeting(*map(tuple, items))
    leaves = list(leaves_of(passages, MOST))
    assert [moment for leaf in leaves for moment in said(leaf.passages)] == said(passages)
    assert [leaf.number for leaf in leaves] == list(range(1, len(leaves) + 1))
    for leaf in leaves:
        weight = sum(
            150 + sum(45 + len(one.text) for one in turn.sentences) for part in leaf.passages for turn in part.turns
        )
        assert weight <= 1.7 * MOST
    # Each moment is on the page that opens for it.
    for moment in said(passages)[::7]:
        assert moment in said(opened(passages, at=moment).passages)


def test_a_moment_goes_before_a_page_and_everything_before_both() -> None:
    passages = meeting(TWELVE, TWELVE, TWELVE)
    assert opened(passages, page="1", at=26_000).shown.number == 3  # type: ignore[union-attr]
    assert opened(passages, page="alle", at=26_000).shown is None
    assert len(said(opened(passages, page="alle").passages)) == 36
    assert opened(passages, at=-5).shown.number == 1  # type: ignore[union-attr]


def test_a_page_that_is_not_there_opens_the_first() -> None:
    for asked in ("", "0", "4", "-1", "zwei", "99999999", "²"):
        assert opened(meeting(TWELVE, TWELVE, TWELVE), page=asked).shown.number == 1, asked  # type: ignore[union-attr]


def test_neighbours_and_contents_lead_to_the_right_page() -> None:
    book = opened(meeting(TWELVE, TWELVE, TWELVE), page="2")
    assert (book.previous.number, book.following.number) == (1, 3)  # type: ignore[union-attr]
    assert book.following.first == "TOP 3 · Punkt 3"  # type: ignore[union-attr]
    assert [(one.href, one.here) for one in book.contents] == [
        ("?seite=1#ab0", False), ("#ab12000", True), ("?seite=3#ab24000", False)
    ]  # fmt: skip
    assert opened(meeting(TWELVE, TWELVE, TWELVE), page="3").following is None


def test_words_are_found_on_all_pages_whatever_their_case() -> None:
    passages = meeting(TWELVE, TWELVE)
    passages[1].turns[1].sentences[1] = Sentence(16_000, 16_900, "Die Straßenbahn (neu) fährt.")
    leaves = list(leaves_of(passages, MOST))
    (place,) = places_of(leaves, "  sTRAßENBAHN ")
    assert (place.sentence.before, place.sentence.marked) == ("Die ", "Straßenbahn")
    assert (place.leaf.number, place.anchor) == (2, "t15000")
    assert [one.sentence.marked for one in places_of(leaves, "(neu)")] == ["(neu)"]
    assert places_of(leaves, "x") == []
    assert len(places_of(leaves, "satz")) == 23 < MOST_PLACES
