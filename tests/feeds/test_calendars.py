"""Calendars as other programs read them: ical4j judges, ical.js reads, and what it reads is compared with what we know."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from meetings.agenda import publish_agenda
from meetings.models import AgendaItem, Audience, Body, Location, Meeting, MeetingState, Membership, Organization
from ris.feeds.calendars import nearest_colour
from ris.feeds.zone import vtimezone
from tests.checkers import events_in_ical_js, ical4j_faults
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
SUMMER_ENDS, SUMMER_BEGINS = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN), datetime(2027, 3, 28, 1, 30, tzinfo=BERLIN)
LONG = "Straßenbahn, Gleisbögen; Über„längen“ \\ Ökologie: " + "Äpfel und Öl " * 30


def sitting(world: World, name: str, start: datetime, **more: object) -> Meeting:
    row = Meeting.objects.create(
        body=world.body, name=name, start=start, audience=Audience.PUBLIC,
        **{"state": MeetingState.INVITED, "location": world.meeting.location, **more},
    )  # fmt: skip
    row.organizations.set([world.committee_1])
    return row


@pytest.fixture
def strange(world: World) -> World:
    """The world with sittings that break careless calendars."""
    now = timezone.now()
    place = Location.objects.create(
        body=world.body, room="Bürgerhaus; Saal „Süd“, 2. OG", street_address="Äußere Ringstraße 5", postal_code="76133",
        locality="Musterstadt", latitude=49.00937, longitude=8.40444, accessibility="Aufzug, Höranlage",
    )  # fmt: skip
    sitting(world, "Abgesagte Sitzung", now + timedelta(days=4), cancelled=True, cancel_reason="Krank; leider, ja")
    sitting(world, "Geplante Sitzung", now + timedelta(days=40), state=MeetingState.PLANNED, location=None)
    sitting(world, "Nacht, in der die Sommerzeit endet", SUMMER_ENDS)
    sitting(world, "Nacht, in der die Sommerzeit beginnt", SUMMER_BEGINS, end=SUMMER_BEGINS + timedelta(hours=3))
    long = sitting(world, LONG[:200], now + timedelta(days=5), end=now + timedelta(days=5, hours=4), location=place)
    AgendaItem.objects.create(meeting=long, position=1, label="1", title=LONG, public=True, audience=Audience.PUBLIC)
    AgendaItem.objects.create(
        meeting=long, position=2, label="2", title="Mit\tTab\x07und\nUmbruch", public=True, audience=Audience.PUBLIC
    )
    return world


def addresses(world: World) -> list[str]:
    slugs = Meeting.objects.filter(audience=Audience.PUBLIC).values_list("slug", flat=True)
    return [
        "/kalender.ics", "/kalender.ics?ab=anfang", f"/kalender.ics?gemeinde={world.body.slug}",
        f"/gremien/{world.committee_1.slug}/kalender.ics", f"/gremien/{world.faction.slug}/kalender.ics",
        f"/personen/{world.anna_person.slug}/kalender.ics", *(f"/sitzungen/{slug}/termin.ics" for slug in slugs),
    ]  # fmt: skip


def read(client: Client, address: str, **more: str) -> list[dict[str, object]]:
    answer = client.get(address, **more)
    assert answer.status_code == 200, address
    return events_in_ical_js(answer.content.decode())


@time_machine.travel(datetime(2026, 10, 20, 9, tzinfo=UTC), tick=False)
def test_programs_not_ours_find_nothing_wrong_with_any_calendar(client: Client, strange: World, tmp_path: Path) -> None:
    asked = addresses(strange)
    found = [client.get(address) for address in asked]
    assert len(found) > 12
    assert {answer.status_code for answer in found} == {200}
    assert dict(
        zip(asked, ical4j_faults([answer.content for answer in found], tmp_path), strict=True)
    ) == dict.fromkeys(asked, "")
    for answer in found:
        # ical4j lets these pass.
        assert b"\n" not in answer.content.replace(b"\r\n", b"")
        assert max(len(line) for line in answer.content.split(b"\r\n")) <= 75
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert b"METHOD" not in answer.content
        answer.content.decode("utf-8", "strict")


def test_the_checker_refuses_a_broken_calendar(client: Client, world: World, tmp_path: Path) -> None:
    good = client.get("/kalender.ics").content
    broken = [good.replace(b"DTSTAMP", b"X-STAMP"), good.replace(b"STATUS:CONFIRMED", b"STATUS:MAYBE"), good[:-40]]
    assert all(ical4j_faults(broken, tmp_path))


@time_machine.travel(datetime(2026, 10, 20, 9, tzinfo=UTC), tick=False)
def test_ical_js_reads_what_stands_in_the_database(client: Client, strange: World) -> None:
    found = {str(event["uid"]): event for event in read(client, "/kalender.ics?ab=anfang")}
    rows = {
        f"{row.uuid}@127.0.0.1": row
        for row in Meeting.objects.filter(audience=Audience.PUBLIC).select_related("location")
    }
    assert set(found) == set(rows)
    assert len(rows) == 8
    for uid, row in rows.items():
        event = found[uid]
        assert event["start"] == int(row.start.timestamp()) * 1000
        length = row.end - row.start if row.end else timedelta(hours=2)
        assert event["end"] - event["start"] == length.total_seconds() * 1000, row.name
        assert event["url"] == f"{settings.CANONICAL_HOST}/sitzungen/{row.slug}/"
        assert row.name in str(event["summary"])
        assert event["status"] == (
            "CANCELLED" if row.cancelled else "TENTATIVE" if row.state == MeetingState.PLANNED else "CONFIRMED"
        )
    by_name = {str(event["summary"]): event for event in found.values()}
    cancelled = by_name["Abgesagt: Ausschuss für Mobilität, Abgesagte Sitzung"]
    assert str(cancelled["description"]).startswith("Krank; leider, ja\n")
    long = by_name[f"Ausschuss für Mobilität, {LONG[:200].strip()}"]
    assert long["location"] == "Bürgerhaus; Saal „Süd“, 2. OG, Äußere Ringstraße 5, 76133 Musterstadt"
    assert f"1 {LONG.strip()}" in str(long["description"])
    assert "2 Mit Tab und\nUmbruch" in str(long["description"])
    assert long["categories"] == ["Ausschuss für Mobilität"]


def test_the_agenda_shows_public_titles_only_and_drafts_do_not_exist(client: Client, world: World) -> None:
    for who in (None, world.bruno, world.dora):
        if who:
            client.force_login(who)
        text = "".join(client.get(address).content.decode() for address in addresses(world)).replace("\r\n ", "")
        assert "1 Straßenbahn in die Gartenstraße\\n2 Grundstücksangelegenheit" in text
        assert SENTINEL not in text
        assert str(world.draft_meeting.uuid) not in text


def test_who_may_see_a_draft_gets_its_file_and_nobody_keeps_it(client: Client, world: World) -> None:
    address = f"/sitzungen/{world.draft_meeting.slug}/termin.ics"
    assert client.get(address).status_code == 404
    client.force_login(world.dora)
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("private")
    assert "Last-Modified" not in answer
    assert f"Nichtöffentlich: Ausschuss für Mobilität\\, Sondersitzung {SENTINEL}" in answer.content.decode().replace(
        "\r\n ", ""
    )


def test_geo_colour_and_the_head_say_what_they_should(client: Client, strange: World) -> None:
    Organization.objects.filter(pk=strange.committee_1.pk).update(colour="#cc2244")
    calendar = Calendar.from_ical(client.get(f"/gremien/{strange.committee_1.slug}/kalender.ics").content)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Ausschuss für Mobilität (Musterstadt)"
    assert calendar["COLOR"] == "crimson"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=4)
    text = client.get(f"/gremien/{strange.committee_1.slug}/kalender.ics").content.decode()
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in text
    assert "X-PUBLISHED-TTL:PT4H\r\n" in text
    assert "SOURCE;VALUE=URI:http://127.0.0.1:8000/gremien/" in text
    assert "GEO:49.00937;8.40444\r\n" in text
    assert nearest_colour("nonsense") == "teal"


def test_the_zone_says_the_hour_of_every_day_since_1981() -> None:
    # Compared with the time zone database, at noon and in the nights of the change.
    zone = vtimezone().to_tz()
    day, days = datetime(1981, 6, 1, 12), 0
    while day.year < 2040:
        for hour in (0, 4, 12):
            moment = day.replace(hour=hour)
            assert moment.replace(tzinfo=zone).utcoffset() == moment.replace(tzinfo=BERLIN).utcoffset(), moment
        day, days = day + timedelta(days=1), days + 1
    assert days > 21_000


@time_machine.travel(datetime(2026, 10, 20, 9, tzinfo=UTC), tick=False)
def test_the_last_year_is_sent_and_more_when_asked(client: Client, world: World) -> None:
    old = sitting(world, "Sitzung von früher", datetime(2019, 7, 1, 17, tzinfo=BERLIN), end=None)
    assert str(old.uuid) not in client.get("/kalender.ics").content.decode()
    for asked in ("anfang", "2019-07-01", "1990-01-01"):
        assert str(old.uuid) in client.get(f"/kalender.ics?ab={asked}").content.decode()
    assert str(old.uuid) not in client.get("/kalender.ics?ab=2019-07-02").content.decode()
    for nonsense in ("gestern", "2019-13-01", "99999-01-01"):
        assert client.get("/kalender.ics", {"ab": nonsense}).status_code == 404


def test_a_person_has_the_sittings_of_their_seats_on_that_day(client: Client, world: World) -> None:
    person = world.anna_person
    joint = sitting(world, "Gemeinsame Sitzung", timezone.now() + timedelta(days=6))
    joint.organizations.set([world.committee_1, world.council])
    Membership.objects.create(person=person, organization=world.council, start_date=timezone.localdate())
    held = world.meeting
    Membership.objects.filter(person=person, organization=world.committee_1).update(
        end_date=timezone.localtime(held.start).date()
    )
    later = sitting(world, "Nach dem Ausscheiden", held.start + timedelta(days=1))
    text = client.get(f"/personen/{person.slug}/kalender.ics").content.decode()
    assert text.count(str(joint.uuid)) == 1
    assert str(held.uuid) in text
    assert str(later.uuid) not in text


def test_on_a_municipalitys_own_host_stand_only_its_own_sittings(client: Client, world: World) -> None:
    Body.objects.filter(pk=world.other_body.pk).update(host="nebendorf.example")
    own = client.get("/kalender.ics", headers={"host": "nebendorf.example"}).content.decode()
    assert str(world.other_meeting.uuid) in own
    assert str(world.meeting.uuid) not in own
    assert f"https://nebendorf.example/sitzungen/{world.other_meeting.slug}/" in own.replace("\r\n ", "").replace(
        "http://", "https://"
    )
    for path in (f"/gremien/{world.committee_1.slug}/kalender.ics", f"/sitzungen/{world.meeting.slug}/termin.ics"):
        assert client.get(path, headers={"host": "nebendorf.example"}).status_code == 404
    both = client.get("/kalender.ics").content.decode()
    assert str(world.other_meeting.uuid) in both
    assert str(world.meeting.uuid) in both


def test_whoever_has_it_already_gets_nothing_until_something_changes(client: Client, world: World) -> None:
    address = "/kalender.ics"
    first = client.get(address)
    tag = first["ETag"]
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        again = client.get(address, headers={"if-none-match": tag})
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == tag
    item = world.public_item
    item.title = "Straßenbahn bis zum Bahnhof"
    item.save()
    changed = client.get(address, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag
    meeting = Meeting.objects.get(pk=world.meeting.pk)
    meeting.audience = Audience.OFFICE
    meeting.save()
    withdrawn = client.get(address, headers={"if-none-match": changed["ETag"]})
    assert withdrawn.status_code == 200
    assert str(world.meeting.uuid) not in withdrawn.content.decode()
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.parametrize("kind", ["/kalender.ics?ab=anfang", "/gremien/{0.slug}/kalender.ics"])
def test_more_sittings_ask_no_more_of_the_database(client: Client, world: World, kind: str) -> None:
    address = kind.format(world.committee_1)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(12):
        row = sitting(world, f"{number}. Sitzung", timezone.now() + timedelta(days=number))
        AgendaItem.objects.create(meeting=row, position=1, title="Haltestelle", public=True, audience=Audience.OFFICE)
        publish_agenda(row, kind="invitation", at=timezone.now())
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).content.count(b"BEGIN:VEVENT") > 12
    assert len(many) == len(few) <= 9, [query["sql"][:90] for query in many]
