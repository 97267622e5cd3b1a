"""What people must know before they travel to the town hall: the difference of two published agendas."""

from typing import Any

from meetings.agenda_changes import Change, changes_between


def entry(item: str, label: str, title: str, *, public: bool = True) -> dict[str, Any]:
    return {"item": item, "label": label, "section": "", "title": title, "public": public}


TRAM, BATH, LAND = (
    entry("a", "1", "Straßenbahn"),
    entry("b", "2", "Freibad"),
    entry("c", "3", "Grundstück", public=False),
)


def test_the_same_agenda_has_not_changed() -> None:
    assert changes_between([TRAM, BATH], [TRAM, BATH]) == []


def test_a_new_item_pushes_the_others_and_both_are_said() -> None:
    new = entry("n", "2", "Haushaltssperre")
    assert changes_between([TRAM, BATH], [TRAM, new, entry("b", "3", "Freibad")]) == [
        Change("added", "n", "2", "Haushaltssperre"),
        Change("renumbered", "b", "3", "Freibad", "2"),
    ]


def test_what_is_gone_is_said_with_its_old_number() -> None:
    assert changes_between([TRAM, BATH], [TRAM]) == [Change("removed", "b", "2", "Freibad")]


def test_an_item_moved_into_the_public_part_is_not_a_new_title() -> None:
    opened = entry("c", "3", "Verkauf des alten Bauhofs")
    assert changes_between([LAND], [opened]) == [Change("opened", "c", "3", "Verkauf des alten Bauhofs")]
    assert [change.code for change in changes_between([opened], [LAND])] == ["closed"]


def test_another_title_and_another_number_are_two_changes() -> None:
    later = entry("a", "4", "Straßenbahn in die Gartenstraße")
    assert [(change.code, change.was) for change in changes_between([TRAM], [later])] == [
        ("retitled", "Straßenbahn"),
        ("renumbered", "1"),
    ]
