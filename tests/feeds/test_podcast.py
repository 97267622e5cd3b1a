"""The podcast as a podcast program reads it, and nothing of what was cut out."""

from __future__ import annotations

import json
import struct
from typing import Any
from uuid import uuid5

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from media.models import Rendition
from meetings.models import Audience, Body
from ris.feeds.podcast import PODCASTS, heard_at
from tests.checkers import podcast_as_read
from tests.recorded_world import DIGEST, RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db
ITUNES, PODCAST = "{http://www.itunes.com/dtds/podcast-1.0.dtd}", "{https://podcastindex.org/namespace/1.0}"


@pytest.fixture
def recorded(world: World) -> RecordedWorld:
    here = build_recorded_world(world)
    (here.folder / "audio.m4a").write_bytes(b"ftyp" * 1000)
    rendition = Rendition.objects.get()
    rendition.files |= {"audio": {"path": "audio.m4a", "size": 4000, "mime_type": "audio/mp4"}}
    rendition.save()
    return here


def address(world: World) -> str:
    return f"/podcast/{world.body.slug}.xml"


def local(url: str) -> str:
    assert url.startswith("http://127.0.0.1:8000/")
    return url.removeprefix("http://127.0.0.1:8000")


def test_a_podcast_program_reads_what_we_know(client: Client, recorded: RecordedWorld) -> None:
    answer = client.get(address(recorded.world))
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
    read = podcast_as_read(answer.content.decode())
    assert read["title"] == "Musterstadt: Ratssitzungen zum Nachhören"
    assert read["language"] == "de"
    assert read["explicit"] is False
    assert read["author"] == "Musterstadt"
    assert read["itunesCategory"] == ["Government"]
    # As the podcast index reckons it: from the address without its scheme.
    assert read["guid"] == str(uuid5(PODCASTS, f"127.0.0.1:8000{address(recorded.world)}"))
    (item,) = read["items"]
    assert item["guid"] == f"urn:uuid:{recorded.recording.uuid}"
    assert item["title"].startswith("Ausschuss für Mobilität, ")
    assert item["enclosure"]["length"] == 4000
    assert item["enclosure"]["type"] == "audio/mp4"
    assert item["duration"] == 40
    assert item["explicit"] is False
    assert item["link"].endswith(f"/sitzungen/{recorded.world.meeting.slug}/")
    assert item["podcastChapters"]["type"] == "application/json+chapters"
    assert item["podcastTranscripts"][0]["type"] == "text/vtt"
    assert item["pubDate"][:10] == f"{recorded.world.meeting.start:%Y-%m-%d}"
    # Every address it names answers, also for a program in a browser.
    for url, kind in (
        (item["enclosure"]["url"], "audio/mp4"), (item["podcastTranscripts"][0]["url"], "text/vtt"),
        (item["podcastChapters"]["url"], "application/json+chapters"), (read["itunesImage"], "image/png"),
    ):  # fmt: skip
        found = client.get(local(url))
        assert found.status_code == 200, url
        assert found["Content-Type"].startswith(kind)
        assert found["Access-Control-Allow-Origin"] == "*"
        assert found["Cross-Origin-Resource-Policy"] == "cross-origin"
    part = client.get(local(item["enclosure"]["url"]), headers={"range": "bytes=0-9"})
    assert part.status_code == 206


def test_the_chapters_are_those_of_public_items_in_public_time(client: Client, recorded: RecordedWorld) -> None:
    read = json.loads(client.get(f"/podcast/kapitel/{recorded.recording.uuid}.json").content)
    assert read["version"] == "1.2.0"
    assert [(one["startTime"], one["endTime"], one["title"]) for one in read["chapters"]] == [
        (1.0, 20.0, "TOP 1 · Straßenbahn in die Gartenstraße")
    ]
    text = client.get(address(recorded.world)).content.decode() + json.dumps(read)
    assert SENTINEL not in text
    assert "Grundstücksangelegenheit" in text
    spans = ((0, 0, 20_000), (40_000, 20_000, 20_000))
    assert [heard_at(spans, ms) for ms in (-5, 0, 19_999, 20_000, 30_000, 40_000, 45_000, 99_000)] == [
        0, 0, 19_999, 20_000, 20_000, 20_000, 25_000, 40_000
    ]  # fmt: skip


def test_the_picture_is_square_and_as_large_as_directories_ask_for(client: Client, world: World) -> None:
    answer = client.get(f"/podcast/{world.body.slug}.png")
    width, height = struct.unpack(">II", answer.content[16:24])
    assert width == height
    assert 1400 <= width <= 3000
    assert len(answer.content) < 500_000


@pytest.mark.parametrize("way", ["recording", "meeting", "being cut", "without sound"])
def test_what_is_withdrawn_leaves(client: Client, recorded: RecordedWorld, way: str) -> None:
    tag = client.get(address(recorded.world))["ETag"]
    row: Any = recorded.recording
    if way == "recording":
        row.audience = Audience.OFFICE
        row.save()
    elif way == "meeting":
        recorded.world.meeting.audience = Audience.OFFICE
        recorded.world.meeting.save()
    elif way == "being cut":
        row.current_rendition = None
        row.save()
    else:
        Rendition.objects.update(files={})
    answer = client.get(address(recorded.world), headers={"if-none-match": tag})
    assert answer.status_code == 200
    assert podcast_as_read(answer.content.decode())["items"] == []
    assert DIGEST not in answer.content.decode()
    if way != "without sound":
        assert client.get(f"/podcast/kapitel/{row.uuid}.json").status_code == 404


def test_an_episode_stays_the_same_one_after_a_new_cut(client: Client, recorded: RecordedWorld) -> None:
    def guid() -> str:
        return str(podcast_as_read(client.get(address(recorded.world)).content.decode())["items"][0]["guid"])

    before = guid()
    old = Rendition.objects.get()
    recorded.recording.current_rendition = Rendition.objects.create(
        recording=recorded.recording, digest="cd" * 32, duration=30_000, edits=[], files=old.files
    )
    recorded.recording.save()
    assert guid() == before


def test_the_document_is_in_order(client: Client, recorded: RecordedWorld) -> None:
    channel = etree.fromstring(client.get(address(recorded.world)).content).find("channel")
    for name in ("title", "link", "description", "language", f"{ITUNES}author", f"{ITUNES}explicit", f"{PODCAST}guid"):
        assert len(channel.findall(name)) == 1, name
    assert channel.find(f"{ITUNES}category").get("text") == "Government"
    assert channel.findtext(f"{ITUNES}type") == "episodic"
    assert channel.find("item/guid").get("isPermaLink") == "false"
    assert channel.find("{http://www.w3.org/2005/Atom}link").get("rel") == "self"


def test_each_municipality_has_its_own(client: Client, recorded: RecordedWorld) -> None:
    world = recorded.world
    assert podcast_as_read(client.get(f"/podcast/{world.other_body.slug}.xml").content.decode())["items"] == []
    Body.objects.filter(pk=world.other_body.pk).update(host="nebendorf.example")
    there = {"headers": {"host": "nebendorf.example"}}
    assert client.get(f"/podcast/{world.other_body.slug}.xml", **there).status_code == 200
    for path in (address(world), f"/podcast/{world.body.slug}.png", f"/podcast/kapitel/{recorded.recording.uuid}.json"):
        assert client.get(path, **there).status_code == 404
    Body.objects.filter(pk=world.body.pk).update(audience=Audience.OFFICE)
    client.force_login(world.dora)
    assert client.get(address(world)).status_code == 404, "what nobody else may see is no podcast"


def test_it_asks_the_database_as_often_for_more(client: Client, recorded: RecordedWorld) -> None:
    client.get(address(recorded.world))
    with CaptureQueriesContext(connection) as queries:
        client.get(address(recorded.world))
    assert len(queries) <= 9, [query["sql"][:100] for query in queries]
