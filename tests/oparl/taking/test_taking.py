"""What is found in another system becomes rows of ours: every type, in any order, with whatever is missing."""

from __future__ import annotations

from typing import Any

import pytest

from jobs.models import Outbox
from meetings.consistency import rules
from meetings.mandates import PUBLIC
from meetings.models import (
    AgendaItem,
    Audience,
    Body,
    File,
    ItemFileRole,
    LegislativeTerm,
    Meeting,
    MeetingState,
    Membership,
    Organization,
    OrganizationType,
    Person,
    RawObject,
    Result,
)
from meetings.visibility import visible_q
from motions.models import Consultation, FileRole, Paper, PaperType
from ris.oparl.models import OpenReference
from ris.oparl.taking.bodies import LedHere
from ris.oparl.taking.kinds import KINDS
from ris.oparl.taking.running import NothingReadable
from tests.oparl.taking.city import TIMES, at, city, file, item, read, station
from tests.oparl.taking.reader import MemoryReader

pytestmark = pytest.mark.django_db


def rows() -> dict[str, int]:
    """How many living rows there are of each type that has any."""
    return {
        name: count
        for name, kind in KINDS.items()
        if (count := kind.rows.filter(deleted_at=None, vanished_at=None).count())
    }


def test_every_type_becomes_a_row_with_what_it_says() -> None:
    run = read(city())
    assert rows() == {
        "Body": 1, "LegislativeTerm": 1, "Location": 2, "Organization": 2, "Person": 1, "File": 6, "Meeting": 1,
        "AgendaItem": 3, "Paper": 2, "Consultation": 2, "Membership": 1,
    }  # fmt: skip
    assert {kind: each["new"] for kind, each in run.counts.items()} == rows()
    assert run.faults == {}
    council = Organization.objects.get(name="Stadtrat")
    assert (council.type, council.slug) == (OrganizationType.COUNCIL, "stadtrat-beispiel")
    assert Organization.objects.get(name="Bauausschuss").parent == council
    assert LegislativeTerm.objects.get().body == Body.objects.get(ags="07000000")
    anna = Person.objects.get()
    assert (anna.name, anna.email) == ("Dr. Anna Beispiel", "anna@city.example")
    assert Membership.objects.get().organization == council
    sitting = Meeting.objects.get()
    assert (sitting.state, sitting.location.room, list(sitting.organizations.all())) == (
        MeetingState.HELD,
        "Saal",
        [council],
    )
    assert (sitting.invitation.name, sitting.minutes.name) == ("Einladung", "Niederschrift")
    assert [link.file.name for link in sitting.file_links.all()] == ["Sitzplan"]
    radweg = AgendaItem.objects.get(title="Radweg")
    assert (radweg.position, radweg.result, radweg.result_text) == (1, Result.ADOPTED, "einstimmig beschlossen")
    assert radweg.file_links.get().role == ItemFileRole.RESOLUTION
    paper = Paper.objects.get(reference="2020/1")
    assert (paper.type, list(paper.originator_people.all())) == (PaperType.PROPOSAL, [anna])
    assert [(link.role, link.file.name) for link in paper.file_links.all()] == [
        (FileRole.MAIN, "Beschlussvorlage"), (FileRole.AUXILIARY, "Anlage"),
    ]  # fmt: skip
    assert (paper.locations.get().longitude, paper.locations.get().latitude) == (8.4, 49.0)
    deciding, advising = paper.consultations.all()
    assert (deciding.agenda_item, deciding.meeting, deciding.role, deciding.authoritative) == (
        radweg,
        None,
        "decision",
        True,
    )
    assert (advising.agenda_item, advising.role_text, advising.position) == (None, "Vorberatung", 1)
    assert Paper.objects.get(reference="2020/2").superordinate == paper
    assert RawObject.objects.get(source_id=at("paper/1")).content["reference"] == "2020/1"


def test_everyone_may_see_it_but_for_items_that_are_not_public() -> None:
    read(city())
    hidden = AgendaItem.objects.get(title="Grundstück")
    assert (hidden.public, hidden.audience) == (False, Audience.OFFICE)
    seen = {name: kind.rows.filter(visible_q(kind.model, PUBLIC)).count() for name, kind in KINDS.items()}
    assert seen == {**rows(), "AgendaItem": 2}
    assert not File.objects.filter(first_public_at=None).exists()


def test_rows_agree_with_each_other_and_have_a_history() -> None:
    read(city())
    assert [rule.name for rule in rules() if rule.count()] == []
    version = Paper.objects.get(reference="2020/1").history.get()
    assert version.history_change_reason == "import:Beispiel"
    assert [link.person.given_name for link in version.originator_people.all()] == ["Anna"]
    assert set(Outbox.objects.values_list("label", flat=True)) >= {"meetings.Meeting", "motions.Paper", "meetings.File"}


def test_reading_again_writes_nothing() -> None:
    read(city())
    before = {name: list(kind.rows.order_by("pk").values()) for name, kind in KINDS.items()}
    versions = {name: kind.model.history.count() for name, kind in KINDS.items()}
    run = read(city(), kind="full", day=2)
    assert {outcome for each in run.counts.values() for outcome in each} == {"unchanged"}
    assert {name: list(kind.rows.order_by("pk").values()) for name, kind in KINDS.items()} == before
    assert {name: kind.model.history.count() for name, kind in KINDS.items()} == versions


def test_dates_that_move_by_themselves_are_no_change() -> None:
    read(city())
    again = city()
    for each in again.objects["Paper"]:
        each["modified"] = "2027-05-02T10:00:00+02:00"
    run = read(again, kind="full", day=2)
    assert run.counts["Paper"] == {"unchanged": 2}


def test_only_what_changed_is_written() -> None:
    read(city())
    again = city()
    again.objects["Meeting"][0]["agendaItem"][1]["result"] = "vertagt"
    again.objects["Meeting"][0]["modified"] = "2027-05-02T10:00:00+02:00"
    run = read(again, day=3)
    assert run.kind == "changes"
    changed = {kind: each["changed"] for kind, each in run.counts.items() if each.get("changed")}
    assert changed == {"AgendaItem": 1}
    radweg = AgendaItem.objects.get(title="Radweg")
    assert (radweg.result, radweg.history.count()) == (Result.POSTPONED, 2)
    assert Meeting.objects.get().history.count() == 1


def test_an_object_that_is_named_before_it_comes_is_linked_when_it_comes() -> None:
    early = city()
    organizations = early.objects.pop("Organization")
    early.objects["Organization"] = organizations  # the last list
    read(early)
    assert list(Meeting.objects.get().organizations.values_list("name", flat=True)) == ["Stadtrat"]
    assert Meeting.objects.get().history.first().organizations.count() == 1
    assert Membership.objects.get().organization.name == "Stadtrat"
    assert Consultation.objects.get(authoritative=True).organization.name == "Stadtrat"
    assert not OpenReference.objects.exists()


def test_what_is_nowhere_is_reported_and_filled_in_when_it_appears() -> None:
    without = city()
    council, committee = without.objects["Organization"]
    without.objects["Organization"] = [committee]
    run = read(without)
    assert run.faults["dead_reference"]["count"] == 4  # of the sitting, a seat, a station, and a part of it
    assert Meeting.objects.get().organizations.count() == 0
    assert run.counts["Membership"] == {"waiting": 1}
    council["modified"] = "2027-05-02T10:00:00+02:00"
    without.objects["Organization"] = [committee, council]
    later = read(without, day=3)
    assert "dead_reference" not in later.faults
    assert Meeting.objects.get().organizations.get().name == "Stadtrat"
    assert Membership.objects.get().organization.name == "Stadtrat"
    assert Organization.objects.get(name="Bauausschuss").parent.name == "Stadtrat"


def test_what_stands_in_no_list_is_asked_for_by_its_address() -> None:
    reader = city()
    hidden = reader.objects["Paper"].pop(1)
    lone = station(9, paper=hidden["id"], organization=[at("organization/1")])
    reader.objects["Consultation"] = [lone]
    reader.unlisted = {"Hidden"}
    reader.objects["Hidden"] = [hidden]
    read(reader)
    assert Consultation.objects.get(source_id=lone["id"]).paper.reference == "2020/1"


def test_one_id_for_several_stations_of_a_paper_keeps_them_all_under_the_same_names() -> None:
    reader = city()
    paper, sitting = reader.objects["Paper"][1], reader.objects["Meeting"][0]
    sitting["agendaItem"].append(item(14, "Radweg, noch einmal"))
    twice = station(1, agendaItem=at("item/14"), meeting=at("meeting/1"), organization=[at("organization/1")])
    paper["consultation"].insert(0, twice)
    read(reader)
    names = {row.agenda_item.title: row.source_id for row in Consultation.objects.exclude(agenda_item=None)}
    assert names == {
        "Radweg": at("consultation/1"),
        "Radweg, noch einmal": f"{at('consultation/1')}#{at('item/14')}",
    }
    paper["consultation"].reverse()
    run = read(reader, kind="full", day=2)
    assert "new" not in run.counts["Consultation"]
    assert names == {row.agenda_item.title: row.source_id for row in Consultation.objects.exclude(agenda_item=None)}
    assert list(Paper.objects.get(reference="2020/1").consultations.values_list("position", flat=True)) == [0, 1, 2]


def test_the_same_station_id_in_another_paper_is_another_station() -> None:
    reader = city()
    reader.objects["Paper"][0]["consultation"] = [station(1, organization=[at("organization/2")])]
    read(reader)
    assert Consultation.objects.filter(source_id__startswith=at("consultation/1")).count() == 2
    assert read(reader, kind="full", day=2).counts["Consultation"] == {"unchanged": 3}


def test_several_papers_above_become_one_above_and_related_ones() -> None:
    reader = city()
    third = {"id": at("paper/3"), "type": "Paper", "name": "Ein Fußweg", "reference": "2020/3"} | TIMES
    reader.objects["Paper"].append(third)
    reader.objects["Paper"][0]["superordinatedPaper"] = [at("paper/3"), at("paper/1")]
    read(reader)
    amendment = Paper.objects.get(reference="2020/2")
    assert amendment.superordinate.reference == "2020/3"
    assert [each.reference for each in amendment.related.all()] == ["2020/1"]
    assert [each.reference for each in Paper.objects.get(reference="2020/1").related.all()] == ["2020/2"]
    reader.objects["Paper"][0]["superordinatedPaper"] = [at("paper/1")]
    read(reader, kind="full", day=2)
    amendment.refresh_from_db()
    assert (amendment.superordinate.reference, amendment.related.count()) == ("2020/1", 0)


def test_items_in_another_order_change_their_places() -> None:
    reader = city()
    read(reader)
    agenda = reader.objects["Meeting"][0]["agendaItem"]
    agenda.insert(0, agenda.pop())
    read(reader, kind="full", day=2)
    titles = list(AgendaItem.objects.order_by("position").values_list("title", "position"))
    assert titles == [("Grundstück", 0), ("Eröffnung", 1), ("Radweg", 2)]


def test_a_child_that_its_parent_no_longer_names_has_vanished_and_may_come_back() -> None:
    reader = city()
    read(reader)
    agenda = reader.objects["Meeting"][0]["agendaItem"]
    first = agenda.pop(0)
    assert read(reader, kind="full", day=2).counts["AgendaItem"] == {"changed": 2, "vanished": 1}
    gone = AgendaItem.objects.get(title="Eröffnung")
    assert gone.vanished_at is not None
    assert AgendaItem.objects.get(title="Radweg").position == 0
    agenda.insert(0, first)
    assert read(reader, kind="full", day=3).counts["AgendaItem"]["back"] == 1
    gone.refresh_from_db()
    assert (gone.vanished_at, gone.position) == (None, 0)


def test_documents_follow_their_paper() -> None:
    reader = city()
    read(reader)
    paper = reader.objects["Paper"][1]
    paper["mainFile"], paper["auxiliaryFile"] = file(6), [file(7, "Neu")]
    read(reader, kind="full", day=2)
    links = Paper.objects.get(reference="2020/1").file_links.all()
    assert [(link.role, link.file.source_id) for link in links] == [
        (FileRole.MAIN, at("file/6")), (FileRole.AUXILIARY, at("file/7")),
    ]  # fmt: skip
    assert File.objects.get(source_id=at("file/5")).vanished_at is not None


def test_a_tombstone_buries_the_row_with_its_children_and_the_paper_may_rise_again() -> None:
    reader = city()
    read(reader)
    paper = reader.objects["Paper"][1]
    grave = {"id": paper["id"], "type": "Paper", "deleted": True, "modified": "2027-05-02T10:00:00+02:00"}
    reader.objects["Paper"][1] = grave
    run = read(reader, day=3)
    assert (run.counts["Paper"]["deleted"], run.counts["Consultation"]) == (1, {"deleted": 2})
    row = Paper.objects.get(reference="2020/1")
    assert row.deleted_at is not None
    assert row.first_public_at is not None
    assert read(reader, day=4).counts.get("Paper", {}).get("deleted") is None
    reader.objects["Paper"][1] = paper | {"modified": "2027-05-05T10:00:00+02:00"}
    run = read(reader, day=6)
    assert run.counts["Paper"]["back"] == 1
    assert Paper.objects.get(reference="2020/1").deleted_at is None
    assert Consultation.objects.living().count() == 2


def test_a_tombstone_of_the_unknown_leaves_nothing() -> None:
    reader = city()
    grave = {"id": at("paper/99"), "type": "Paper", "deleted": True, "modified": "2027-05-02T10:00:00+02:00"}
    read(reader)
    reader.objects["Paper"].append(grave)
    read(reader, day=3)
    assert not Paper.objects.filter(source_id=at("paper/99")).exists()


@pytest.mark.parametrize(
    ("kind", "field", "most"), [("Paper", "name", 500), ("Organization", "name", 200), ("Meeting", "name", 200)]
)
def test_names_too_long_are_shortened_and_said(kind: str, field: str, most: int) -> None:
    reader = city()
    reader.objects[kind][0][field] = "lang " * 400
    run = read(reader)
    assert run.faults["too_long"]["count"] == 1
    assert max(len(each) for each in KINDS[kind].rows.values_list(field, flat=True)) == most


def test_a_sitting_without_a_start_is_reported_and_costs_nothing_else() -> None:
    reader = city()
    reader.objects["Meeting"].append({"id": at("meeting/2"), "type": "Meeting", "name": "Wann?"} | TIMES)
    run = read(reader)
    assert run.faults["meeting_without_start"]["examples"][0]["address"] == at("meeting/2")
    assert Meeting.objects.count() == 1
    assert Paper.objects.count() == 2


def test_what_the_database_refuses_costs_only_itself() -> None:
    reader = city()
    reader.page_size = 10
    bad = {"id": at("organization/3"), "type": "Organization", "name": "half a letter \ud800"} | TIMES
    reader.objects["Organization"].append(bad)
    run = read(reader)
    assert run.faults["does_not_fit"]["examples"][0]["address"] == at("organization/3")
    assert run.counts["Organization"] == {"new": 2, "unreadable": 1}


def test_a_municipality_with_rows_of_its_own_is_not_written_into(world: Any) -> None:
    from meetings.models import Source

    Source.objects.create(name="Beispiel", address="https://city.example/oparl", body=world.body)
    with pytest.raises(LedHere):
        read(city())
    assert not Paper.objects.filter(mirrored_from__isnull=False).exists()


def test_an_empty_municipality_may_be_given_to_a_source() -> None:
    from meetings.models import Source

    body = Body.objects.create(name="Beispiel", slug="beispiel", host="beispiel.example")
    Source.objects.create(name="Beispiel", address="https://city.example/oparl", body=body)
    read(city())
    body.refresh_from_db()
    assert (body.name, body.slug, body.host) == ("Stadt Beispiel", "beispiel", "beispiel.example")
    assert Meeting.objects.get().body == body


def test_a_source_that_names_nothing_says_so() -> None:
    with pytest.raises(NothingReadable):
        read(MemoryReader({}, {}))
