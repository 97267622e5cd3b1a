"""Programs that people use, on a real server: what vdirsyncer and newsboat bring home is what stands in the database."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from icalendar import Calendar

from media.models import Rendition
from meetings.models import Audience, Meeting, MeetingState
from motions.models import Paper
from ris.feeds import private
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(120)]


def ran(program: str, *words: str, home: Path) -> None:
    """The program with these words, in a home of its own. Fails when it does."""
    found = shutil.which(program)
    assert found, f"{program} is missing: make setup-test"
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    done = subprocess.run([found, *words], env=environment, text=True, capture_output=True, timeout=90, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def synchronised(address: str, folder: Path) -> dict[str, Any]:
    """Events by the address of their page, as vdirsyncer lays them down one by one (it makes UIDs of its own there)."""
    (folder / "events").mkdir(parents=True, exist_ok=True)
    (folder / "config").write_text(
        f'[general]\nstatus_path = "{folder}/status/"\n'
        '[pair sittings]\na = "web"\nb = "disk"\ncollections = null\n'
        f'[storage web]\ntype = "http"\nurl = "{address}"\n'
        f'[storage disk]\ntype = "filesystem"\npath = "{folder}/events/"\nfileext = ".ics"\n'
    )
    ran("vdirsyncer", "-c", str(folder / "config"), "discover", "sittings", home=folder)
    ran("vdirsyncer", "-c", str(folder / "config"), "sync", home=folder)
    calendars = [Calendar.from_ical(file.read_bytes()) for file in (folder / "events").glob("*.ics")]
    assert all(len(calendar.events) == 1 for calendar in calendars)
    return {str(calendar.events[0]["URL"]): calendar.events[0] for calendar in calendars}


def test_vdirsyncer_brings_home_every_sitting_and_each_change(live_server: Any, world: World, tmp_path: Path) -> None:
    address = f"{live_server.url}/kalender.ics?ab=anfang"
    found = synchronised(address, tmp_path)
    public = Meeting.objects.filter(audience=Audience.PUBLIC)
    assert set(found) == {f"http://127.0.0.1:8000/sitzungen/{row.slug}/" for row in public}
    assert len(found) == 3
    for row in public:
        event = found[f"http://127.0.0.1:8000/sitzungen/{row.slug}/"]
        assert event["DTSTART"].dt == row.start.replace(microsecond=0)
    row = public.get(body=world.other_body)
    row.start += timedelta(days=1)
    row.cancelled = True
    row.save()
    world.meeting.audience = Audience.OFFICE
    world.meeting.save()
    again = synchronised(address, tmp_path)
    assert len(again) == 2, "withdrawn: gone; cancelled: still there"
    event = again[f"http://127.0.0.1:8000/sitzungen/{row.slug}/"]
    assert event["STATUS"] == "CANCELLED"
    assert event["DTSTART"].dt == row.start.replace(microsecond=0)
    assert int(event["SEQUENCE"]) == 1


def test_vdirsyncer_reads_a_private_calendar_until_it_is_ended(live_server: Any, world: World, tmp_path: Path) -> None:
    row = Meeting.objects.create(
        body=world.body, name=f"Klausur {SENTINEL}", start=timezone.now() + timedelta(days=2), audience=Audience.MEMBERS,
        state=MeetingState.INVITED,
    )  # fmt: skip
    row.organizations.set([world.committee_1])
    secret = private.make(world.bruno, at=timezone.now())
    address = f"{live_server.url}/kalender/privat/{secret}.ics"
    found = synchronised(address, tmp_path / "own")
    assert f"http://127.0.0.1:8000/sitzungen/{row.slug}/" in found
    assert len(found) == 2
    private.revoke(world.bruno, at=timezone.now())
    with pytest.raises(AssertionError, match="Not Found"):
        synchronised(address, tmp_path / "later")


def test_newsboat_reads_feeds_search_and_podcast(live_server: Any, world: World, tmp_path: Path) -> None:
    here: RecordedWorld = build_recorded_world(world)
    rendition = Rendition.objects.get()
    rendition.files |= {"audio": {"path": "audio.m4a", "size": 4000, "mime_type": "audio/mp4"}}
    rendition.save()
    paths = ["/neues/vorlagen.atom", "/suche.atom?q=Haltestelle&art=rede", f"/podcast/{world.body.slug}.xml"]
    (tmp_path / "urls").write_text("\n".join(live_server.url + path for path in paths))
    words = ["-u", str(tmp_path / "urls"), "-c", str(tmp_path / "cache.db"), "-C", "/dev/null", "-x", "reload"]
    ran("newsboat", *words, home=tmp_path)
    store = sqlite3.connect(tmp_path / "cache.db")
    rows = store.execute("SELECT feedurl, guid, title, url, pubDate, enclosure_url FROM rss_item").fetchall()
    by_feed = {path: [row for row in rows if row[0] == live_server.url + path] for path in paths}
    public = Paper.objects.filter(audience=Audience.PUBLIC)
    assert {row[1] for row in by_feed[paths[0]]} == {f"urn:uuid:{paper.uuid}" for paper in public}
    assert all(row[4] > 0 for row in rows), "every entry has a date that newsboat understands"
    (spoken,) = by_feed[paths[1]]
    assert spoken[3].startswith(f"http://127.0.0.1:8000/sitzungen/{world.meeting.slug}/?t=")
    (episode,) = by_feed[paths[2]]
    assert episode[1] == f"urn:uuid:{here.recording.uuid}"
    assert episode[5] == f"http://127.0.0.1:8000/aufnahmen/{here.recording.uuid}/{rendition.digest}/audio.m4a"
    assert SENTINEL not in str(rows)
