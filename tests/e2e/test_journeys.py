"""A citizen's whole way, by keyboard alone: ask, hit, the second in the recording, the item, its paper, the next station, back.

Once with script and once without, on a desktop and on a phone. Every stop of the Tab key must be seen and come in the page's order.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from meetings.models import AgendaItem, Audience, Meeting
from motions.models import Consultation, ConsultationRole
from tests.e2e.conftest import listen
from tests.e2e.test_pages import here, marked, until
from tests.recorded_world import RecordedWorld

__all__ = ["here"]
ASKED = "Straßenbahn"
SPOKEN_AT = 2.857
"""Start of the word in `tests/recorded_world.py` (s on the meeting's clock)."""
MOST_STOPS = 90
# What has the focus: how it shows it, whether it is on the screen and not covered, and its place in the document.
STOP = """() => { const one = document.activeElement; if (!one || one === document.body) return null;
  const all = [...document.querySelectorAll('*')]; const style = getComputedStyle(one);
  const ring = one.querySelector('rect') ?? one.querySelector('.line__hit');
  const line = one.closest('[data-line] svg') && ring ? parseFloat(getComputedStyle(ring).strokeWidth) : 0;
  const box = one.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9], [0.02, 0.02]].map(([x, y]) => [box.left + x * box.width, box.top + y * box.height]);
  const seen = points.some(([x, y]) => { const top = document.elementFromPoint(x, y); return top && (one.contains(top) || top.contains(one)); });
  return { place: all.indexOf(one), words: `${one.localName}.${one.className?.baseVal ?? one.className} ${(one.innerText ?? '').trim().slice(0, 40)}`,
    outline: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), line, seen, order: one.tabIndex }; }"""


@pytest.fixture
def way(here: RecordedWorld) -> RecordedWorld:
    """The paper goes on: after the committee the council decides on it, in ten days."""
    world = here.world
    council = Meeting.objects.get(organizations=world.council)
    item = AgendaItem.objects.create(
        meeting=council, position=1, label="5", title="Straßenbahn in die Gartenstraße", public=True,
        audience=Audience.PUBLIC,
    )  # fmt: skip
    Consultation.objects.create(
        paper=world.paper, position=2, organization=world.council, role=ConsultationRole.DECISION, authoritative=True,
        public=True, audience=Audience.PUBLIC, agenda_item=item,
    )  # fmt: skip
    return here


def stop(page: Page, keys: str = "Tab") -> dict[str, Any] | None:
    """One press; what has the focus then, which must be plain to see. None: the focus left the page."""
    page.keyboard.press(keys)
    found: dict[str, Any] | None = page.evaluate(STOP)
    if found:
        # Inside a video the browser's own buttons have the focus and draw its ring; no script can look in there.
        own = found["words"].startswith("video.")
        assert own or found["outline"] >= 2 or found["line"] >= 2, f"nothing shows the focus: {found}"
        assert found["seen"], f"the focus is off the screen or covered: {found}"
        assert not found["words"].startswith("svg."), f"a picture is no stop, its links are: {found}"
        assert found["order"] <= 0, f"an order of its own: {found}"
    return found


def walk_to(page: Page, wanted: str, keys: str = "Tab") -> None:
    """Tab until the first element that fits `wanted` has the focus; on the way each stop comes after the last."""
    last = -1 if keys == "Tab" else 10**9
    fits = "(wanted) => document.activeElement?.matches(wanted) ?? false"
    for _ in range(MOST_STOPS):
        found = stop(page, keys)
        assert found, f"the focus left the page before {wanted}"
        # A video's own buttons are stops within the same element.
        assert found["place"] >= last if keys == "Tab" else found["place"] <= last, f"back in the page: {found}"
        last = found["place"]
        if page.evaluate(fits, wanted):
            return
    pytest.fail(f"not reached: {wanted}; stands at {page.evaluate(STOP)}")


def follow(page: Page, wanted: str) -> None:
    """Walk to a link and press Enter; then another page is there, and the way starts at its top."""
    walk_to(page, wanted)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_no_page_of_the_way_traps_the_focus(way: RecordedWorld, live_server: Any, browser: Browser) -> None:
    visitor = browser.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    page = visitor.new_page()
    world = way.world
    for address in (
        "/", f"/suche/?q={ASKED}", f"/sitzungen/{world.meeting.slug}/?t=3", f"/vorlagen/{world.paper.uuid}/",
        f"/tagesordnungspunkte/{world.public_item.uuid}/",
    ):  # fmt: skip
        page.goto(live_server.url + address)
        stops = 0
        while stop(page) and stops < MOST_STOPS:
            stops += 1
            if page.evaluate("document.activeElement.matches('.foot li:last-child a')"):
                break
        assert 10 < stops < MOST_STOPS, address
        assert page.evaluate("document.activeElement.closest('.foot') !== null"), address
        walk_to(page, ".head__name", "Shift+Tab")
    visitor.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [1280, 390])
def test_from_a_question_to_the_second_and_on(
    way: RecordedWorld, live_server: Any, browser: Browser, complaints: list[str], width: int, script: bool
) -> None:
    visitor = browser.new_context(
        locale="de-DE", viewport={"width": width, "height": 844}, java_script_enabled=script, reduced_motion="reduce"
    )
    page = visitor.new_page()
    listen(page, complaints)
    world = way.world

    page.goto(live_server.url)
    walk_to(page, ".skip")
    walk_to(page, "#q")
    page.keyboard.type(ASKED)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/suche/" in page.url

    follow(page, ".hit--speech .hit__title a")
    assert f"/sitzungen/{world.meeting.slug}/?t=2." in page.url
    if script:
        watch(page)
        walk_to(page, ".tabs [aria-selected='true']")
        page.keyboard.press("ArrowLeft")
        until(
            page, "document.activeElement.hash === '#tagesordnung' && !document.querySelector('#tagesordnung').hidden"
        )
        assert page.evaluate(STOP)["outline"] >= 2
    else:
        assert page.locator(".seg mark").inner_text() == ASKED
        assert "#t=2." in str(page.locator("video source").first.get_attribute("src"))

    follow(page, ".item__title a")
    assert page.locator("h1").inner_text() == "Straßenbahn in die Gartenstraße"
    follow(page, "main a[href^='/vorlagen/']")
    follow(page, ".station--next .station__item")
    assert "Stadtrat" in page.locator(".crumbs").inner_text()
    follow(page, "main a[href^='/vorlagen/']")
    for expected in ("/tagesordnungspunkte/", "/vorlagen/", "/tagesordnungspunkte/", "/sitzungen/", "/suche/"):
        page.go_back()
        assert expected in page.url
    assert page.locator(".hit--speech").count() > 0
    visitor.close()
    assert complaints == []


def watch(page: Page) -> None:
    """The player stands at the word, marks it, plays and stops; the list of keys opens and closes."""
    until(page, "document.querySelector('video')?.readyState >= 2 && !document.querySelector('video').seeking")
    assert abs(page.evaluate("document.querySelector('video').currentTime") - SPOKEN_AT) < 0.3
    until(page, "CSS.highlights.has('ris-said')")
    assert marked(page) == ASKED
    walk_to(page, ".player__start")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('video').paused && document.querySelector('video').currentTime > 3.2")
    walk_to(page, ".player__toggle")
    page.keyboard.press("Space")
    until(page, "document.querySelector('video').paused")
    walk_to(page, ".player__menus [data-menu]:last-child summary")
    page.keyboard.press("Enter")
    walk_to(page, "[data-do='keys']")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('dialog').open")
    for _ in range(4):
        stop(page)
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog').open")
    # The menu has closed behind the list: what opened it is hidden, its summary takes the focus.
    until(page, "document.activeElement.matches('.player__menus [data-menu]:last-child summary')")
    assert page.evaluate("document.querySelector('[data-menu][open]')") is None
    page.keyboard.press("?")
    until(page, "document.querySelector('dialog').open")
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog').open")
    until(page, "document.activeElement.matches('.player__menus [data-menu]:last-child summary')")
    assert page.evaluate(STOP)["seen"], "the focus comes back to where it was"
