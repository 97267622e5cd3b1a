"""On paper: a sitting with all its parts, a paper, the Wortlaut; nothing that can only be pressed, black on white in both schemes."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.e2e.test_pages import here
from tests.recorded_world import RecordedWorld

__all__ = ["here"]
SAMPLES = {
    "meeting": lambda here: f"/sitzungen/{here.world.meeting.slug}/?t=10",
    "paper": lambda here: f"/vorlagen/{here.world.paper.uuid}/",
    "transcript": lambda here: f"/sitzungen/{here.world.meeting.slug}/wortlaut/",
}
WORDS = {
    "meeting": [
        "Straßenbahn in die Gartenstraße", "Grundstücksangelegenheit", "0001/2026", "9 Ja, 4 Nein, 1 Enthaltung",
        "Lageplan", "Redezeit", "Sabine Quellmann", "Ratssaal",
    ],
    "paper": [
        "Straßenbahn in die Gartenstraße", "Die Linie wird verlängert.", "Der Ausschuss stimmt zu.", "Lageplan",
        "Ausschuss für Mobilität", "9 Ja, 4 Nein, 1 Enthaltung",
    ],
    "transcript": [
        "Die Straßenbahn soll in die Gartenstraße fahren.", "Die Haltestelle am Brunnen bleibt erhalten.",
        "Damit ist die Verlängerung der Linie beschlossen.", "nicht geprüft",
    ],
}  # fmt: skip
"""What must stand on the sheet."""
PRESSED = "ris-player, video, nav, button, input, select, form, .play, .skip, .head__tools, dialog"
STILL_THERE = f"""() => [...document.querySelectorAll(`{PRESSED}`)]
  .filter((one) => one.checkVisibility({{ visibilityProperty: true }}) && one.getBoundingClientRect().height > 0)
  .map((one) => one.outerHTML.slice(0, 100))"""
# WCAG's contrast of every visible piece of text against the ground behind it; paper is white.
FAINT = """() => {
  const parts = (colour) => { const c = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    c.fillStyle = '#fff'; c.fillRect(0, 0, 1, 1); c.fillStyle = colour; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data].slice(0, 3); };
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = new Set();
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !one.checkVisibility({ visibilityProperty: true }) || one.closest('.unseen, script, style, mark')) continue;
    const ink = light(parts(getComputedStyle(one).color));
    if (ink > 0.1) found.add(`ink ${getComputedStyle(one).color}: ${one.outerHTML.slice(0, 80)}`);
    for (let node = one; node; node = node.parentElement) {
      const ground = light(parts(getComputedStyle(node).backgroundColor));
      if (ground < 0.99) { found.add(`ground ${getComputedStyle(node).backgroundColor}: ${node.outerHTML.slice(0, 80)}`); break; }
    }
  }
  return [...found]; }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", list(SAMPLES))
def test_on_paper(here: RecordedWorld, live_server: Any, page: Page, name: str, scheme: str) -> None:
    page.goto(live_server.url + SAMPLES[name](here))
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    shown = " ".join(page.locator("main").inner_text().split())
    assert [words for words in WORDS[name] if words not in shown] == []
    assert page.evaluate(STILL_THERE) == []
    assert page.evaluate(FAINT) == []
