"""The Wortlaut of a sitting of three hours: in pages, with and without script; every moment and every word is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from meetings.models import AgendaItem
from tests.e2e.long_sitting import speak
from tests.e2e.test_pages import here, marked, until
from tests.recorded_world import RecordedWorld, timed
from transcripts.models import Segment
from transcripts.words import pack

__all__ = ["here"]
MOMENT = 9_600_000
"""Two hours and forty minutes into the sitting (ms on the meeting's clock): on its last page."""
WORD = "Wolkenkuckucksheim"


@pytest.fixture
def items(here: RecordedWorld) -> list[AgendaItem]:
    """Three hours; a word that is said once, near the end."""
    made = speak(here, items=(5, 10, 60, 25, 5, 30, 10, 20, 15))
    segment = Segment.objects.get(transcript=here.transcript, starts=MOMENT)
    segment.text = f"Das ist ein {WORD} und bleibt eines."
    segment.words = pack(timed(segment.text, segment.starts, segment.ends))
    segment.save()
    return made


@pytest.fixture
def wortlaut(items: list[AgendaItem], here: RecordedWorld, live_server: Any) -> str:
    return f"{live_server.url}/sitzungen/{here.world.meeting.slug}/wortlaut/"


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A browser without script."""
    visitor = browser.new_context(java_script_enabled=False, locale="de-DE")
    yield visitor.new_page()
    visitor.close()


def test_without_script_pages_lead_on_and_a_moment_has_its_page(plain: Page, wortlaut: str) -> None:
    plain.goto(wortlaut)
    expect(plain.locator(".leaf")).to_contain_text("Seite 1 von 3")
    first = plain.locator(".turn").first.get_attribute("id")
    plain.locator("a[rel=next]").click()
    expect(plain.locator(".leaf")).to_contain_text("Seite 2 von 3")
    assert plain.locator(f"#{first}").count() == 0
    plain.locator(".script__items a").last.click()
    expect(plain.locator(".leaf")).to_contain_text("Seite 3 von 3")
    anchor = plain.url.partition("#")[2]
    assert abs(plain.locator(f"#{anchor}").bounding_box()["y"]) < 200, "the item that was chosen stands at the top"  # type: ignore[index]
    plain.goto(f"{wortlaut}?t={MOMENT / 1000}")
    expect(plain.locator(".leaf")).to_contain_text("Seite 3 von 3")
    assert plain.locator(".seg mark").inner_text() == "Das"
    plain.get_by_role("link", name="Alles auf einer Seite").click()
    assert plain.locator(".seg").count() > 1_700


def test_without_script_a_word_is_found_on_all_pages(plain: Page, wortlaut: str) -> None:
    plain.goto(wortlaut)
    field = plain.get_by_role("searchbox", name="Im Wortlaut suchen")
    field.fill("wolkenkuckucks")
    plain.get_by_role("button", name="Suchen").click()
    expect(plain.locator("h2").first).to_have_text("An 1 Stelle gesagt: „wolkenkuckucks“")
    assert plain.locator(".found mark").inner_text() == "Wolkenkuckucks"
    plain.locator(".found .time").click()
    expect(plain.locator(".leaf")).to_contain_text("Seite 3 von 3")
    turn = plain.locator(".turn", has=plain.locator("mark"))
    assert WORD in turn.inner_text()
    assert turn.get_attribute("id") == plain.url.partition("#")[2]
    plain.goto(f"{wortlaut}?suche=Zeppelin")
    expect(plain.locator("h2").first).to_have_text("„Zeppelin“ wurde nicht gefunden")
    expect(plain.get_by_role("link", name="In allen Sitzungen suchen")).to_be_visible()


def test_search_within_brings_the_other_pages(page: Page, wortlaut: str) -> None:
    page.goto(wortlaut)
    before = page.locator(".seg").count()
    page.locator("[data-do=search]").fill(WORD)
    until(page, "document.querySelector('[data-count]').textContent.startsWith('1 ')")
    assert page.locator(".seg").count() > 2 * before
    assert page.locator(".leaf").count() == 0
    page.locator("[data-do=search]").press("Enter")
    until(page, "CSS.highlights.has('ris-found-now')")
    expect(page.locator(".turn", has_text=WORD)).to_be_in_viewport()
    assert page.url == wortlaut


def test_a_link_to_a_turn_of_another_page_finds_it(page: Page, wortlaut: str, here: RecordedWorld) -> None:
    turn = Segment.objects.get(transcript=here.transcript, starts=MOMENT).speaker_turn
    assert turn is not None
    page.goto(f"{wortlaut}#t{turn.starts}")
    expect(page.locator(f"#t{turn.starts}")).to_be_in_viewport()


def test_an_item_of_an_hour_has_pages_and_keeps_its_moment(
    page: Page, items: list[AgendaItem], live_server: Any, here: RecordedWorld
) -> None:
    address = f"{live_server.url}/tagesordnungspunkte/{items[2].uuid}/"
    page.goto(address)
    expect(page.locator(".leaf")).to_contain_text("Seite 1 von 3")
    page.locator("#worte a[rel=next]").click()
    expect(page.locator(".leaf")).to_contain_text("Seite 2 von 3")
    expect(page.locator("#worte")).to_be_in_viewport()
    late = 60_000 + (5 + 10 + 50) * 60_000
    page.goto(f"{address}?t={late // 1000}")
    expect(page.locator(".leaf")).to_contain_text("Seite 3 von 3")
    until(page, "CSS.highlights.has('ris-said')")
    said = Segment.objects.filter(transcript=here.transcript, starts__lte=late).latest("starts")
    assert marked(page) == said.text.split()[0]


def test_the_page_of_a_sitting_is_valid_with_the_wortlaut_that_was_fetched(
    page: Page,
    wortlaut: str,
    complaints: list[str],
    assert_valid_html: Callable[[str], None],
    assert_accessible: Callable[[Page], None],
) -> None:
    """As it stands in the browser after the fragment has come, scripts and all."""
    page.goto(f"{wortlaut.removesuffix('wortlaut/')}#wortlaut")
    until(page, "document.querySelectorAll('#wortlaut .seg').length > 1700")
    assert page.locator("ris-later").count() == 0
    assert page.locator("#wortlaut .leaf, #wortlaut .pager").count() == 0
    assert_valid_html(page.content())
    assert_accessible(page)
    complaints[:] = [told for told in complaints if "inline style" not in told and "preload assets" not in told]


def test_pages_of_a_long_wortlaut_are_accessible_and_valid(
    page: Page,
    wortlaut: str,
    items: list[AgendaItem],
    live_server: Any,
    complaints: list[str],
    assert_valid_html: Callable[[str], None],
    assert_accessible: Callable[[Page], None],
) -> None:
    item = f"{live_server.url}/tagesordnungspunkte/{items[2].uuid}/"
    for address in (f"{wortlaut}?seite=2", f"{wortlaut}?suche=der", f"{wortlaut}?suche=Zeppelin", f"{item}?seite=2"):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 390, "height": 844})
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        assert_valid_html(answer.text())
        assert_accessible(page)
    complaints[:] = [told for told in complaints if "inline style" not in told and "preload assets" not in told]
