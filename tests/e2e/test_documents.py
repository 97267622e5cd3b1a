"""A document read in a real browser: the viewer shows it beside its text, phones get the text, and all of it is accessible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from meetings.models import Audience, File, FilePage, TextState
from meetings.storage import store
from motions.models import PaperFile
from tests.meetings.making_documents import GERMAN, text_pdf
from tests.world import World


@pytest.fixture
def plan(live_server: Any, world: World) -> File:
    stored = store([text_pdf(GERMAN, "Zweite Seite mit dem Fahrplan")])
    file: File = File.objects.create(
        body=world.body, name="Fahrplan", file_name="fahrplan.pdf", mime_type="application/pdf", size=stored.size,
        sha512=stored.sha512, text_state=TextState.READ, audience=Audience.PUBLIC,
    )  # fmt: skip
    for number, text in enumerate((GERMAN, "Zweite Seite mit dem Fahrplan"), start=1):
        FilePage.objects.create(file=file, number=number, text=text)
    PaperFile.objects.create(paper=world.paper, file=file)
    return file


def test_the_browsers_viewer_shows_it_beside_the_text(live_server: Any, page: Page, plan: File) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    handed_out: list[str] = []
    page.on("response", lambda answer: handed_out.append(answer.url) if "/dateien/" in answer.url else None)
    page.goto(f"{live_server.url}/dokumente/{plan.uuid}/?seite=2&q=Fahrplan")
    assert page.locator("iframe").is_visible()
    assert page.locator("mark").all_inner_texts() == ["Fahrplan"]
    page.wait_for_timeout(1500)
    assert handed_out, "the frame asked for nothing"
    assert "fahrplan.pdf" in handed_out[0]


def test_a_phone_gets_the_text_and_loads_no_document(live_server: Any, page: Page, plan: File) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/dateien/" in request.url else None)
    page.goto(f"{live_server.url}/dokumente/{plan.uuid}/")
    assert not page.locator("iframe").is_visible()
    page.get_by_role("navigation", name="Seiten des Dokuments").get_by_role("link", name="Nächste Seite").click()
    assert "Zweite Seite" in page.locator(".sheet").inner_text()
    page.wait_for_timeout(1000)
    assert asked == []


def test_without_script_a_page_is_gone_to_by_its_number(live_server: Any, browser: Browser, plan: File) -> None:
    plain = browser.new_context(java_script_enabled=False, locale="de-DE", viewport={"width": 390, "height": 800})
    page = plain.new_page()
    page.goto(f"{live_server.url}/dokumente/{plan.uuid}/")
    page.get_by_label("Zur Seite").fill("2")
    page.locator(".go button").click()
    assert "Zweite Seite" in page.locator(".sheet").inner_text()
    plain.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_accessible_and_valid(
    live_server: Any,
    page: Page,
    plan: File,
    width: int,
    assert_accessible: Callable[[Page], None],
    assert_valid_html: Callable[[str], None],
    complaints: list[str],
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in (f"/dokumente/{plan.uuid}/?q=Fahrplan&seite=2", "/dokumente/", "/dokumente/?art=einladung&q=nichts"):
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert_valid_html(answer.text())
        assert_accessible(page)
    complaints[:] = [told for told in complaints if "inline style" not in told and "preload assets" not in told]
