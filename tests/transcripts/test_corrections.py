"""Corrections lie over the words as recognised and survive the next engine."""

from transcripts.corrections import Fix, apply_corrections
from transcripts.words import Word, plain

HEARD = [
    Word("Frau", 0, 400, 0.9),
    Word("Bran", 400, 700, 0.4),
    Word("Daub", 700, 1_000, 0.3),
    Word("hat", 1_000, 1_200, 0.9),
]
NAME = Fix(400, 1_000, "Bran Daub", "Brandau")


def test_a_name_takes_the_place_and_time_of_what_was_heard() -> None:
    shown = apply_corrections(HEARD, [NAME])
    assert plain(shown) == "Frau Brandau hat"
    assert (shown[1].start, shown[1].end, shown[1].confidence) == (400, 1_000, 0.3)


def test_a_matched_name_holds_only_where_the_same_was_heard() -> None:
    other = [Word("Frau", 0, 400), Word("Kettler", 400, 1_000), Word("hat", 1_000, 1_200)]
    assert apply_corrections(other, [NAME]) == other


def test_what_a_person_corrected_holds_for_every_later_version() -> None:
    later = [Word("Frau", 10, 380), Word("Brandhaus", 380, 980), Word("hat", 1_010, 1_190)]
    firm = Fix(400, 1_000, "Bran Daub", "Brandau", firm=True)
    assert plain(apply_corrections(later, [firm])) == "Frau Brandau hat"


def test_an_engine_that_hears_it_right_keeps_its_own_times() -> None:
    right = [Word("Frau", 10, 380), Word("Brandau,", 380, 980), Word("hat", 1_010, 1_190)]
    assert apply_corrections(right, [Fix(400, 1_000, "Bran Daub", "Brandau", firm=True)]) == right


def test_a_capital_or_a_comma_that_a_person_wrote_counts_and_times_stay() -> None:
    heard = [Word("die", 0, 200), Word("niederschrift", 200, 900), Word("haben", 900, 1_000), Word("sie", 1_000, 1_200)]
    shown = apply_corrections(heard, [Fix(0, 1_200, "…", "Die Niederschrift, haben Sie", firm=True)])
    assert plain(shown) == "Die Niederschrift, haben Sie"
    assert [(word.start, word.end) for word in shown] == [(word.start, word.end) for word in heard]
    assert apply_corrections(heard, [Fix(200, 900, "…", "Niederschrift", firm=False)]) == heard


def test_people_win_over_matched_names() -> None:
    person = Fix(400, 1_000, "Bran Daub", "Brand auf", firm=True)
    assert plain(apply_corrections(HEARD, [person, NAME])) == "Frau Brand auf hat"


def test_an_empty_correction_removes_and_several_words_share_the_time() -> None:
    assert plain(apply_corrections(HEARD, [Fix(400, 1_000, "Bran Daub", "", firm=True)])) == "Frau hat"
    shown = apply_corrections(HEARD, [Fix(1_000, 1_200, "hat", "hat das Wort", firm=True)])
    assert plain(shown) == "Frau Bran Daub hat das Wort"
    assert [w.start for w in shown] == sorted(w.start for w in shown)
    assert shown[-1].end == 1_200


def test_taking_a_correction_back_gives_the_words_as_heard() -> None:
    assert apply_corrections(HEARD, []) == HEARD
