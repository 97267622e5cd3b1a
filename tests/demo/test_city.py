"""The invented city hangs together: who sits where, what was voted, which paper went where."""

from collections import Counter
from datetime import date, timedelta

import pytest

from ris.demo.city import BODIES, LAUTERFELS
from ris.demo.people import LOGINS
from ris.demo.records import Body

TODAY = date(2027, 3, 10)

each_body = pytest.mark.parametrize("body", BODIES, ids=lambda body: body.key)


def test_24_members_sit_in_five_fractions_and_nobody_in_two():
    fractions = {o.key for o in LAUTERFELS.organizations if o.type == "fraction"}
    seats = [m.person for m in LAUTERFELS.memberships if m.organization in fractions]
    in_council = {m.person for m in LAUTERFELS.memberships if m.organization == "council" and m.role == "Mitglied"}
    assert len(fractions) == 5
    assert len(seats) == 24
    assert set(seats) == in_council
    assert LAUTERFELS.organization("council").statutory_number == 24


def test_the_committee_has_as_many_members_as_its_rules_say():
    members = [m for m in LAUTERFELS.memberships if m.organization == "mobility" and m.voting]
    assert len(members) == LAUTERFELS.organization("mobility").statutory_number
    for member in members:
        fraction = LAUTERFELS.fraction_of(member.person)
        assert fraction is not None
        assert member.on_behalf_of == fraction.key


@each_body
def test_keys_and_references_are_unique(body: Body):
    for keys in (
        [p.key for p in body.persons],
        [p.name for p in body.persons],
        [o.key for o in body.organizations],
        [m.key for m in body.meetings],
        [p.reference for p in body.papers],
        *([item.label for item in meeting.items] for meeting in body.meetings),
    ):
        assert [key for key, times in Counter(keys).items() if times > 1] == []


@each_body
def test_everything_named_exists(body: Body):
    organizations, persons = {o.key for o in body.organizations}, {p.key for p in body.persons}
    references = {p.reference for p in body.papers}
    for paper in body.papers:
        assert set(paper.submitters) <= organizations | persons, paper.reference
        assert paper.amends is None or paper.amends in references
        assert len(paper.text.split("\n\n")) in (2, 3, 4), paper.reference
        assert [s.authoritative for s in paper.stations].count(True) == 1, paper.reference
    for meeting in body.meetings:
        assert meeting.organization in organizations
        assert meeting.location in {place.key for place in body.locations}
        for item in meeting.items:
            assert item.parent_label is None or meeting.item(item.parent_label)
            for vote in item.votes:
                assert {person for person, _ in vote.members} <= persons
    for seat in body.memberships:
        assert seat.person in persons
        assert seat.organization in organizations


@each_body
def test_agenda_and_stations_tell_the_same(body: Body):
    """An item names the papers that have a station there, and both name the same result; an amendment may fail alone."""
    on_agenda = {(m.key, i.label, ref) for m in body.meetings for i in m.items for ref in i.papers}
    at_station = {(s.meeting, s.item, p.reference) for p in body.papers for s in p.stations if s.meeting}
    assert on_agenda == at_station
    for paper in body.papers:
        for station in paper.stations:
            if station.meeting is None or station.item is None:
                continue
            meeting = body.meeting(station.meeting)
            item = meeting.item(station.item)
            assert meeting.organization == station.organization
            assert station.public == item.public == paper.public
            if paper.type != "Änderungsantrag":
                assert station.result == item.result


@each_body
def test_every_non_public_matter_has_a_name_for_strangers(body: Body):
    hidden = [i for m in body.meetings for i in m.items if not i.public] + [p for p in body.papers if not p.public]
    assert len(hidden) >= (8 if body is LAUTERFELS else 1)
    shown = " ".join(i.title for m in body.meetings for i in m.items if i.public) + " ".join(
        p.title + p.text for p in body.papers if p.public
    )
    for matter in hidden:
        assert matter.public_title
        assert matter.public_title != matter.title
        assert matter.title not in shown
    for secret in ("Ostermann", "Stahlmann", "Rotfuchs", "Eberle", "Zum Anker"):
        assert secret not in shown


@each_body
def test_counted_votes_add_up_to_those_who_were_there(body: Body):
    for meeting in body.meetings:
        for item in meeting.items:
            for vote in item.votes:
                if vote.yes is None:
                    continue
                assert vote.accepted == (vote.yes > (vote.no or 0))
                total = vote.yes + (vote.no or 0) + (vote.abstain or 0)
                if body is LAUTERFELS:
                    assert total == (24 if meeting.organization == "council" else 10), item.label
                if vote.members:
                    counts = Counter(choice for _, choice in vote.members)
                    assert (counts["yes"], counts["no"], counts["abstain"]) == (vote.yes, vote.no, vote.abstain)


@pytest.mark.parametrize("days", range(14))
def test_whenever_it_is_loaded_the_past_is_past_and_the_papers_come_before_the_sitting(days: int):
    today = TODAY + timedelta(days=days)
    for body in BODIES:
        for meeting in body.meetings:
            day = meeting.day(today)
            assert day.weekday() == meeting.weekday
            assert (day < today) == (meeting.state == "held")
        for paper in body.papers:
            dated = today + timedelta(days=paper.date_offset)
            assert dated <= today
            days_of_stations = [body.meeting(s.meeting).day(today) for s in paper.stations if s.meeting]
            assert days_of_stations == sorted(days_of_stations)
            assert all(dated < day for day in days_of_stations), paper.reference


def test_there_is_one_of_each_kind_of_sitting():
    kinds = {(m.organization, m.state) for m in LAUTERFELS.meetings}
    assert {("council", "held"), ("council", "invited"), ("mobility", "invited"), ("mobility", "cancelled")} <= kinds
    assert [m.key for m in LAUTERFELS.meetings if m.recorded] == ["council-17"]


def test_one_of_each_kind_of_people_signs_in_and_holds_the_seats_that_are_promised():
    assert {login.kind for login in LOGINS} == {"office", "member", "citizen"}
    assert len({login.username for login in LOGINS}) == len(LOGINS)
    seats = {(m.person, m.organization) for m in LAUTERFELS.memberships}
    for login in LOGINS:
        if login.person is None:
            assert login.name not in {person.name for person in LAUTERFELS.persons}
        else:
            assert LAUTERFELS.person(login.person).name == login.name
        assert {(login.person, organization) for organization in login.seats} <= seats
