"""SEQUENCE rises exactly when people have to change their plans, however the change is written, and never falls."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, models, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from meetings.models import AgendaItem, Location, Meeting, MeetingState
from ris.feeds.models import Revision
from tests.world import World

pytestmark = pytest.mark.django_db


def sequence(world: World) -> int:
    answer = Client().get(f"/sitzungen/{Meeting.objects.get(pk=world.meeting.pk).slug}/termin.ics")
    event = Calendar.from_ical(answer.content).events[0]
    assert event["UID"] == f"{world.meeting.uuid}@127.0.0.1"
    return int(event["SEQUENCE"])


def saved(**values: object) -> Callable[[World], None]:
    def change(world: World) -> None:
        row = Meeting.objects.get(pk=world.meeting.pk)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()

    return change


def other_place(world: World) -> None:
    place = Location.objects.create(body=world.body, room="Bürgersaal")
    Meeting.objects.filter(pk=world.meeting.pk).update(location=place)


def past_everything(world: World) -> None:
    """As `psql` would write it."""
    rows = models.QuerySet(Meeting).filter(pk=world.meeting.pk)
    rows.update(start=world.meeting.start + timedelta(minutes=5))


RISES: dict[str, Callable[[World], object]] = {
    "later": lambda world: saved(start=world.meeting.start + timedelta(hours=1))(world),
    "longer": lambda world: saved(end=world.meeting.start + timedelta(hours=5))(world),
    "called off": saved(cancelled=True),
    "planned again": saved(state=MeetingState.PLANNED),
    "later, in bulk": lambda world: Meeting.objects.all().update(start=models.F("start") + timedelta(hours=1)),
    "called off, in bulk": lambda world: Meeting.objects.filter(pk=world.meeting.pk).update(cancelled=True),
    "bulk_update": lambda world: Meeting.objects.bulk_update(
        [Meeting(pk=world.meeting.pk, start=timezone.now())], ["start"]
    ),
    "another room": other_place,
    "the room has another name": lambda world: Location.objects.filter(pk=world.meeting.location_id).update(
        room="Aula"
    ),
    "found on the map": lambda world: Location.objects.filter(pk=world.meeting.location_id).update(
        latitude=49.0, longitude=8.4
    ),
    "past all our querysets": past_everything,
}
STAYS: dict[str, Callable[[World], object]] = {
    "nothing": lambda world: None,
    "saved as it is": saved(),
    "another name": saved(name="Ausschuss für Mobilität und Verkehr"),
    "another address": saved(slug="anderswo"),
    "another title of an item": lambda world: AgendaItem.objects.filter(pk=world.public_item.pk).update(title="Bus"),
    "the place says more on access": lambda world: Location.objects.filter(pk=world.meeting.location_id).update(
        accessibility="Rampe"
    ),
    "the same start, in bulk": lambda world: Meeting.objects.all().update(start=models.F("start")),
}


@pytest.mark.parametrize("change", RISES.values(), ids=RISES)
def test_it_rises_by_one(world: World, change: Callable[[World], object]) -> None:
    assert sequence(world) == 0
    change(world)
    assert sequence(world) == 1
    assert sequence(world) == 1, "reading changes nothing"


@pytest.mark.parametrize("change", STAYS.values(), ids=STAYS)
def test_it_stays(world: World, change: Callable[[World], object]) -> None:
    change(world)
    assert sequence(world) == 0


def test_each_change_counts_also_when_nobody_read_meanwhile_and_one_back_counts_too(world: World) -> None:
    begins = world.meeting.start
    for hours in (1, 2, 0):
        saved(start=begins + timedelta(hours=hours))(world)
    assert sequence(world) == 3


def test_what_was_rolled_back_never_happened(world: World) -> None:
    with transaction.atomic():
        saved(cancelled=True)(world)
        transaction.set_rollback(True)
    assert sequence(world) == 0


def test_a_sitting_that_nobody_counted_is_counted_from_its_first_reading(world: World) -> None:
    Revision.objects.all().delete()
    assert sequence(world) == 0
    saved(cancelled=True)(world)
    assert sequence(world) == 1


def test_the_moment_of_the_change_is_told(client: Client, world: World) -> None:
    before = Calendar.from_ical(client.get(f"/sitzungen/{world.meeting.slug}/termin.ics").content).events[0]
    place = world.meeting.location_id
    with connection.cursor() as cursor:
        cursor.execute("UPDATE meetings_meeting SET modified = %s", [timezone.now() - timedelta(days=30)])
    Location.objects.filter(pk=place).update(room="Aula")
    after = Calendar.from_ical(client.get(f"/sitzungen/{world.meeting.slug}/termin.ics").content).events[0]
    assert after["DTSTAMP"].dt == after["LAST-MODIFIED"].dt >= before["DTSTAMP"].dt
