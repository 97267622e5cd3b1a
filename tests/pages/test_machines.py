"""What programs read: the map of the site, rules for robots, pictures and facts of shared pages. Nothing hidden is in any."""

from __future__ import annotations

import json
import struct
import threading
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from meetings.models import Meeting
from ris.pages.cards import card
from ris.pages.playing import players_of
from ris.pages.sitting import chapters_of
from ris.pages.structured import event_of, video_of
from tests.recorded_world import build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_map_names_every_public_page_and_no_other(client: Client, world: World) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [entry.text or "" for entry in index.iter(f"{MAP}loc")]
    kinds = {
        part.partition("/sitemap-")[2].partition(".xml")[0] for part in parts
    }  # by keys: of a kind there may be several
    assert kinds == {"seiten", "sitzungen", "tagesordnungspunkte", "vorlagen", "gremien", "personen"}
    found = set()
    for part in parts:
        answer = client.get(part.replace("http://testserver", ""))
        assert answer.status_code == 200
        found |= {entry.text or "" for entry in ElementTree.fromstring(answer.content).iter(f"{MAP}loc")}
    paths = {address.replace("http://testserver", "") for address in found}
    assert f"/sitzungen/{world.meeting.slug}/" in paths
    assert f"/vorlagen/{world.paper.uuid}/" in paths
    assert "/seiten/impressum/" in paths
    assert f"/sitzungen/{world.draft_meeting.slug}/" not in paths
    assert f"/tagesordnungspunkte/{world.internal_item.uuid}/" not in paths
    assert f"/vorlagen/{world.internal_paper.uuid}/" not in paths
    assert len(paths) > 20
    for path in paths:
        assert client.get(path).status_code == 200, path


def test_robots_are_asked_to_leave_filters_alone(client: Client, world: World) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Disallow: /*?*art=" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_a_card_is_a_picture_of_the_right_size_and_drawn_once(client: Client, world: World) -> None:
    answer = client.get(f"/sitzungen/{world.meeting.slug}/karte.png")
    assert answer.status_code == 200
    assert struct.unpack(">II", answer.content[16:24]) == (1200, 630)
    before = sorted((Path(settings.DATA_DIR) / "cards").iterdir())
    assert client.get(f"/sitzungen/{world.meeting.slug}/karte.png").content == answer.content
    assert sorted((Path(settings.DATA_DIR) / "cards").iterdir()) == before
    assert client.get(f"/vorlagen/{world.paper.uuid}/karte.png").status_code == 200
    assert client.get(f"/tagesordnungspunkte/{world.public_item.uuid}/karte.png").status_code == 200


def test_there_is_no_card_of_what_may_not_be_known_even_for_the_office(client: Client, world: World) -> None:
    client.force_login(world.dora)
    for address in (
        f"/sitzungen/{world.draft_meeting.slug}/karte.png",
        f"/tagesordnungspunkte/{world.internal_item.uuid}/karte.png",
        f"/vorlagen/{world.internal_paper.uuid}/karte.png",
    ):
        assert client.get(address).status_code == 404


def test_many_may_ask_for_a_new_card_at_the_same_moment(world: World) -> None:
    broken: list[BaseException] = []

    def ask(number: int) -> None:
        try:
            card(kind="Sitzung", title=f"Gleichzeitig {number % 2}", line="heute", body="Musterstadt")
        except BaseException as error:  # noqa: BLE001  whatever it is, a visitor would see it
            broken.append(error)

    askers = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert broken == []


def test_no_cache_on_the_way_keeps_a_card_that_is_withdrawn(client: Client, world: World) -> None:
    address = f"/sitzungen/{world.meeting.slug}/karte.png"
    assert client.get(address)["Cache-Control"] == "public, no-cache"
    Meeting.objects.filter(pk=world.meeting.pk).update(audience="office")
    assert client.get(address).status_code == 404


def test_words_on_a_card_are_only_words(world: World) -> None:
    drawn = card(kind='#"x"', title='#panic("x") $x$ [*]' * 30, line='#read("/etc/passwd")', body="\\ ] }")
    assert drawn.read_bytes().startswith(b"\x89PNG")


def test_facts_for_search_engines(world: World) -> None:
    recorded = build_recorded_world(world)
    event = event_of(world.meeting, "https://rat.example")
    assert event["startDate"] == world.meeting.start.isoformat()
    assert event["url"] == f"https://rat.example/sitzungen/{world.meeting.slug}/"
    from django.contrib.auth.models import AnonymousUser

    chapters = chapters_of(world.meeting, AnonymousUser())
    player = players_of(world.meeting, AnonymousUser(), chapters, None)[0]
    video = video_of(world.meeting, player, player.chapters, "https://rat.example")
    assert video["contentUrl"].endswith("/master.m3u8")
    assert [clip["startOffset"] for clip in video["hasPart"]] == [1.0]
    assert SENTINEL not in json.dumps([event, video])
    assert recorded.recording.pk
