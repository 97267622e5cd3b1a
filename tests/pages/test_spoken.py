"""Turns of the Wortlaut: where they end, whether a person has checked them, whose time they are."""

from ris.pages.spoken import Passage, Sentence, Turn, times_of, voices_of


def turn(*checked: bool, who: str = "Sabine Quellmann", faction: str = "Neue Mitte") -> Turn:
    sentences = [Sentence(n * 1000, n * 1000 + 900, "Ja.", checked=is_so) for n, is_so in enumerate(checked)]
    return Turn(0, 1, who, faction, sentences=sentences)


def test_a_turn_says_how_much_of_it_was_checked() -> None:
    assert turn(True, True).checked == "all"
    assert turn(True, False).checked == "some"
    assert turn(False).checked == ""
    assert Turn(0, 1).checked == ""


def test_a_turn_ends_with_its_last_sentence() -> None:
    assert turn(False, False, False).ends == 2900


def test_only_voices_with_a_name_are_named_on_the_line() -> None:
    passages = [Passage(None, [turn(False), turn(False, who="", faction="")])]
    assert voices_of(passages) == [(0, 900, "Sabine Quellmann (Neue Mitte)")]


def test_without_a_person_the_name_in_the_log_tells_people_apart() -> None:
    one, other = times_of([turn(False), turn(False, who="Gast")])
    assert (one.key, other.key) == ("Sabine Quellmann", "Gast")
    assert one.faction == "Neue Mitte"
