"""Taking something along, in a real browser: the buttons unfold and copy, and a member makes and ends an address."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page

from tests.e2e.test_signing_in import enter
from tests.world import World


def test_the_buttons_unfold_and_copy_an_address(
    world: World, live_server: Any, page: Page, assert_accessible: Callable[[Page], None], complaints: list[str]
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/gremien/{world.committee_1.slug}/")
    page.get_by_text("In meinen Kalender", exact=True).click()
    page.get_by_text("Abonnieren", exact=True).click()
    assert_accessible(page)
    field = page.get_by_label("Adresse für Outlook, Google und andere")
    address = field.input_value()
    assert address.endswith(f"/gremien/{world.committee_1.slug}/kalender.ics")
    page.get_by_role("button", name="Adresse kopieren").first.click()
    page.get_by_text("Die Adresse ist kopiert.").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == address
    complaints[:] = [
        told for told in complaints if "inline style" not in told and "preload assets" not in told
    ]  # axe's own


def test_without_script_the_addresses_are_there(world: World, live_server: Any, browser: Any) -> None:
    visitor = browser.new_context(java_script_enabled=False, locale="de-DE", viewport={"width": 390, "height": 800})
    page = visitor.new_page()
    page.goto(f"{live_server.url}/sitzungen/")
    page.locator("summary", has_text="In meinen Kalender").click()
    assert page.get_by_role("link", name="Im Kalenderprogramm öffnen").get_attribute("href").startswith("webcal://")
    assert page.get_by_label("Adresse für Outlook, Google und andere").input_value().endswith("/kalender.ics")
    assert page.get_by_role("button", name="Adresse kopieren").count() == 0
    visitor.close()


def test_a_member_makes_an_address_renews_and_ends_it(
    world: World,
    live_server: Any,
    page: Page,
    assert_accessible: Callable[[Page], None],
    settings: Any,
    complaints: list[str],
) -> None:
    settings.CANONICAL_HOST = live_server.url
    enter(page, world.bruno, live_server.url)
    page.goto(f"{live_server.url}/mein-kalender/")
    page.get_by_role("button", name="Adresse anlegen").click()
    first = page.get_by_label("Persönliche Kalenderadresse").input_value()
    assert_accessible(page)
    assert httpx.get(first).status_code == 200
    page.get_by_role("button", name="Neue Adresse anlegen, alte beenden").click()
    second = page.get_by_label("Persönliche Kalenderadresse").input_value()
    assert httpx.get(first).status_code == 404
    assert httpx.get(second).text.count("BEGIN:VEVENT") == 1
    page.get_by_role("button", name="Adresse beenden").click()
    page.get_by_text("Ihre Adresse gilt nicht mehr.").wait_for()
    assert httpx.get(second).status_code == 404
    assert second not in page.content()
    # axe's own, and the address that is not there any more.
    complaints[:] = [told for told in complaints if "inline style" not in told and "preload assets" not in told]


@pytest.mark.parametrize("width", [390, 1280])
def test_open_buttons_need_no_sideways_scrolling(world: World, live_server: Any, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in (f"/sitzungen/{world.meeting.slug}/", f"/personen/{world.speaker.slug}/", "/abonnieren/"):
        page.goto(live_server.url + path)
        for summary in page.locator(".follow summary").all():
            summary.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
