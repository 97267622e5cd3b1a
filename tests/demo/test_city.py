"""The invented city hangs together: who sits where, which paper went where, and no reference leads nowhere."""

from collections import Counter
from datetime import date, timedelta

import pytest

from ris.demo.city import BODIES, LAUTERFELS
from ris.demo.people import LOGINS
from ris.demo.records import AT_THE_TABLE, HANGING, Body

TODAY = date(2027, 3, 10)

each_body = pytest.mark.parametrize("body", BODIES, ids=lambda body: body.key)


def current(organization: str) -> list:
    return [m for m in LAUTERFELS.memberships if m.organization == organization and m.end_offset is None]


def test_24_members_sit_in_five_fractions_and_nobody_in_two():
    fractions = [o.key for o in LAUTERFELS.organizations if o.type == "fraction"]
    seats = [m.person for fraction in fractions for m in current(fraction)]
    in_council = {m.person for m in current("council") if m.role == "Mitglied"}
    assert len(fractions) == 5
    assert len(seats) == 24
    assert set(seats) == in_council
    assert LAUTERFELS.organization("council").statutory_number == 24


def test_there_are_three_committees_and_two_district_councils_with_as_many_members_as_their_rules_say():
    kinds = Counter(o.type for o in LAUTERFELS.organizations)
    assert (kinds["council"], kinds["committee"], kinds["district"]) == (1, 3, 2)
    for organization in LAUTERFELS.organizations:
        if organization.type not in ("committee", "district"):
            continue
        members = [m for m in current(organization.key) if m.role == "Mitglied"]
        assert len(members) == organization.statutory_number, organization.key
        assert [m.role for m in current(organization.key)].count("Vorsitz") == 1
        for member in members:
            fraction = LAUTERFELS.fraction_of(member.person)
            assert member.on_behalf_of is not None
            if organization.type == "committee":
                assert fraction is not None, member.person
                assert member.on_behalf_of == fraction.key


def test_a_member_who_left_was_followed_by_another_the_next_day():
    left = [m for m in LAUTERFELS.memberships if m.end_offset is not None]
    assert {m.organization for m in left} >= {"council", "zukunft"}
    for seat in left:
        followed = [
            m
            for m in LAUTERFELS.memberships
            if m.organization == seat.organization and m.start_offset == (seat.end_offset or 0) + 1
        ]
        assert len(followed) == 1, seat.organization


@each_body
def test_keys_names_and_references_are_unique(body: Body):
    for keys in (
        [p.key for p in body.persons],
        [p.name for p in body.persons],
        [p.family for p in body.persons],
        [o.key for o in body.organizations],
        [o.name for o in body.organizations],
        [m.key for m in body.meetings],
        [p.reference for p in body.papers],
        [p.title for p in body.papers],
        [p.summary for p in body.papers],
        *([item.label for item in meeting.items] for meeting in body.meetings),
    ):
        assert [key for key, times in Counter(keys).items() if times > 1] == []


def test_nobody_sits_in_two_municipalities():
    ours, theirs = ({p.name for p in body.persons} for body in BODIES)
    assert not ours & theirs


@each_body
def test_everything_named_exists(body: Body):
    organizations, persons = {o.key for o in body.organizations}, {p.key for p in body.persons}
    references, meetings = {p.reference for p in body.papers}, {m.key for m in body.meetings}
    for paper in body.papers:
        assert paper.submitters, paper.reference
        assert set(paper.submitters) <= organizations | persons, paper.reference
        assert {*paper.related, paper.belongs_to, paper.supersedes} - {None} <= references, paper.reference
        assert {paper.withdrawn_at, (paper.dated_before or (None,))[0]} - {None} <= meetings, paper.reference
        assert (paper.belongs_to is not None) == (paper.type in HANGING), paper.reference
    for meeting in body.meetings:
        assert meeting.organization in organizations
        assert meeting.location in {place.key for place in body.locations}
        assert set(meeting.absent) <= {m.person for m in body.memberships if m.organization == meeting.organization}
        for item in meeting.items:
            assert item.parent_label is None or meeting.item(item.parent_label)
            for vote in item.votes:
                assert {person for person, _ in vote.members} <= persons
                assert vote.paper is None or vote.paper in item.papers
    for seat in body.memberships:
        assert seat.person in persons
        assert seat.organization in organizations


@each_body
def test_every_paper_reads_like_one(body: Body):
    for paper in body.papers:
        assert 30 <= len(paper.summary) <= 240, (paper.reference, len(paper.summary))
        assert paper.summary.endswith("."), paper.reference
        assert paper.points, paper.reference
        assert paper.text or paper.answers, paper.reference
        assert bool(paper.answers) == (paper.type == "Antwort"), paper.reference
        assert not paper.answers or len(paper.answers) == len(paper.points), paper.reference
        if paper.type == "Anfrage":
            assert all(point.endswith("?") for point in paper.points), paper.reference
            assert paper.answer_due_offset is not None, paper.reference
        if paper.type in ("Beschlussvorlage", "Antrag"):
            assert paper.costs, paper.reference
        for attachment in paper.attachments:
            assert len({len(row) for row in attachment.table}) == 1, (paper.reference, attachment.title)


@each_body
def test_agenda_and_stations_tell_the_same(body: Body):
    """An item names the papers that have a station there, and both name the same result; what hangs on a paper may fail alone."""
    on_agenda = {(m.key, i.label, ref) for m in body.meetings for i in m.items for ref in i.papers}
    at_station = {(s.meeting, s.item, p.reference) for p in body.papers for s in p.stations if s.meeting}
    assert on_agenda == at_station
    for paper in body.papers:
        deciding = [s.authoritative for s in paper.stations].count(True)
        assert deciding == 1 or (paper.type in HANGING and deciding == 0), paper.reference
        for station in paper.stations:
            if station.meeting is None or station.item is None:
                continue
            meeting = body.meeting(station.meeting)
            item = meeting.item(station.item)
            assert meeting.organization == station.organization
            assert station.public == item.public == paper.public
            if paper.type not in HANGING:
                assert station.result == item.result, paper.reference


@each_body
def test_only_a_sitting_that_was_held_has_results(body: Body):
    for meeting in body.meetings:
        for item in meeting.items:
            if meeting.state == "held":
                assert item.result or not item.papers, (meeting.key, item.label)
            else:
                assert item.result in ("", "taken_off"), (meeting.key, item.label)
                assert not item.votes


@each_body
def test_what_hangs_on_a_paper_comes_before_the_same_people_as_that_paper(body: Body):
    for paper in body.papers:
        if paper.belongs_to is None or paper.type == "Antwort":
            continue
        parent = body.paper(paper.belongs_to)
        places = {(s.meeting, s.item) for s in parent.stations}
        assert {(s.meeting, s.item) for s in paper.stations} <= places, paper.reference


@each_body
def test_every_non_public_matter_has_a_name_for_strangers(body: Body):
    hidden = [i for m in body.meetings for i in m.items if not i.public] + [p for p in body.papers if not p.public]
    assert len(hidden) >= (18 if body is LAUTERFELS else 2)
    shown = " ".join(
        f"{i.title} {i.announced_as} {i.resolution_text}" for m in body.meetings for i in m.items if i.public
    )
    for p in body.papers:
        if p.public:
            shown += " ".join((p.title, p.summary, p.text, p.costs, *p.points, *p.answers))
    for matter in hidden:
        assert matter.public_title
        assert matter.public_title != matter.title
        assert matter.title not in shown
    for secret in (
        "Ostermann", "Stahlmann", "Rotfuchs", "Eberle", "Zum Anker", "Falkner", "Nägele", "Lichtwerk", "Adelheid Merz",
        "Ruderverein", "Brauerei", "Sparkasse", "Hausverbot", "Dörrwald",
    ):  # fmt: skip
        assert secret not in shown, secret
        assert secret in " ".join(matter.title for body in BODIES for matter in secrets(body)), secret


def secrets(body: Body) -> list:
    return [i for m in body.meetings for i in m.items if not i.public] + [p for p in body.papers if not p.public]


@pytest.mark.parametrize("days", range(14))
def test_whenever_it_is_loaded_the_past_is_past_and_the_papers_come_before_the_sitting(days: int):
    today = TODAY + timedelta(days=days)
    for body in BODIES:
        for meeting in body.meetings:
            day = meeting.day(today)
            assert meeting.weekday in (None, day.weekday())
            assert (day < today) == (meeting.state == "held"), meeting.key
        for paper in body.papers:
            dated = paper.day(today, body)
            assert dated <= today, paper.reference
            assert dated.weekday() < 5 or paper.dated_before, paper.reference
            days_of_stations = [body.meeting(s.meeting).day(today) for s in paper.stations if s.meeting]
            assert days_of_stations == sorted(days_of_stations), paper.reference
            if paper.type in AT_THE_TABLE:
                assert all(dated <= day for day in days_of_stations), paper.reference
            else:
                assert all(dated < day for day in days_of_stations), paper.reference
            if paper.belongs_to:
                assert dated >= body.paper(paper.belongs_to).day(today, body), paper.reference
            if paper.supersedes:
                assert dated > body.paper(paper.supersedes).day(today, body), paper.reference
            if paper.follow_up:
                assert paper.follow_up.as_of <= 0
                assert days_of_stations[-1] <= today, paper.reference


def test_there_are_sittings_in_every_state():
    assert len(LAUTERFELS.meetings) >= 14
    assert Counter(m.state for m in LAUTERFELS.meetings).keys() == {"held", "invited", "planned", "cancelled"}
    assert [m.key for m in LAUTERFELS.meetings if m.day(TODAY) == TODAY] == ["muehlenviertel-6"]
    assert [m.key for m in LAUTERFELS.meetings if m.recorded] == ["council-17"]
    with_supplement = {m.key for m in LAUTERFELS.meetings if m.supplement_days_before is not None}
    changed = {m.key for m in LAUTERFELS.meetings for i in m.items if i.added == "supplement" or i.announced_as}
    assert with_supplement == changed
    assert len(with_supplement) >= 4
    assert any(i.added == "session" for m in LAUTERFELS.meetings for i in m.items)


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
