"""Lists in a real browser: with a script only the list is exchanged, without one the page is loaded; address and Back are the same."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from meetings.models import Audience
from motions.models import Paper, PaperType
from search import indexing
from tests.world import World


@pytest.fixture
def many(world: World) -> World:
    for number in range(60):
        kind = PaperType.MOTION if number % 2 else PaperType.QUESTION
        Paper.objects.create(body=world.body, name=f"Papier {number}", type=kind, audience=Audience.PUBLIC)
    indexing.rebuild()  # what may be chosen comes from the index
    return world


def choose(page: Page) -> None:
    if page.locator("summary.facets__open").is_visible():
        page.locator("summary.facets__open").click()
    page.select_option("#id_art", "motion")
    page.locator("#zeigen").press("Enter")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_filter_exchanges_the_list_alone(
    live_server: Any, page: Page, many: World, width: int, complaints: list[str]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{live_server.url}/vorlagen/")
    page.evaluate("window.same = true")
    choose(page)
    expect(page.locator(".chip")).to_have_count(1)
    assert "art=motion" in page.url
    assert page.evaluate("window.same"), "the page was loaded anew"
    if width > 1000:  # on the phone the sheet with the button has closed
        assert page.evaluate("document.activeElement.id") == "zeigen", "the keyboard lost its place"
    page.get_by_role("link", name="Nächste Seite").click()
    expect(page.get_by_role("link", name="Zum Anfang")).to_be_visible()
    assert "nach=" in page.url
    assert "art=motion" in page.url
    page.go_back()
    expect(page.get_by_role("link", name="Zum Anfang")).to_have_count(0)
    page.locator(".paper-row a").first.click()
    expect(page.locator("h1")).to_contain_text("Papier")
    assert complaints == []


def test_without_a_script_the_same_address_shows_the_same(live_server: Any, browser: Browser, many: World) -> None:
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(f"{live_server.url}/vorlagen/")
    choose(page)
    expect(page.locator(".chip")).to_have_count(1)
    page.get_by_role("link", name="Nächste Seite").click()
    assert "nach=" in page.url
    assert "art=motion" in page.url
    expect(page.get_by_role("link", name="Vorige Seite")).to_be_visible()
    context.close()
