"""A member's own calendar: what is in it, for whom it is, and how it ends."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from meetings.models import AgendaItem, Audience, Body, Mandate, Meeting, MeetingState
from ris.feeds import private
from ris.feeds.models import PrivateCalendar
from ris.upkeep.log_lines import WithoutPersonalData
from tests.checkers import events_in_ical_js, ical4j_faults
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db
PAGE = "/mein-kalender/"
NO_SUCH = "/kalender/privat/" + "A" * 43 + ".ics"


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def hidden(world: World) -> Meeting:
    """A non-public sitting of Bruno's committee, with an item that has a title nobody else may read."""
    row = Meeting.objects.create(
        body=world.body, name=f"Klausur {SENTINEL}", start=timezone.now() + timedelta(days=8), audience=Audience.MEMBERS,
        state=MeetingState.INVITED,
    )  # fmt: skip
    row.organizations.set([world.committee_1])
    AgendaItem.objects.create(
        meeting=row, position=1, title="Ankauf Grundstück Müller", public_title="Grundstück", audience=Audience.MEMBERS
    )
    return row


def made(who: User, what: str = "make") -> str:
    """The path of the address that the page shows after the button was pressed."""
    client = Client()
    client.force_login(who)
    answer = client.post(PAGE, {"what": what})
    found = re.search(r'value="(http://127\.0\.0\.1:8000(/kalender/privat/[\w-]{43}\.ics))"', answer.content.decode())
    assert found, answer.content.decode()
    assert f'href="webcal://127.0.0.1:8000{found[2]}"' in answer.content.decode()
    return found[2]


def seen(path: str) -> set[str]:
    """Names of the sittings in it, as ical.js reads them; asked without any cookie."""
    answer = Client().get(path)
    assert answer.status_code == 200
    return {str(event["uid"]).split("@")[0] for event in events_in_ical_js(answer.content.decode())}


def test_a_member_gets_the_own_sittings_and_the_non_public_ones(world: World, hidden: Meeting, tmp_path: Path) -> None:
    bruno, clara, dora = made(world.bruno), made(world.clara), made(world.dora)
    assert seen(bruno) == {str(world.meeting.uuid), str(hidden.uuid)}
    assert seen(clara) == set(), "committee 2 has not met"
    everything = {str(row.uuid) for row in Meeting.objects.filter(body=world.body)}
    assert seen(dora) == everything
    assert len(everything) == 4
    content = Client().get(bruno).content
    text = content.decode().replace("\r\n ", "")
    assert ical4j_faults([content], tmp_path) == [""]
    assert "Müller" not in text, "what is dealt with in private is not for phones"
    assert "CLASS:PRIVATE" in text
    assert "SUMMARY:Nichtöffentlich: Ausschuss für Mobilität\\, Klausur" in text
    assert "SOURCE" not in text
    assert bruno.split("/")[-1][:20] not in text


def test_a_seat_counts_at_the_time_of_the_sitting(world: World, hidden: Meeting) -> None:
    address = made(world.bruno)
    Mandate.objects.filter(user=world.bruno).update(end_date=timezone.localdate())
    assert seen(address) == {str(world.meeting.uuid)}


def test_a_new_address_ends_the_old_one_and_the_end_ends_all(world: World, hidden: Meeting) -> None:
    first = made(world.bruno)
    second = made(world.bruno)
    assert first != second
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client = Client()
    client.force_login(world.bruno)
    answer = client.post(PAGE, {"what": "end"}, follow=True)
    assert "Ihre Adresse gilt nicht mehr" in answer.content.decode()
    assert Client().get(second).status_code == 404
    assert PrivateCalendar.objects.filter(revoked_at__isnull=True).count() == 0


def test_a_closed_account_shows_nothing(world: World, hidden: Meeting) -> None:
    address = made(world.bruno)
    User.objects.filter(pk=world.bruno.pk).update(is_active=False)
    answer = Client().get(address)
    assert answer.status_code == 404
    assert answer.content == Client().get(NO_SUCH).content, "the same words as for an address that never was"
    User.objects.filter(pk=world.bruno.pk).update(is_active=True)
    assert Client().get(address).status_code == 200


def test_the_secret_is_shown_once_and_kept_nowhere(world: World) -> None:
    secret = made(world.bruno).split("/")[-1].removesuffix(".ics")
    client = Client()
    client.force_login(world.bruno)
    assert secret not in client.get(PAGE).content.decode()
    row = PrivateCalendar.objects.get()
    assert secret not in str(row.__dict__)
    assert row.token_hash == private.hashed(secret)
    assert len(secret) == 43
    with connection.cursor() as cursor:
        for table in ("django_session", "feeds_privatecalendar", "shared_cache"):
            cursor.execute(f"SELECT * FROM {table}")
            assert secret not in str(cursor.fetchall()), table


def test_strangers_are_led_to_the_sign_in_and_only_the_own_address_is_ended(world: World) -> None:
    for answer in (Client().get(PAGE), Client().post(PAGE, {"what": "make"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/anmelden/")
    address = made(world.bruno)
    client = Client()
    client.force_login(world.clara)
    client.post(PAGE, {"what": "end"})
    assert Client().get(address).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.bruno)
    assert strict.post(PAGE, {"what": "end"}).status_code == 403
    assert client.post(PAGE, {"what": "nonsense"}).status_code == 200


def test_headers_keep_it_out_of_engines_referrers_and_shared_caches(world: World) -> None:
    address = made(world.bruno)
    client = Client()
    client.force_login(world.bruno)
    for answer in (Client().get(address), Client().get(NO_SUCH), client.get(PAGE), client.post(PAGE, {"what": "make"})):
        # On the page with forms a browser has to say where they come from; its own address is no secret.
        assert answer["Referrer-Policy"] == ("same-origin" if "csrf" in answer.content.decode() else "no-referrer")
        assert "noindex" in answer["X-Robots-Tag"]
        assert "private" in answer["Cache-Control"]
        assert "Access-Control-Allow-Origin" not in answer
    assert "no-store" in client.post(PAGE, {"what": "make"})["Cache-Control"]
    robots = Client().get("/robots.txt").content.decode()
    assert "Disallow: /kalender/privat/" in robots


def test_nothing_comes_twice_and_its_use_is_noted_to_the_hour(world: World, hidden: Meeting) -> None:
    address = made(world.bruno)
    first = Client().get(address)
    assert "Last-Modified" not in first
    noted = PrivateCalendar.objects.get().last_used_at
    assert noted is not None
    with time_machine.travel(timezone.now() + timedelta(minutes=30)):
        again = Client().get(address, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert PrivateCalendar.objects.get().last_used_at == noted
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        Client().get(address)
    assert PrivateCalendar.objects.get().last_used_at > noted
    client = Client()
    client.force_login(world.bruno)
    assert "Zuletzt benutzt am" in client.get(PAGE).content.decode()


def test_on_another_municipalitys_host_its_sittings_do_not_show(world: World, hidden: Meeting) -> None:
    Body.objects.filter(pk=world.other_body.pk).update(host="nebendorf.example")
    answer = Client().get(made(world.bruno), headers={"host": "nebendorf.example"})
    assert answer.status_code == 200
    assert b"VEVENT" not in answer.content


@time_machine.travel("2026-11-24T10:10:00+01:00", tick=False)
def test_who_guesses_or_asks_too_often_has_to_wait(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    address = made(world.bruno)
    monkeypatch.setattr(private, "WRONG_AN_HOUR", 3)
    monkeypatch.setattr(private, "READS_AN_HOUR", 2)
    assert [Client().get(NO_SUCH).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    assert Client().get(NO_SUCH, REMOTE_ADDR="10.1.2.3").status_code == 404, "one visitor does not shut others out"
    assert [Client().get(address).status_code for _ in range(3)] == [200, 200, 429]
    last = Client().get(address)
    assert last["Retry-After"] == "3600"
    assert "Zu viele Anfragen" in last.content.decode()
    with time_machine.travel("2026-11-24T11:01:00+01:00", tick=False):
        assert Client().get(address).status_code == 200


def test_no_line_of_a_log_holds_a_secret(world: World, caplog: pytest.LogCaptureFixture) -> None:
    address = made(world.bruno)
    secret = address.split("/")[-1].removesuffix(".ics")
    with caplog.at_level(logging.DEBUG):
        Client().get(address)
        Client().get(address.replace(secret, secret[::-1]))
        logging.getLogger("django.request").error("Internal Server Error: %s", address)
        logging.getLogger("other").warning("GET http://testserver%s HTTP/1.1", address)
    for record in caplog.records:
        if record.name.startswith("django.db"):
            continue
        WithoutPersonalData().filter(record)
        assert secret not in record.getMessage(), record.name
    assert "Internal Server Error: /kalender/privat/…" in [record.getMessage() for record in caplog.records]
    front = (Path(__file__).parents[2] / "docker/nginx/nginx.conf.in").read_text()
    assert '"~^(/kalender/privat/)" $1;' in front


def test_it_asks_the_database_as_often_however_many_sittings_there_are(world: World, hidden: Meeting) -> None:
    address = made(world.bruno)
    Client().get(address)
    with CaptureQueriesContext(connection) as few:
        Client().get(address)
    for number in range(8):
        row = Meeting.objects.create(
            body=world.body, name=f"{number}. Sitzung", start=timezone.now(), audience=Audience.MEMBERS
        )
        row.organizations.set([world.committee_1])
    with CaptureQueriesContext(connection) as many:
        assert Client().get(address).content.count(b"BEGIN:VEVENT") == 10
    assert len(few) == len(many) <= 23, [query["sql"][:100] for query in many]
