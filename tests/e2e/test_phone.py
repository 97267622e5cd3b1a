"""Small things that a phone shows at once: the five ways in stand side by side, and the question's example can be read whole."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.e2e.pages import PAGES
from tests.e2e.test_pages import here
from tests.recorded_world import RecordedWorld

__all__ = ["here"]
NAV = """() => { const nav = document.querySelector('.nav'), last = nav.lastElementChild.getBoundingClientRect();
  return [nav.scrollWidth - nav.clientWidth, Math.round(document.documentElement.clientWidth - last.right)]; }"""
PLACEHOLDER = """() => { const field = document.querySelector('#q'), style = getComputedStyle(field);
  const pen = document.createElement('canvas').getContext('2d'); pen.font = style.font;
  return field.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - pen.measureText(field.placeholder).width; }"""
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
        assert tab.evaluate(PLACEHOLDER) >= 0, name
    visitor.close()
