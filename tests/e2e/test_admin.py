"""The clerk's forms in a real browser: on a phone, for people who hear the page, and by keyboard alone."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.models import User
from meetings.models import Meeting
from tests.checkers import axe_faults
from tests.e2e.conftest import SCHEMES
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World

pytestmark = pytest.mark.e2e


@pytest.fixture
def recorded(world: World, live_server: Any, context: BrowserContext) -> RecordedWorld:
    """Dora of the office is signed in."""
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client = Client()
    client.force_login(User.objects.get(pk=world.dora.pk))
    cookie = client.cookies[installed.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": installed.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    return build_recorded_world(world)


def forget_the_libraries(complaints: list[str]) -> None:
    """axe measures with inline styles, which our policy refuses, and warns that it cannot read them."""
    complaints[:] = [one for one in complaints if "inline style" not in one and "preload assets" not in one]


def addresses(recorded: RecordedWorld) -> list[str]:
    world = recorded.world
    rows = (world.meeting, world.paper, world.vote, recorded.recording, recorded.transcript)
    changed = [
        reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk]) for row in rows
    ]  # fmt: skip
    lists = [reverse(f"admin:{name}_changelist") for name in ("meetings_meeting", "media_chapter", "motions_paper")]
    added = [reverse(f"admin:{name}_add") for name in ("meetings_file", "media_recording", "transcripts_correction")]
    return [reverse("admin:index"), *lists, *added, *changed]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_forms_are_named_readable_and_no_wider_than_a_phone(
    recorded: RecordedWorld, live_server: Any, page: Page, complaints: list[str], scheme: Any
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme=scheme)
    seen = addresses(recorded)
    assert len(seen) > 10
    for address in seen:
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        assert axe_faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    forget_the_libraries(complaints)


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _press in range(120):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} is not reached by keyboard")


def test_a_sitting_is_entered_by_keyboard_alone(
    recorded: RecordedWorld, live_server: Any, page: Page, complaints: list[str]
) -> None:
    world = recorded.world
    page.goto(live_server.url + reverse("admin:meetings_meeting_add"))
    page.wait_for_load_state("networkidle")
    tab_to(page, ".field-organizations .select2-search__field")
    page.keyboard.type(world.committee_1.name[:12])
    page.locator(".select2-results__option--highlighted").first.wait_for()
    page.keyboard.press("Enter")
    for selector, text in (("#id_name", "12. Sitzung"), ("#id_start_0", "16.12.2026"), ("#id_start_1", "17:30")):
        tab_to(page, selector)
        page.keyboard.type(text)
    tab_to(page, ".add-row a")
    page.keyboard.press("Enter")
    page.locator("#id_agenda_items-0-title").wait_for()
    page.locator("#id_name").focus()  # the new row stands before the link that made it
    tab_to(page, "#id_agenda_items-0-title")
    page.keyboard.type("Eröffnung")
    page.keyboard.press("Enter")
    page.wait_for_url("**/meetings/meeting/")
    meeting = Meeting.objects.get(name="12. Sitzung")
    assert list(meeting.organizations.all()) == [world.committee_1]
    assert [(item.position, item.label, item.title) for item in meeting.agenda_items.all()] == [(1, "1", "Eröffnung")]
    forget_the_libraries(complaints)


def test_boxes_of_choices_and_histories_ask_for_no_style_of_their_own(
    recorded: RecordedWorld, live_server: Any, page: Page
) -> None:
    """The page fixture fails at any complaint: our policy of contents is kept by every form, opened boxes and new rows included."""
    opened = 0
    changed = reverse("admin:meetings_meeting_change", args=[recorded.world.meeting.pk])
    for address in (changed, reverse("admin:motions_vote_add"), changed.replace("/change/", "/history/")):
        page.goto(live_server.url + address)
        page.wait_for_load_state("networkidle")
        for box in page.locator(".select2-selection:visible").all():
            box.click()
            page.keyboard.type("a")
            page.locator(".select2-results__option").first.wait_for()
            page.keyboard.press("Escape")
            opened += 1
        for more in page.locator(".add-row a:visible").all():
            more.click()
    assert opened > 3


def test_whoever_sits_elsewhere_reads_whose_time_is_meant(
    recorded: RecordedWorld, live_server: Any, browser: Browser, context: BrowserContext
) -> None:
    away = browser.new_context(locale="de-DE", timezone_id="America/New_York", storage_state=context.storage_state())
    tab = away.new_page()
    for zone, shown in ((tab, True), (context.new_page(), False)):
        zone.goto(live_server.url + reverse("admin:meetings_meeting_change", args=[recorded.world.meeting.pk]))
        zone.wait_for_load_state("networkidle")
        said = zone.locator(".timezonewarning").all_inner_texts()
        assert set(said) == ({"Gemeint ist die Uhrzeit in der Gemeinde, nicht die an Ihrem Ort."} if shown else set())
    away.close()
