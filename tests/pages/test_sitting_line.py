"""The line under the player: where things stand, what of a label fits, what lies outside."""

import pytest

from ris.pages.sitting_line import Line, label_that_fits, line_of

SPANS = ((0, 0, 40_000), (60_000, 40_000, 40_000))
"""A recording from 0 to 100 s, of which 40 to 60 s were cut out."""


def drawn(at: int | None = None) -> Line:
    line = line_of(
        SPANS,
        [(10_000, 40_000, "4", "Straßenbahn", "TOP 4 · Straßenbahn"), (90_000, 130_000, "5", "Rad", "TOP 5 · Rad")],
        [(12_000, 20_000, "Sabine Quellmann"), (200_000, 210_000, "später")],
        [(35_000, "TOP 4: 13 Ja", "good", True), (500_000, "später", "bad", True)],
        at,
    )
    assert line is not None
    return line


def test_items_speakers_and_votes_stand_at_their_share_of_the_time() -> None:
    line = drawn()
    assert [(field.x, field.width) for field in line.fields] == [("10.00%", "30.00%"), ("90.00%", "10.00%")]
    assert [(voice.x, voice.width, voice.name) for voice in line.voices] == [("12.00%", "8.00%", "Sabine Quellmann")]
    assert [(mark.x, mark.shape) for mark in line.marks] == [("35.00%", "good")]


def test_what_was_cut_out_is_a_gap() -> None:
    assert drawn().gaps == (("40.00%", "20.00%"),)


def test_the_player_stands_where_the_address_says() -> None:
    assert drawn().here == "0.00%"
    assert drawn(25_000).here == "25.00%"
    assert drawn(999_000).here == "100.00%"


def test_in_words_all_lanes_are_one_list_in_order() -> None:
    assert [(entry.lane, entry.starts) for entry in drawn().in_order] == [
        ("items", 10_000),
        ("voices", 12_000),
        ("votes", 35_000),
        ("items", 90_000),
    ]


def test_a_later_part_of_a_meeting_begins_at_its_own_start() -> None:
    line = line_of([(-5_000, 0, 10_000)], [(-5_000, 0, "1", "Eröffnung", "TOP 1")], [], [])
    assert line is not None
    assert line.fields[0].x == "0.00%"
    assert line.fields[0].width == "50.00%"


def test_without_time_there_is_no_line() -> None:
    assert line_of([], [], [], []) is None
    assert line_of([(0, 0, 0)], [], [], []) is None


@pytest.mark.parametrize(
    ("room", "shown"),
    [(400, "4 Straßenbahn in die Mühlenstraße"), (180, "4 Straßenbahn"), (40, "4"), (12, "")],
)
def test_a_label_is_whole_its_first_words_a_number_or_nothing(room: int, shown: str) -> None:
    assert label_that_fits("4", "Straßenbahn in die Mühlenstraße", room) == shown


def test_an_item_without_a_number_shows_no_half_word() -> None:
    assert label_that_fits("", "Fragestunde", 40) == ""
