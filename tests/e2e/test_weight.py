"""What comes over the wire before anybody presses play: under 150 kB for every kind of page, as our server sends it."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from media import ffmpeg
from media.models import Chapter, ChapterItem, Rendition
from meetings.models import AgendaItem, Audience
from search import indexing
from tests.e2e.long_sitting import speak
from tests.e2e.pages import PAGES
from tests.e2e.test_pages import here
from tests.recorded_world import RecordedWorld, timed
from transcripts.models import Segment, SpeakerTurn
from transcripts.words import pack

__all__ = ["here"]
LIMIT = 150_000  # bytes, heads of the answers included
ROOT = Path(__file__).resolve().parent.parent.parent
WEIGHED = ("home", "meeting", "transcript", "item", "paper", "person", "organization", "search", "calendar")
WINDOWS = ((390, 844, 3), (1280, 900, 1))
"""Width, height, pixels of the screen for one of the page."""
SPEECH = (
    "Sehr geehrte Damen und Herren, die Haltestelle am Brunnen Nummer {n} liegt uns allen am Herzen.",
    "Im vergangenen Jahr sind hier {n} hundert Menschen täglich ein- und ausgestiegen, und {n} von ihnen haben uns geschrieben.",
    "Wir bitten den Ausschuss um Zustimmung und die Verwaltung um einen Bericht bis zum {n}. Oktober.",
)


@pytest.fixture
def full(here: RecordedWorld, tmp_path: Path) -> RecordedWorld:
    """A sitting with thirteen items, a quarter of an hour of speech word by word and a picture full of detail."""
    meeting, recording = here.world.meeting, here.recording
    for n in range(12):
        item = AgendaItem.objects.create(
            meeting=meeting, position=20 + n, label=str(20 + n), title=f"Neue Haltestelle im {n + 1}. Bauabschnitt",
            public=True, audience=Audience.PUBLIC,
        )  # fmt: skip
        begins = 60_000 + n * 75_000
        chapter = Chapter.objects.create(recording=recording, starts=begins, ends=begins + 75_000, confidence=0.95)
        ChapterItem.objects.create(chapter=chapter, item=item)
        turn = SpeakerTurn.objects.create(
            meeting=meeting, person=here.world.speaker, faction=here.world.faction, label="Sabine Quellmann",
            starts=begins, ends=begins + 75_000,
        )  # fmt: skip
        for k in range(12):
            starts = begins + k * 6_000
            text = SPEECH[k % 3].format(n=n * 12 + k)
            Segment.objects.create(
                transcript=here.transcript, starts=starts, ends=starts + 5_800, text=text, confidence=0.9,
                words=pack(timed(text, starts, starts + 5_800)), speaker_turn=turn,
            )  # fmt: skip
    film = tmp_path / "film.mp4"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "mandelbrot=s=1280x720:r=25", "-t", "2", "-pix_fmt", "yuv420p", str(film)],
        check=True, timeout=120,
    )  # fmt: skip
    ffmpeg.poster(film, here.folder / "poster.webp", at=0)
    size = (here.folder / "poster.webp").stat().st_size
    rendition = Rendition.objects.get(recording=recording)
    rendition.files["poster"] = {"path": "poster.webp", "size": size, "mime_type": "image/webp"}
    rendition.duration = 940_000
    rendition.save()
    recording.duration = 960_000
    recording.save()
    indexing.rebuild()
    return here


@pytest.fixture
def served(process_environment: Mapping[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of the real server with what `collectstatic` makes, on this test's database and data folder."""
    environment = {**process_environment, "DJANGO_SETTINGS_MODULE": "ris.settings"}
    collect = (
        "from ris.preparing import collect_when_changed; from django.conf import settings; from pathlib import Path; "
    )
    collect += "collect_when_changed(Path(settings.STATIC_ROOT))"
    subprocess.run(
        [sys.executable, "manage.py", "shell", "-c", collect], cwd=ROOT, env=environment, check=True, timeout=300,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "gunicorn", "-c", "python:ris.web_server", "ris.wsgi", "--workers", "1"]
    with (tmp_path / "server.log").open("w") as log:
        server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], cwd=ROOT, env=environment, stderr=log)
    try:
        until = time.monotonic() + 60
        while True:
            try:
                httpx.get(address + "/seiten/hilfe/", timeout=30).raise_for_status()
                break
            except httpx.TransportError:
                told = (tmp_path / "server.log").read_text()
                assert server.poll() is None, told
                assert time.monotonic() < until, told
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=40)


def weighed(browser: Browser, address: str, window: tuple[int, int, int]) -> dict[str, int]:
    """Address → bytes over the wire, of everything a first visit with empty caches asks for."""
    width, height, density = window
    visitor = browser.new_context(
        locale="de-DE", viewport={"width": width, "height": height}, device_scale_factor=density
    )
    tab = visitor.new_page()
    wire = visitor.new_cdp_session(tab)
    wire.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, int] = {}
    wire.on("Network.requestWillBeSent", lambda sent: names.update({sent["requestId"]: sent["request"]["url"]}))
    wire.on("Network.loadingFinished", lambda done: sizes.update({done["requestId"]: int(done["encodedDataLength"])}))
    answer = tab.goto(address, wait_until="networkidle")
    assert answer is not None
    assert answer.status == 200, address
    visitor.close()
    return {names[key]: size for key, size in sizes.items() if not names[key].startswith("data:")}


def test_every_kind_of_page_is_light_before_play_is_pressed(full: RecordedWorld, served: str, browser: Browser) -> None:
    heavy = {}
    for name in WEIGHED:
        path = PAGES[name](full).removesuffix("?t=10")  # a link to a second loads the recording at once, on purpose
        for window in WINDOWS:
            parts = weighed(browser, served + path, window)
            whole = sum(parts.values())
            assert any(".css" in part for part in parts), "the page was seen with its style"
            assert not [part for part in parts if "/hls/" in part or part.endswith((".m3u8", ".m4s", ".m4a", ".vtt"))]
            if name in ("meeting", "item"):
                assert any("ris-player" in part for part in parts), "the player was there"
            if name == "meeting":
                assert any(part.endswith("poster.webp") for part in parts), "its picture was weighed"
            if whole > LIMIT:
                heavy[f"{name} {window[0]}"] = (whole, sorted(parts.items(), key=lambda part: -part[1])[:6])
    assert heavy == {}


def test_a_sitting_of_three_hours_is_as_light(full: RecordedWorld, served: str, browser: Browser) -> None:
    """Every page on which its words stand; but not all of them on one, which a reader has to ask for."""
    slug = full.world.meeting.slug
    items = speak(full, items=(5, 10, 60, 25, 5, 30, 10, 20, 15))
    wortlaut = f"/sitzungen/{slug}/wortlaut/"
    parts = weighed(browser, served + f"/sitzungen/{slug}/", WINDOWS[0])
    assert any("ris-later" in part for part in parts), "its Wortlaut waits"
    weights = {"meeting": sum(parts.values())}
    pages = int(re.findall(r"Seite 1 von (\d+)", httpx.get(served + wortlaut).text)[0])
    assert pages >= 3
    wanted = {f"page {n}": f"{wortlaut}?seite={n}" for n in range(1, pages + 1)}
    wanted |= {"moment": f"{wortlaut}?t=5000", "found": f"{wortlaut}?suche=der"}
    wanted |= {f"item {n}": f"/tagesordnungspunkte/{items[n].uuid}/" for n in (0, 2)}
    wanted["item, last page"] = f"/tagesordnungspunkte/{items[2].uuid}/?seite=3"
    for name, path in wanted.items():
        weights[name] = sum(weighed(browser, served + path, WINDOWS[0]).values())
    assert {name: weight for name, weight in weights.items() if weight > LIMIT} == {}, weights
