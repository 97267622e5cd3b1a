"""Speaking time: summed in what can be heard, neutral in its order."""

from ris.pages.speaking_time import Spoken, groups_of, public_length

WHOLE = ((0, 0, 600_000),)
CUT = ((0, 0, 10_000), (20_000, 10_000, 30_000))


def turn(starts: int, ends: int, who: str, faction: str = "", place: int = 0) -> Spoken:
    return Spoken(starts, ends, who, who, faction, (place, faction), who)


def test_what_was_cut_out_is_not_counted() -> None:
    assert public_length(CUT, 5_000, 25_000) == 10_000
    assert public_length(CUT, 10_000, 20_000) == 0
    assert public_length(CUT, 0, 99_000) == 40_000


def test_factions_stand_in_the_councils_order_and_those_without_last() -> None:
    groups = groups_of(
        [
            turn(0, 300_000, "Brandau"),
            turn(300_000, 310_000, "Lotz", "Handwerk", 3),
            turn(310_000, 320_000, "Reuter", "Lebendige Stadt", 1),
            turn(320_000, 350_000, "Kettler", "Bürgerliste", 2),
        ],
        WHOLE,
    )
    assert [group.name for group in groups] == ["Lebendige Stadt", "Bürgerliste", "Handwerk", ""]


def test_people_stand_by_name_however_long_they_spoke() -> None:
    group = groups_of([turn(0, 90_000, "Wenk", "B"), turn(90_000, 95_000, "Adler", "B"), turn(95_000, 96_000, "Wenk", "B")], WHOLE)[0]  # fmt: skip
    assert [(person.who, person.time, person.turns) for person in group.people] == [
        ("Adler", 5_000, 1),
        ("Wenk", 91_000, 2),
    ]
    assert group.time == 96_000


def test_a_voice_without_a_name_is_nobodys_time() -> None:
    assert groups_of([turn(0, 9_000, "")], WHOLE) == []
