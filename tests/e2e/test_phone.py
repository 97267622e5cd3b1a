"""Small things that a phone shows at once: the five ways in stand side by side, and the question's example can be read whole."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.pages import PAGES
from tests.e2e.test_pages import here
from tests.recorded_world import RecordedWorld

__all__ = ["here"]
NAV = """() => { const nav = document.querySelector('.nav'), last = nav.lastElementChild.getBoundingClientRect();
  return [nav.scrollWidth - nav.clientWidth, Math.round(document.documentElement.clientWidth - last.right)]; }"""
PLACEHOLDER = """(name) => { const field = document.querySelector(name), style = getComputedStyle(field);
  const pen = document.createElement('canvas').getContext('2d'); pen.font = style.font;
  return field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - pen.measureText(field.placeholder).width; }"""
TABS = "(() => { const tabs = document.querySelector('[data-tabs]'); return tabs.scrollWidth - tabs.clientWidth; })()"
PLACES = ("home", "meetings", "calendar", "papers", "organizations", "people")


@pytest.mark.parametrize("width", [360, 390])
@pytest.mark.parametrize("language", ["de-DE", "en-GB"])
def test_the_ways_in_and_the_example_fit(
    here: RecordedWorld, live_server: Any, browser: Browser, width: int, language: str
) -> None:
    visitor = browser.new_context(locale=language, viewport={"width": width, "height": 800})
    tab = visitor.new_page()
    for name in PLACES:
        tab.goto(live_server.url + PAGES[name](here))
        tab.evaluate("document.fonts.ready")
        hidden, room = tab.evaluate(NAV)
        assert hidden <= 0, (name, hidden)
        assert room >= 12, (name, room)
    for name in ("home", "search"):
        tab.goto(live_server.url + PAGES[name](here))
        assert tab.evaluate(PLACEHOLDER, "#q") >= 0, name
    visitor.close()


def test_all_parts_of_a_sitting_and_the_search_in_its_words_are_seen(
    here: RecordedWorld, live_server: Any, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + PAGES["meeting"](here))
    page.wait_for_selector("[role='tab'][aria-selected='true']")
    assert page.evaluate(TABS) <= 0
    page.get_by_role("tab", name="Wortlaut").click()
    assert page.evaluate(PLACEHOLDER, "[data-do='search']") >= 0
