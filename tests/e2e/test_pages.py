"""All pages in a real browser: accessible in both schemes, valid HTML, no sideways scrolling on a phone; the player keeps its word."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ris.feeds.urls import urlpatterns as feeds
from ris.oparl.server.urls import urlpatterns as interface
from ris.pages.urls import urlpatterns
from tests.e2e.pages import NO_PAGES, PAGES, VARIANTS
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World

SAID = "Haltestelle"
SAID_AT = 9.417
"""Start of the word in `tests/recorded_world.py` (s on the meeting's clock)."""


@pytest.fixture
def here(live_server: Any, world: World) -> RecordedWorld:
    """The recorded world with a picture and sound that really play: 40 s of public time (20 s are cut out)."""
    recorded = build_recorded_world(world)
    subprocess.run(
        ["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=320x180:r=25", "-f", "lavfi", "-i", "sine=330",
         "-t", "40", "-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-pix_fmt", "yuv420p", "-c:a", "aac",
         "-f", "hls", "-hls_time", "4", "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4",
         "-master_pl_name", "master.m3u8", str(recorded.folder / "index.m3u8")],
        check=True, timeout=120,
    )  # fmt: skip
    return recorded


def until(page: Page, true: str) -> None:
    """Wait for an expression to become true (Playwright's own waiting uses eval, which our CSP forbids)."""
    end = time.monotonic() + 15
    while not page.evaluate(true):
        assert time.monotonic() < end, true
        page.wait_for_timeout(50)


def test_every_address_is_registered() -> None:
    names = {pattern.name for pattern in (*urlpatterns, *feeds, *interface)}
    assert names == set(PAGES) | set(NO_PAGES) | {"my_calendar"}, "the last one is for members (OFFICE_PAGES)"


def test_all_pages_are_accessible_and_valid(
    here: RecordedWorld,
    live_server: Any,
    page: Page,
    assert_accessible: Callable[[Page], None],
    assert_valid_html: Callable[[str], None],
    complaints: list[str],
) -> None:
    faults = []
    for name, sample in {**PAGES, **VARIANTS}.items():
        page.emulate_media(color_scheme="light")
        answer = page.goto(live_server.url + sample(here))
        assert answer is not None
        assert answer.status == 200, name
        for check, what in ((assert_valid_html, answer.text()), (assert_accessible, page)):
            try:
                check(what)  # type: ignore[operator]
            except pytest.fail.Exception as found:
                faults.append(f"{name}: {found}")
    # axe measures with inline styles, which our CSP forbids; the other tests watch for our own.
    complaints[:] = [told for told in complaints if "inline style" not in told and "preload assets" not in told]
    assert not faults, "\n".join(faults)


def test_no_page_scrolls_sideways_on_a_phone(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    wide = {}
    for name, sample in {**PAGES, **VARIANTS}.items():
        page.goto(live_server.url + sample(here))
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 390:
            wide[name] = width
    assert wide == {}


def marked(page: Page) -> str:
    """The word that the page marks as spoken now."""
    return str(page.evaluate("[...(CSS.highlights.get('ris-said') ?? [])].map(String).join(' ')"))


def test_a_hit_leads_to_the_second_and_the_word(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + f"/suche/?q={SAID}")
    page.locator(".hit--speech .hit__title a").first.click()
    until(page, "document.querySelector('video')?.readyState >= 2 && !document.querySelector('video').seeking")
    stands = page.evaluate("document.querySelector('video').currentTime")
    assert abs(stands - SAID_AT) < 0.3
    assert page.evaluate("document.querySelector('video').videoWidth") > 0
    until(page, "CSS.highlights.has('ris-said')")
    assert marked(page) == SAID


def test_play_in_the_list_plays_right_there(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + f"/suche/?q={SAID}")
    page.locator(".hit--speech .play").first.click()
    until(page, "document.querySelector('.hit__stage video')?.currentTime > 9.6")
    assert "/suche/" in page.url


def test_a_moment_after_the_cut_is_found_in_public_time(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + f"/sitzungen/{here.world.meeting.slug}/?t=41")
    until(page, "document.querySelector('video').readyState >= 2 && !document.querySelector('video').seeking")
    assert abs(page.evaluate("document.querySelector('video').currentTime") - 21) < 0.3


def test_the_keyboard_alone_plays_and_jumps(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + f"/sitzungen/{here.world.meeting.slug}/")
    page.locator(".player__start").focus()
    page.keyboard.press("Enter")
    until(page, "document.querySelector('video').currentTime > 0.3")
    page.keyboard.press("l")
    until(page, "document.querySelector('video').currentTime > 10")
    page.keyboard.press("k")
    until(page, "document.querySelector('video').paused")
    until(page, r"/[?&]t=1\d/.test(location.search)")


def test_without_script_the_second_is_in_the_page(here: RecordedWorld, live_server: Any, browser: Browser) -> None:
    visitor = browser.new_context(java_script_enabled=False)
    tab = visitor.new_page()
    tab.goto(live_server.url + f"/sitzungen/{here.world.meeting.slug}/?t={SAID_AT}")
    assert tab.locator(".seg mark").inner_text() == SAID
    assert tab.locator("video source").first.get_attribute("src").endswith(f"master.m3u8#t={SAID_AT}")  # type: ignore[union-attr]
    assert tab.locator("#tagesordnung").is_visible()
    assert tab.locator("#wortlaut").is_visible()
    visitor.close()


def test_search_within_counts_and_steps(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + f"/sitzungen/{here.world.meeting.slug}/?t=2")
    field = page.locator("[data-do=search]")
    field.fill("die")
    until(page, "document.querySelector('[data-count]').textContent.startsWith('4')")
    field.press("Enter")
    until(page, "CSS.highlights.has('ris-found-now')")
