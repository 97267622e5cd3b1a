"""The buttons: on every page that can be followed, with addresses that answer, and with nothing for what is hidden."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from django.test import Client

from meetings.models import Audience, Body, Organization
from tests.recorded_world import build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db


def pages(world: World) -> dict[str, tuple[int, int]]:
    """Page → calendars and feeds that its buttons offer."""
    return {
        f"/sitzungen/{world.meeting.slug}/": (1, 0),
        f"/gremien/{world.committee_1.slug}/": (1, 1),
        f"/gremien/{world.faction.slug}/": (0, 1),
        f"/personen/{world.speaker.slug}/": (1, 1),
        f"/vorlagen/{world.paper.uuid}/": (0, 1),
        "/": (1, 1), f"/?gemeinde={world.body.slug}": (1, 1), "/sitzungen/": (1, 1), "/kalender/": (1, 1),
        f"/kalender/?gremium={world.committee_1.slug}": (1, 1), "/vorlagen/": (0, 1),
        "/suche/?q=Haltestelle&art=rede&sortierung=neueste": (0, 1),
    }  # fmt: skip


def offered(html: str) -> tuple[list[str], list[str]]:
    """(webcal, https) addresses that a page offers."""
    fields = re.findall(r'<input class="address__field"[^>]* value="([^"]+)"', html)
    return re.findall(r'href="(webcal://[^"]+)"', html), [unescape(field) for field in fields]


def test_every_page_offers_what_can_be_followed_and_each_address_answers(client: Client, world: World) -> None:
    build_recorded_world(world)
    for path, (calendars, feeds) in pages(world).items():
        html = client.get(path).content.decode()
        webcal, https = offered(html)
        assert len(webcal) == calendars, path
        assert len(https) == calendars + feeds, path
        assert ("In meinen Kalender" in html) == bool(calendars), path
        assert (">Abonnieren<" in html) == bool(feeds), path
        for address in (*webcal, *https):
            parts = urlsplit(unescape(address))
            assert parts.netloc == "127.0.0.1:8000"
            answer = client.get(f"{parts.path}?{parts.query}")
            assert answer.status_code == 200, address
            assert answer["Content-Type"].startswith(("text/calendar", "application/atom+xml"))
            if feeds and "atom" in parts.path and "?" in path and "gemeinde" in path:
                assert f"gemeinde={world.body.slug}" in parts.query


def test_the_head_names_the_feeds_for_programs(client: Client, world: World) -> None:
    for path, own in {
        "/": "", f"/gremien/{world.committee_1.slug}/": f"/gremien/{world.committee_1.slug}/neues.atom",
        f"/personen/{world.speaker.slug}/": f"/personen/{world.speaker.slug}/neues.atom",
        f"/vorlagen/{world.paper.uuid}/": f"/vorlagen/{world.paper.uuid}/neues.atom",
    }.items():  # fmt: skip
        head = client.get(path).content.decode().split("</head>")[0]
        found = re.findall(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="([^"]+)">', head)
        assert found == [f"http://127.0.0.1:8000{one}" for one in (own, "/neues.atom") if one], path
    assert client.get("/gibt-es-nicht/").status_code == 404


def test_a_search_keeps_its_filters_in_its_feed(client: Client, world: World) -> None:
    build_recorded_world(world)
    html = client.get("/suche/?q=Haltestelle&art=rede&sortierung=neueste").content.decode()
    assert offered(html)[1] == ["http://127.0.0.1:8000/suche.atom?q=Haltestelle&art=rede"]
    assert ">Abonnieren<" not in client.get("/suche/").content.decode()


def test_a_member_is_offered_no_public_address_for_what_is_hidden(client: Client, world: World) -> None:
    client.force_login(world.dora)
    html = client.get(f"/sitzungen/{world.draft_meeting.slug}/").content.decode()
    assert offered(html) == ([], [])
    assert f'href="/sitzungen/{world.draft_meeting.slug}/termin.ics"' in html
    hidden = Organization.objects.get(audience=Audience.OFFICE)
    assert offered(client.get(f"/gremien/{hidden.slug}/").content.decode()) == ([], [])
    assert client.get(f"/gremien/{hidden.slug}/kalender.ics").status_code == 404


def test_a_municipalitys_own_host_offers_its_own_addresses(client: Client, world: World) -> None:
    Body.objects.filter(pk=world.body.pk).update(host="rat.example")
    there = {"headers": {"host": "rat.example"}}
    for path in ("/", f"/gremien/{world.committee_1.slug}/", "/abonnieren/"):
        for address in offered(client.get(path, **there).content.decode())[1]:
            assert address.startswith("http://rat.example/"), address
            assert client.get(urlsplit(address).path, **there).status_code == 200


def test_the_page_that_explains_names_everything(client: Client, world: World) -> None:
    build_recorded_world(world)
    html = client.get("/abonnieren/").content.decode()
    found = offered(html)[1]
    kinds = ("sitzungen", "vorlagen", "beschluesse", "aufzeichnungen")
    wanted = [
        "/kalender.ics",
        "/neues.atom",
        *(f"/neues/{kind}.atom" for kind in kinds),
        f"/podcast/{world.body.slug}.xml",
    ]
    for path in wanted:
        assert f"http://127.0.0.1:8000{path}" in found, path
        assert client.get(path).status_code == 200
    assert f"http://127.0.0.1:8000/kalender.ics?gemeinde={world.other_body.slug}" in found
    assert f"/podcast/{world.other_body.slug}.xml" not in html, "nothing can be heard there"
    for program in ("iphone", "outlook", "google", "thunderbird"):
        assert f'id="{program}"' in html
    narrow = offered(client.get(f"/abonnieren/?gemeinde={world.other_body.slug}").content.decode())[1]
    assert f"http://127.0.0.1:8000/neues.atom?gemeinde={world.other_body.slug}" in narrow


def test_each_address_has_a_field_and_a_button_of_its_own(client: Client, world: World) -> None:
    build_recorded_world(world)
    for path in ("/abonnieren/", "/", f"/gremien/{world.committee_1.slug}/"):
        html = client.get(path).content.decode()
        fields = re.findall(r'<input class="address__field" id="([^"]+)"', html)
        assert len(fields) == len(set(fields)) >= 2, path
        assert re.findall(r'data-copy="([^"]+)"', html) == fields
