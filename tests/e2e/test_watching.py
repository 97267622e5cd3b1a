"""Watching a sitting in a real browser: the line, the player's buttons and keys, one item alone, quotes, and all of it without script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from media.models import Chapter, ChapterItem
from meetings.models import AgendaItem, Audience
from motions.models import Vote
from tests.e2e.test_pages import here, until
from tests.recorded_world import RecordedWorld, timed
from transcripts.models import Segment
from transcripts.words import pack

__all__ = ["here"]
READY = "document.querySelector('video').readyState >= 2 && !document.querySelector('video').seeking"


@pytest.fixture
def sitting(here: RecordedWorld) -> RecordedWorld:
    """Two items that can be watched: TOP 1 from 1 to 20 s, TOP 4 from 40 s on; the vote on TOP 1 was at 12 s."""
    second = AgendaItem.objects.create(
        meeting=here.world.meeting, position=9, label="4", title="Haltestelle", public=True, audience=Audience.PUBLIC
    )
    chapter = Chapter.objects.create(recording=here.recording, starts=40_000, ends=55_000, confidence=0.95)
    ChapterItem.objects.create(chapter=chapter, item=second)
    Vote.objects.filter(pk=here.world.vote.pk).update(at=12_000)
    return here


def address(server: Any, here: RecordedWorld, query: str = "") -> str:
    return f"{server.url}/sitzungen/{here.world.meeting.slug}/{query}"


def stands_at(page: Page, seconds: float) -> None:
    """The player reaches this moment of public time."""
    until(page, f"{READY} && Math.abs(document.querySelector('video').currentTime - {seconds}) < 0.6")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset.name ?? document.activeElement.textContent"))


def test_the_line_is_walked_by_arrows_and_jumps_by_enter(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(address(live_server, sitting))
    page.wait_for_selector(".line__item[tabindex='0']", state="attached")
    page.locator(".line__item").first.focus()
    assert focused(page) == "TOP 1 · Straßenbahn in die Gartenstraße"
    assert "TOP 1" in page.locator("[data-tip]").inner_text()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "Sabine Quellmann (Fraktion Neue Mitte)"
    page.keyboard.press("ArrowDown")
    assert focused(page).startswith("Abstimmung · TOP 1: 9 Ja, 4 Nein, 1 Enthaltung")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert focused(page) == "TOP 4 · Haltestelle"
    page.keyboard.press("Enter")
    until(page, "document.querySelector('video').currentTime >= 20")  # 40 s on the clock of the meeting
    assert "t=4" in page.url


def test_the_line_is_one_stop_of_the_tab_key(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(address(live_server, sitting))
    page.wait_for_selector(".line__item[tabindex='0']", state="attached")
    assert page.locator("[data-lane][tabindex='0']").count() == 1


def test_the_mouse_names_and_jumps(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(address(live_server, sitting))
    page.wait_for_selector(".line__item[tabindex='0']", state="attached")
    page.locator(".line__item").nth(1).hover()
    assert page.locator("[data-tip]").inner_text() == "TOP 4 · Haltestelle · 0:40"
    page.locator(".line__vote").first.click()
    until(page, f"{READY} && document.querySelector('video').currentTime >= 11.9")
    assert page.evaluate("document.querySelector('.line__item[aria-current]').dataset.name").startswith("TOP 1")


def test_buttons_and_keys_go_from_item_to_item(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(address(live_server, sitting, "?t=5"))
    stands_at(page, 5)
    page.locator("[data-do='next-item']").click()
    stands_at(page, 20)
    page.keyboard.press("p")
    stands_at(page, 1)
    page.locator(".player__menus [data-menu] summary").first.click()
    page.locator(".menu__box a", has_text="Haltestelle").last.click()
    until(page, "document.querySelector('video').currentTime >= 20 && !document.querySelector('[data-menu][open]')")


def test_menus_close_on_escape_and_give_the_focus_back(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(address(live_server, sitting))
    page.locator(".player__menus [data-menu] summary").last.press("Enter")
    page.locator("[data-do='caption-size']").select_option("huge")
    assert page.locator("ris-player").get_attribute("data-cues") == "huge"
    page.keyboard.press("Escape")
    assert page.locator("[data-menu][open]").count() == 0
    assert focused(page).strip() == "Mehr"
    page.reload()
    until(page, "document.querySelector('ris-player').dataset.cues === 'huge'")


def test_an_item_alone_begins_and_ends_with_its_debate(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    Chapter.objects.filter(starts=1_000).update(ends=4_000)
    page.goto(f"{live_server.url}/tagesordnungspunkte/{sitting.world.public_item.uuid}/")
    page.locator(".player__start").click()
    until(page, "document.querySelector('video').currentTime >= 1")
    page.wait_for_selector("[data-part='ended']", state="visible", timeout=15_000)
    assert page.evaluate("document.querySelector('video').paused")
    assert 3.5 < page.evaluate("document.querySelector('video').currentTime") < 4.6
    assert page.locator("[data-part='ended'] a").get_attribute("href") == (
        f"/sitzungen/{sitting.world.meeting.slug}/?t=4"
    )
    assert page.locator(".turn").count() == 1
    page.locator(".beside a[rel='next']").click()
    assert page.locator("h1").inner_text() == "Haltestelle"


def test_a_quote_carries_speaker_item_date_and_link(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(live_server, sitting, "?t=2"))
    until(page, "customElements.get('ris-transcript') && document.querySelectorAll('.seg').length > 1")
    page.evaluate("""() => { const text = document.querySelectorAll('.seg')[1].firstChild; const range = new Range();
        range.setStart(text, 4); range.setEnd(text, 26); getSelection().removeAllRanges(); getSelection().addRange(range); }""")
    page.locator("[data-do=quote]").click()
    until(page, "document.querySelector('ris-transcript [data-said]').textContent")
    said, who, item, where, note, link = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert said == "„Haltestelle am Brunnen“"
    assert who == "Sabine Quellmann (Fraktion Neue Mitte)"
    assert item == "TOP 1 · Straßenbahn in die Gartenstraße"
    assert where.startswith("Ausschuss für Mobilität, ")
    assert where.endswith(", 0:09")
    assert note == "Automatisch erzeugt, nicht geprüft – nicht die Niederschrift."
    assert link == address(live_server, sitting, "?t=9.4")


def test_the_link_to_this_second_is_copied(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address(live_server, sitting, "?t=7"))
    stands_at(page, 7)
    page.locator("[data-do=share]").click()
    until(page, "document.querySelector('[data-share-said]').textContent === 'Link kopiert: 0:07'")
    assert page.evaluate("navigator.clipboard.readText()") == address(live_server, sitting, "?t=7")


def test_watching_leaves_one_entry_in_the_history(sitting: RecordedWorld, live_server: Any, page: Page) -> None:
    page.goto(address(live_server, sitting))
    before = page.evaluate("history.length")
    for link in (0, 1, 0):
        page.locator(".line__item").nth(link).click()
        until(page, READY)
    assert "t=1" in page.url
    assert page.evaluate("history.length") == before


def test_the_wortlaut_has_a_page_of_its_own_that_leads_to_the_player(
    sitting: RecordedWorld, live_server: Any, page: Page
) -> None:
    page.goto(address(live_server, sitting, "wortlaut/"))
    assert page.locator(".script__items a").first.inner_text() == "TOP 1 · Straßenbahn in die Gartenstraße"
    page.locator(".turn .time").first.click()
    until(page, "location.search === '?t=2' && Boolean(document.querySelector('ris-player'))")
    page.goto(address(live_server, sitting, "wortlaut/"))
    page.emulate_media(media="print")
    assert page.locator(".transcript__tools").is_hidden()
    assert page.locator(".script .notice").is_visible()


def test_on_a_phone_the_picture_stays_small_when_scrolled_away(
    sitting: RecordedWorld, live_server: Any, page: Page
) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto(address(live_server, sitting, "?t=2"))
    stands_at(page, 2)
    page.locator(".player__toggle").click()
    until(page, "document.querySelector('video').currentTime > 2.3")
    room = page.evaluate("document.querySelector('.player__stage').getBoundingClientRect().height")
    page.locator(".foot").scroll_into_view_if_needed()
    until(page, "document.querySelector('ris-player').hasAttribute('data-small')")
    assert page.evaluate("document.querySelector('.player__stage').getBoundingClientRect().height") == room
    page.locator(".player__mini [data-do='toggle']").click()
    until(page, "document.querySelector('video').paused")
    page.locator("[data-do='shrink']").click()
    until(page, "!document.querySelector('ris-player').hasAttribute('data-small')")


def test_without_script_line_items_and_votes_are_links(
    sitting: RecordedWorld, live_server: Any, browser: Browser
) -> None:
    visitor = browser.new_context(locale="de-DE", java_script_enabled=False)
    tab = visitor.new_page()
    tab.goto(address(live_server, sitting))
    assert tab.locator(".player__bar").is_hidden()
    assert tab.locator(".line__item").nth(1).get_attribute("href") == "?t=40"
    tab.locator(".line__words summary").click()
    words = tab.locator(".line__words li").all_inner_texts()
    assert [" ".join(text.split()) for text in words][:2] == [
        "0:01 TOP 1 · Straßenbahn in die Gartenstraße",
        "0:02 Sabine Quellmann (Fraktion Neue Mitte)",
    ]
    tab.locator(".line__words a", has_text="Haltestelle").click()
    assert tab.url.endswith("?t=40")
    tab.goto(f"{live_server.url}/tagesordnungspunkte/{sitting.world.public_item.uuid}/")
    tab.locator(".ballot .ballot__table summary").click()
    assert tab.locator(".ballot .ballot__table td").all_inner_texts()[:3] == ["9", "4", "1"]
    visitor.close()


@pytest.fixture
def long_sitting(sitting: RecordedWorld) -> RecordedWorld:
    """The same with 320 sentences more, in the first second: what counts is how many there are."""
    Segment.objects.bulk_create(
        Segment(
            transcript=sitting.transcript, starts=100 + n, ends=101 + n, text=f"Punkt {n}.", confidence=0.9,
            words=pack(timed(f"Punkt {n}.", 100 + n, 101 + n)),
        )
        for n in range(320)
    )  # fmt: skip
    return sitting


def test_a_long_wortlaut_comes_when_its_tab_is_opened(
    long_sitting: RecordedWorld, live_server: Any, page: Page
) -> None:
    page.goto(address(live_server, long_sitting))
    page.wait_for_selector("[role='tab'][aria-selected='true']")
    assert page.locator(".seg").count() == 0
    page.get_by_role("tab", name="Wortlaut").click()
    until(page, "document.querySelectorAll('.seg').length > 320")
    page.locator("[data-do='search']").fill("Brunnen")
    until(page, "document.querySelector('[data-count]').textContent.includes('1')")
    page.locator(".turn a.time").last.click()
    until(page, f"{READY} && document.querySelector('video').currentTime >= 20")  # 41 s on the clock of the meeting
    until(page, "CSS.highlights.has('ris-said')")


def test_a_link_to_a_second_of_a_long_sitting_shows_its_word(
    long_sitting: RecordedWorld, live_server: Any, page: Page
) -> None:
    page.goto(address(live_server, long_sitting, "?t=9.417"))
    until(page, "CSS.highlights.has('ris-said')")
    assert page.evaluate("[...CSS.highlights.get('ris-said')].map(String).join(' ')") == "Haltestelle"


def test_without_script_a_long_wortlaut_is_a_link_away(
    long_sitting: RecordedWorld, live_server: Any, browser: Browser
) -> None:
    visitor = browser.new_context(java_script_enabled=False, locale="de-DE")
    tab = visitor.new_page()
    tab.goto(address(live_server, long_sitting))
    tab.get_by_role("link", name="Wortlaut auf eigener Seite").click()
    assert tab.locator(".seg").count() > 320
    visitor.close()


def test_a_long_wortlaut_that_does_not_come_says_so_and_can_be_asked_for_again(
    long_sitting: RecordedWorld, live_server: Any, page: Page, complaints: list[str]
) -> None:
    page.route("**/wortlaut/*", lambda route: route.abort())
    page.goto(address(live_server, long_sitting))
    page.wait_for_selector("[role='tab'][aria-selected='true']")
    page.get_by_role("tab", name="Wortlaut").click()
    page.get_by_role("alert").filter(has_text="Der Wortlaut ließ sich nicht laden").wait_for()
    page.unroute("**/wortlaut/*")
    page.get_by_role("tab", name="Tagesordnung").click()
    page.get_by_role("tab", name="Wortlaut").click()
    until(page, "document.querySelectorAll('.seg').length > 320")
    complaints.clear()  # the request that was cut off
