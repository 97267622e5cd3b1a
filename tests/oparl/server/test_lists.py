"""Lists: every object once while rows are added, filters as instants, deleted objects exactly when asked for, few queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.utils import timezone

from meetings.models import Audience, Meeting, Organization, Person
from motions.models import Paper
from tests.oparl.server.city import City
from tests.oparl.server.conftest import Asking
from tests.world import World

pytestmark = pytest.mark.django_db

BODY_LISTS = (
    "organization", "person", "meeting", "paper", "legislativeTermList", "agendaItem", "consultation", "file",
    "locationList", "membership",
)  # fmt: skip


def people(world: World, count: int) -> list[Person]:
    return Person.objects.bulk_create(
        Person(
            body=world.body, given_name="P", family_name=str(number), audience=Audience.PUBLIC,
            slug=f"p-{Person.objects.count()}-{number}",
        )
        for number in range(count)
    )  # fmt: skip


def list_of(ask: Asking, world: World, name: str) -> str:
    return str(ask.json(ask.id_of("body", world.body))[name])


def test_every_object_comes_once_while_others_are_added_and_go(ask: Asking, world: World) -> None:
    rows = people(world, 12)
    address = list_of(ask, world, "person") + "?limit=5"
    seen: list[str] = []
    while address:
        page = ask.json(address)
        seen += [one["id"] for one in page["data"]]
        address = page["links"].get("next", "")
        if len(seen) == 5:
            people(world, 3)
            Person.objects.get(uuid=seen[-1].rsplit("/", 1)[-1]).bury()  # the very one from which the next page goes on
    assert len(seen) == len(set(seen))
    assert {ask.id_of("person", row) for row in rows} <= set(seen)
    assert len(seen) == 2 + 12 + 3


def test_the_next_page_keeps_the_filters_and_writes_the_plus_so_that_it_stays_one(ask: Asking, world: World) -> None:
    people(world, 4)
    since = "2020-01-01T00:00:00+01:00"
    for written in (quote(since), since, since.replace("+", "%20")):
        page = ask.json(f"{list_of(ask, world, 'person')}?limit=2&created_since={written}&omit_internal=true")
        for link in page["links"].values():
            assert "created_since=2020-01-01T00%3A00%3A00%2B01%3A00" in link
            assert "omit_internal=true" in link
            assert "limit=2" in link
        assert len(page["data"]) == 2
        assert page["pagination"] == {"totalElements": 6, "elementsPerPage": 2}
        assert "membership" not in page["data"][0]


def test_both_ends_belong_to_a_time_and_zones_are_instants(ask: Asking, world: World) -> None:
    address = list_of(ask, world, "paper")
    one = ask.json(ask.id_of("paper", world.paper))
    for base in ("created", "modified"):
        at = one[base]
        for name in (f"{base}_since", f"{base}_until"):
            assert one["id"] in ids(ask.json(f"{address}?{name}={quote(at)}"))
        elsewhere = timezone.datetime.fromisoformat(at).astimezone(timezone.get_fixed_timezone(-420)).isoformat()
        assert one["id"] in ids(ask.json(f"{address}?{base}_since={quote(elsewhere)}&{base}_until={quote(elsewhere)}"))
        later = (timezone.datetime.fromisoformat(at) + timedelta(seconds=1)).isoformat()
        assert one["id"] not in ids(ask.json(f"{address}?{base}_since={quote(later)}"))
    assert ask.json(f"{address}?modified_since=2199-01-01T00:00:00%2B01:00")["data"] == []


def ids(page: Any) -> list[str]:
    return [one["id"] for one in page["data"]]


@pytest.mark.parametrize("value", ["heute", "2026-01-01", "2026-01-01T00:00:00", "9999-12-31T23:59:59Z", "", "1", "2026-13-01T00:00:00Z"])  # fmt: skip
def test_a_time_that_cannot_be_read_is_said_in_german(ask: Asking, world: World, value: str) -> None:
    refused = ask.json(f"{list_of(ask, world, 'paper')}?modified_since={quote(value)}", status=400)
    assert refused["type"] == "https://schema.oparl.org/1.1/Error"
    assert "Zeitangabe" in refused["message"]


def test_deleted_objects_are_listed_exactly_with_modified_since(ask: Asking, city: City) -> None:
    papers, meetings = (list_of(ask, city.world, name) for name in ("paper", "meeting"))
    buried, closed = ask.id_of("paper", city.buried), ask.id_of("meeting", city.closed)
    for query in ("", "?created_since=1970-01-01T00:00:00Z", "?modified_until=2199-01-01T00:00:00Z"):
        assert buried not in ids(ask.json(papers + query))
        assert closed not in ids(ask.json(meetings + query))
    since = "?modified_since=1970-01-01T00:00:00Z"
    for address, one in ((papers, buried), (meetings, closed)):
        told = next(row for row in ask.all_of(f"{address}{since}&limit=1") if row["id"] == one)
        assert told == ask.json(one)
        assert told["deleted"] is True
        assert set(told) == {"id", "type", "created", "modified", "deleted"}


def test_closing_makes_tombstones_at_once_and_opening_again_the_objects(ask: Asking, city: City) -> None:
    world = city.world
    below = [ask.id_of("meeting", world.meeting), ask.id_of("agendaitem", world.public_item)]
    below.append(ask.id_of("consultation", world.consultation))
    below += [ask.id_of("file", row) for row in city.recorded.recording.api_files.all()]
    alive = {address: ask.json(address) for address in below}
    with time_machine.travel(timezone.now() + timedelta(minutes=1), tick=False):
        Meeting.objects.filter(pk=world.meeting.pk).update(audience=Audience.OFFICE)
        moment = timezone.localtime().replace(microsecond=0).isoformat()
        for address in below:
            told = ask.json(address)
            assert told["deleted"] is True, told
            assert told["modified"] == moment
            assert told["created"] == alive[address]["created"]
        assert ask.json(ask.id_of("paper", world.paper))["modified"] == moment
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        Meeting.objects.filter(pk=world.meeting.pk).update(audience=Audience.PUBLIC)
        for address in below:
            told = ask.json(address)
            assert "deleted" not in told
            assert told["modified"] > moment
    assert len(below) == 7


def test_bytes_of_a_deleted_file_are_gone_and_its_object_is_a_tombstone(ask: Asking, city: City) -> None:
    one = ask.json(ask.id_of("file", city.minutes))
    city.minutes.refresh_from_db()
    city.minutes.bury()
    assert ask.json(one["id"])["deleted"] is True
    for name in ("accessUrl", "downloadUrl"):
        assert ask.json(one[name], status=410)["message"] == "Diese Datei wurde gelöscht."


QUERIES = {
    "organization": 11, "person": 9, "meeting": 44, "paper": 33, "legislativeTermList": 7, "agendaItem": 32,
    "consultation": 12, "file": 24, "locationList": 12, "membership": 9,
}  # fmt: skip


@pytest.mark.parametrize("name", BODY_LISTS)
def test_a_page_needs_a_fixed_number_of_queries(
    ask: Asking, city: City, name: str, django_assert_max_num_queries: Any
) -> None:
    address = list_of(ask, city.world, name)
    assert ask.json(address)["data"], name
    with django_assert_max_num_queries(QUERIES[name]):
        ask.json(f"{address}?modified_since=1970-01-01T00:00:00Z")


def test_more_objects_need_no_more_queries(ask: Asking, city: City, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    address = list_of(ask, city.world, "paper")

    def asked() -> int:
        with CaptureQueriesContext(connection) as context:
            ask.json(address)
        return len(context)

    few = asked()
    Paper.objects.bulk_create(
        Paper(body=city.world.body, name=f"P{n}", type="motion", audience=Audience.PUBLIC) for n in range(90)
    )
    assert asked() == few


def test_lists_of_an_organization(ask: Asking, city: City) -> None:
    committee = ask.json(ask.id_of("organization", city.world.committee_1))
    assert ids(ask.json(committee["meeting"])) == [ask.id_of("meeting", city.world.meeting)]
    assert len(ids(ask.json(committee["consultation"]))) == 2
    empty = Organization.objects.create(body=city.world.body, name="Neu", type="other", audience=Audience.PUBLIC)
    assert ask.json(ask.json(ask.id_of("organization", empty))["meeting"])["data"] == []


def test_a_place_that_does_not_exist_is_refused(ask: Asking, world: World) -> None:
    address = list_of(ask, world, "paper")
    for after in ("x", "00000000-0000-0000-0000-000000000000"):
        assert "Seite der Liste" in ask.json(f"{address}?after={after}", status=404)["message"]
    assert len(ask.json(f"{address}?limit=unsinn")["data"]) == 1
