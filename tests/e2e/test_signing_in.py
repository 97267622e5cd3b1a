"""Signing in and the office's pages in a real browser: accessible, valid, by keyboard alone, without script, on a phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings as used
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from accounts import urls as account_urls
from accounts.models import User
from jobs.models import Stage
from ris.demo.load import PASSWORD
from ris.demo.people import LOGINS
from ris.office import urls as office_urls
from tests.e2e.pages import OFFICE_NO_PAGES, OFFICE_PAGES, SIGN_IN_PAGES
from tests.world import World


@pytest.fixture
def town(live_server: Any, world: World) -> World:
    """The small world, with something that has failed, for the office to see."""
    cache.clear()
    failed = {"state": Stage.State.FAILED, "last_error": "Der Index war gesperrt."}
    Stage.objects.update_or_create(name="search.update", subject="", subject_id=0, defaults=failed)
    User.objects.filter(pk=world.dora.pk).update(first_name="Dora", last_name="Dietz", is_staff=True)
    return world


def enter(page: Page, user: User, address: str) -> None:
    """Signed in as this user, by the cookie."""
    client = Client()
    client.force_login(user)
    name = used.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


def faults_of(
    page: Page, address: str, checks: list[tuple[Callable[[Any], None], bool]], status: int = 200
) -> list[str]:
    """What axe and the Nu checker say against one page, and whether it is too wide for a phone."""
    faults = []
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="light")
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == status, address
    width = page.evaluate("document.documentElement.scrollWidth")
    if width > 390:
        faults.append(f"{address}: {width} px wide")
    for check, wants_html in checks:
        try:
            check(answer.text() if wants_html else page)
        except pytest.fail.Exception as found:
            faults.append(f"{address}: {found}")
    return faults


def test_every_address_is_registered() -> None:
    names = {pattern.name for module in (account_urls, office_urls) for pattern in module.urlpatterns} | {"my_calendar"}
    assert names == set(SIGN_IN_PAGES) | set(OFFICE_PAGES) | set(OFFICE_NO_PAGES)


def test_all_pages_are_accessible_and_valid(
    town: World,
    live_server: Any,
    page: Page,
    settings: Any,
    assert_accessible: Callable[[Page], None],
    assert_valid_html: Callable[[str], None],
    complaints: list[str],
) -> None:
    checks: list[tuple[Callable[[Any], None], bool]] = [(assert_valid_html, True), (assert_accessible, False)]
    faults = []
    for sample in SIGN_IN_PAGES.values():
        faults += faults_of(page, live_server.url + sample, checks)
    settings.DEMO = True
    faults += faults_of(page, f"{live_server.url}/anmelden/", checks)
    enter(page, town.dora, live_server.url)
    for sample in OFFICE_PAGES.values():
        faults += faults_of(page, live_server.url + sample, checks)
    page.locator(".who > summary").click()
    faults += [f"open menu: {fault}" for fault in _axe(page, assert_accessible)]
    complaints[:] = [told for told in complaints if "inline style" not in told and "preload assets" not in told]
    assert not faults, "\n".join(faults)


def _axe(page: Page, check: Callable[[Page], None]) -> list[str]:
    try:
        check(page)
    except pytest.fail.Exception as found:
        return [str(found)]
    return []


def test_a_wrong_attempt_is_said_accessibly(
    town: World,
    live_server: Any,
    page: Page,
    assert_accessible: Callable[[Page], None],
    complaints: list[str],
) -> None:
    page.goto(f"{live_server.url}/anmelden/")
    page.get_by_label("Benutzername oder E-Mail-Adresse").fill("dora")
    page.get_by_label("Kennwort").fill("falsch")
    page.get_by_role("button", name="Anmelden").click()
    assert "passen nicht zusammen" in page.get_by_role("alert").inner_text()
    assert_accessible(page)
    complaints[:] = [told for told in complaints if "inline style" not in told and "preload assets" not in told]


def test_the_keyboard_alone_signs_in_starts_again_what_failed_and_signs_out(
    town: World, live_server: Any, page: Page
) -> None:
    page.goto(f"{live_server.url}/vorlagen/")
    page.locator("a[href^='/anmelden/']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/anmelden/**")
    page.get_by_label("Benutzername oder E-Mail-Adresse").focus()
    page.keyboard.type("dora")
    page.keyboard.press("Tab")
    page.keyboard.type("nicht-geheim-12345")
    page.keyboard.press("Enter")
    page.wait_for_url("**/vorlagen/")
    page.locator(".who > summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/buero/status/")
    page.get_by_role("button", name="Noch einmal").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Noch einmal")).to_have_count(0)  # waits for the page that comes
    page.locator(".who > summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Abmelden").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{live_server.url}/")
    assert page.locator("a[href^='/anmelden/']").count() == 1


def test_without_script_the_demo_is_one_button_away(
    town: World, live_server: Any, browser: Browser, settings: Any
) -> None:
    settings.DEMO = True
    User.objects.create_user(LOGINS[0].username, password=PASSWORD)
    visitor = browser.new_context(java_script_enabled=False, locale="de-DE")
    tab = visitor.new_page()
    tab.goto(f"{live_server.url}/anmelden/?next=/gremien/")
    tab.get_by_role("button", name=f"Als {LOGINS[0].name} anmelden").click()
    assert tab.url == f"{live_server.url}/gremien/"
    tab.locator(".who > summary").click()
    assert tab.get_by_role("button", name="Abmelden").is_visible()
    visitor.close()
