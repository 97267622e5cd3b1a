"""The invented city loads whole, twice without change, and opens only what may be open."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from meetings.agenda import lines_for
from meetings.models import AgendaItem, Body, Mandate, Meeting, Organization, Person
from motions.models import Consultation, Paper, Vote
from ris.demo import load
from ris.demo.city import BODIES

EVERYONE = AnonymousUser()


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.mark.django_db
def test_the_city_is_whole(today: date) -> None:
    for plain in BODIES:
        loaded = load.load_city(plain, today)
        assert Organization.objects.filter(body=loaded.body).count() == len(plain.organizations)
        assert Person.objects.filter(body=loaded.body).count() == len(plain.persons)
        assert Meeting.objects.filter(body=loaded.body).count() == len(plain.meetings)
        assert AgendaItem.objects.filter(meeting__body=loaded.body).count() == sum(len(m.items) for m in plain.meetings)
        assert Paper.objects.filter(body=loaded.body).count() == len(plain.papers)
        assert Consultation.objects.filter(paper__body=loaded.body).count() == sum(
            len(p.stations) for p in plain.papers
        )
    assert Body.objects.count() == len(BODIES) == 2
    assert Vote.objects.exists()


@pytest.mark.django_db
def test_a_second_time_nothing_changes(today: date) -> None:
    first = load.load_city(BODIES[0], today)
    users = load.create_users(first, today)
    again = load.load_city(BODIES[0], today + timedelta(days=1))
    assert again.body == first.body
    assert load.recorded_meeting(again, BODIES[0]) == load.recorded_meeting(first, BODIES[0])
    assert load.create_users(again, today) == users
    assert Mandate.objects.count() == 2


@pytest.mark.django_db
def test_every_non_public_item_shows_only_its_public_title(today: date) -> None:
    loaded = load.load_city(BODIES[0], today)
    hidden = 0
    for meeting in loaded.meetings.values():
        lines = lines_for(meeting, EVERYONE)
        titles = {line.title for line in lines}
        for item in AgendaItem.objects.filter(meeting=meeting, public=False):
            hidden += 1
            assert item.title not in titles
            assert item.public_title in titles
        assert [line.label for line in lines] == [item.label for item in meeting.agenda_items.order_by("position")]
    assert hidden >= 2
    assert Paper.objects.filter(body=loaded.body).visible_to(EVERYONE).count() < len(BODIES[0].papers)
