"""Start, search, papers, organizations, people in a real browser: fingers, keyboard, narrow screens, no script, no jumps."""

from __future__ import annotations

import time
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.e2e.pages import PAGES, VARIANTS
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World

PHONE = {"width": 390, "height": 844}
OURS = ("home", "search", "papers", "paper", "organizations", "organization", "people", "person")
SMALL = """() => [...document.querySelectorAll('header a, header button, main .chip, main .play, main .pager a, main .order a, \
main .facet a, main .segments a, main .examples a, main summary, main button, main select, main input:not([type=hidden])')]
  .filter((one) => one.checkVisibility()).map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.9 && box.width > 0).map(([html, box]) => `${Math.round(box.height)} px: ${html}`)"""
JUMPS = """() => new Promise((done) => { let sum = 0;
  new PerformanceObserver((list) => { for (const jump of list.getEntries()) sum += jump.value; })
    .observe({ type: 'layout-shift', buffered: true });
  requestAnimationFrame(() => setTimeout(() => done(sum), 200)); })"""


@pytest.fixture
def here(live_server: Any, world: World) -> RecordedWorld:
    return build_recorded_world(world)


def until(page: Page, true: str) -> None:
    """Wait for an expression (Playwright's own waiting uses eval, which our CSP forbids)."""
    end = time.monotonic() + 15
    while not page.evaluate(true):
        assert time.monotonic() < end, true
        page.wait_for_timeout(50)


def ours(here: RecordedWorld) -> dict[str, str]:
    """Addresses of the pages that read and list."""
    return {name: sample(here) for name, sample in {**PAGES, **VARIANTS}.items() if name in OURS or name in VARIANTS}


def test_what_a_finger_hits_is_large_enough(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.set_viewport_size(PHONE)
    small = {}
    for name, address in ours(here).items():
        page.goto(live_server.url + address)
        if found := page.evaluate(SMALL):
            small[name] = found
    assert small == {}


def test_nothing_scrolls_sideways_at_400_percent(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    wide = {}
    for name, address in ours(here).items():
        page.goto(live_server.url + address)
        if (width := page.evaluate("document.documentElement.scrollWidth")) > 320:
            wide[name] = width
    assert wide == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_while_a_page_loads(here: RecordedWorld, live_server: Any, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    jumps = {}
    for name, address in ours(here).items():
        page.goto(live_server.url + address)
        if (jump := page.evaluate(JUMPS)) > 0.01:
            jumps[name] = jump
    assert jumps == {}


def test_beside_the_hits_filters_are_open_on_a_desktop(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + "/suche/?q=Haltestelle")
    assert page.locator(".facet a").first.is_visible()
    assert not page.locator(".facets > summary").is_visible()


def test_on_the_phone_filters_are_a_sheet_for_the_keyboard_too(
    here: RecordedWorld, live_server: Any, page: Page
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(live_server.url + "/suche/?q=Haltestelle")
    page.evaluate("window.same = true")
    assert not page.locator(".facet a").first.is_visible()
    page.locator(".facets > summary").focus()
    page.keyboard.press("Enter")
    box = page.locator(".facets").bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == pytest.approx(PHONE["height"], abs=1)
    page.locator(".facet a[href*='art=rede']").click()
    until(page, "document.querySelector('.chip') !== null")
    assert "art=rede" in page.url
    assert page.evaluate("window.same") is True, "only the hits were loaded"
    assert not page.locator(".facet a").first.is_visible(), "the sheet is gone, the hits are seen"
    page.locator(".chip").first.click()
    until(page, "document.querySelector('.chip') === null")
    page.go_back()
    until(page, "document.querySelector('.chip') !== null")
    assert "art=rede" in page.url


def test_a_search_that_takes_long_says_so(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + "/suche/?q=Haltestelle")
    held: list[Route] = []
    page.route("**/suche/?q=Brunnen*", lambda route: held.append(route))
    page.locator("#q").fill("Brunnen")
    page.locator("#q").press("Enter")
    until(page, "getComputedStyle(document.querySelector('.search__busy span')).display !== 'none'")
    held[0].continue_()
    until(page, "document.querySelector('#q').value === 'Brunnen' && document.querySelector('#hits') !== null")
    until(page, "document.title.startsWith('Brunnen')")
    until(page, "getComputedStyle(document.querySelector('.search__busy span')).display === 'none'")


def test_everything_works_without_script(here: RecordedWorld, live_server: Any, browser: Browser) -> None:
    visitor = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    tab = visitor.new_page()
    tab.goto(live_server.url + "/")
    tab.locator("#q").fill("Haltestelle")
    tab.locator("#q").press("Enter")
    assert "/suche/?q=Haltestelle" in tab.url
    tab.locator(".facets > summary").click()
    tab.locator(".facet a[href*='art=rede']").click()
    assert tab.locator(".chip").count() == 2
    tab.goto(live_server.url + "/vorlagen/")
    tab.locator("details:has(select[name=stand]) > summary").click()
    tab.locator("select[name=stand]").select_option("beschlossen")
    tab.locator(".filters button").click()
    assert "stand=beschlossen" in tab.url
    tab.locator(".row__title a").first.click()
    assert tab.locator(".station").count() >= 1
    tab.locator(".files a[href*='#lesen']").click()
    assert tab.locator(".sheet").is_visible()
    visitor.close()


def test_printed_a_paper_keeps_its_way_and_its_wording(here: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(live_server.url + PAGES["paper"](here))
    page.emulate_media(media="print")
    assert page.locator(".station__who").first.is_visible()
    assert page.locator(".more .pre").first.is_visible()
    assert not page.locator(".nav").is_visible()
    assert not page.locator(".play").first.is_visible()
