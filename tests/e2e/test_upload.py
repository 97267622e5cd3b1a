"""A clerk uploads a recording through the admin; the line breaks, the page is reloaded, and not a byte is lost or sent twice."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from media import uploads
from media.models import Recording
from meetings.storage import path_of
from tests.checkers import axe_faults
from tests.e2e.line import Line
from tests.world import World

FILM = Path(installed.BASE_DIR) / "ris" / "demo" / "recording" / "sitting.mp4"
SLOWLY = 1_500_000  # bytes a second: some eight seconds for the whole film


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    """Between browser and server."""
    line = Line(live_server.url)
    yield line
    line.close()


@pytest.fixture
def admin(world: World, line: Line, context: BrowserContext, settings: Any, tmp_path: Path) -> str:
    """The address of the admin's page, with Dora of the office signed in."""
    settings.DATA_DIR = tmp_path / "data"
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(pk=world.dora.pk))
    # Django's admin names no icon of its own, and browsers ask.
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    cookie = client.cookies[installed.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": installed.SESSION_COOKIE_NAME, "value": cookie, "url": line.url}])
    return line.url + reverse("admin:media_recording_add")


def choose(page: Page, world: World) -> None:
    """The meeting and the file, as a person chooses them."""
    page.locator(".field-meeting .select2-selection").click()
    page.get_by_role("option", name=str(world.meeting)).first.click()
    page.locator("#id_upload").set_input_files(FILM)
    page.locator("[name=_save]").click()


def wait_until(page: Page, what: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not what():
        assert time.monotonic() < end
        page.wait_for_timeout(50)


def test_an_upload_survives_a_broken_line_and_a_reload(
    admin: str, world: World, page: Page, line: Line, complaints: list[str]
) -> None:
    page.goto(admin)
    line.speed = SLOWLY
    choose(page, world)
    panel = page.locator("#upload-panel")
    numbers = panel.locator("[data-part='numbers']")
    expect(numbers).to_contain_text(re.compile(r"[1-9]\d\s%.*MB/s · noch \d"))
    line.cut()
    expect(panel.get_by_role("status")).to_contain_text("Die Verbindung ist unterbrochen")
    line.mend()
    expect(panel.get_by_role("status")).to_contain_text("Die Datei wird hochgeladen", timeout=15_000)  # by itself
    line.cut()
    expect(panel.get_by_role("status")).to_contain_text("Die Verbindung ist unterbrochen")
    (upload,) = uploads.uploads_of(world.dora.pk)
    wait_until(page, lambda: not (upload.folder / "sender").exists())
    arrived = upload.offset
    assert 0 < arrived < FILM.stat().st_size
    page.goto("about:blank")  # the tab was closed
    line.mend()
    # Right after the break the server may still think that somebody is sending.
    assert [one for one in complaints if "net::ERR_" not in one and "423" not in one] == []
    complaints.clear()

    page.goto(admin)
    assert f"„sitting.mp4“: {upload.percent} % sind angekommen" in page.locator(".upload li").first.inner_text()
    line.speed = SLOWLY
    choose(page, world)
    expect(panel.get_by_role("status")).to_contain_text("Ein Teil dieser Datei ist schon hier")
    panel.get_by_role("button", name="Anhalten").click()
    expect(panel.get_by_role("status")).to_have_text("Angehalten. Was angekommen ist, bleibt.")
    faults = [fault for fault in axe_faults(page) if "upload" in fault]
    complaints.clear()  # axe measures with inline styles
    assert faults == []
    wait_until(page, lambda: not (upload.folder / "sender").exists())
    assert arrived <= upload.offset < FILM.stat().st_size
    assert upload.path.read_bytes()[:arrived] == FILM.read_bytes()[:arrived]
    panel.get_by_role("button", name="Fortsetzen").click()
    line.speed = float("inf")
    page.wait_for_url("**/admin/media/recording/")
    expect(page.locator(".messagelist .success")).to_be_visible()

    recording = Recording.objects.get()
    assert recording.source_sha512 == hashlib.sha512(FILM.read_bytes()).hexdigest()
    assert path_of(recording.source_sha512).stat().st_size == FILM.stat().st_size
    assert (recording.source_name, recording.meeting) == ("sitting.mp4", world.meeting)
    assert uploads.uploads_of(world.dora.pk) == []


def test_a_refused_file_is_said_in_one_sentence(admin: str, world: World, page: Page, tmp_path: Path) -> None:
    letter = tmp_path / "sitzung.mp4"
    letter.write_text("Sehr geehrte Damen und Herren,\n" * 1000)
    page.goto(admin)
    page.locator("#id_upload").set_input_files(letter)
    page.locator("[name=_save]").click()
    expect(page.locator("#upload-panel").get_by_role("alert")).to_have_text("Bitte wählen Sie zuerst die Sitzung.")
    page.locator(".field-meeting .select2-selection").click()
    page.get_by_role("option", name=str(world.meeting)).first.click()
    page.locator("[name=_save]").click()
    expect(page.locator(".field-upload .errorlist")).to_contain_text("„sitzung.mp4“ ist weder Video noch Ton.")
    assert not Recording.objects.exists()
    assert uploads.uploads_of(world.dora.pk) == []


def test_a_cancelled_upload_leaves_nothing(admin: str, world: World, page: Page, line: Line) -> None:
    page.goto(admin)
    line.speed = SLOWLY
    choose(page, world)
    panel = page.locator("#upload-panel")
    expect(panel.locator("[data-part='numbers']")).to_contain_text(re.compile(r"[1-9]\d\s%"))
    panel.get_by_role("button", name="Hochladen abbrechen").click()
    expect(panel.get_by_role("status")).to_contain_text("nichts aufgehoben")
    assert uploads.uploads_of(world.dora.pk) == []
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('tus::')).length") == 0


def test_without_script_the_form_sends_the_file_itself(
    admin: str, world: World, browser: Browser, context: BrowserContext
) -> None:
    plain = browser.new_context(java_script_enabled=False, locale="de-DE")
    plain.add_cookies(context.cookies())
    page = plain.new_page()
    # The admin's own choice of meetings needs script; a link that names the meeting does not.
    page.goto(f"{admin}?meeting={world.meeting.pk}")
    assert not page.locator("#upload-panel").is_visible()
    page.locator("#id_upload").set_input_files(FILM)
    page.locator("[name=_save]").click()
    page.wait_for_url("**/admin/media/recording/")
    plain.close()
    assert Recording.objects.get().source_sha512 == hashlib.sha512(FILM.read_bytes()).hexdigest()
