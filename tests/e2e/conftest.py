"""A real browser on a real server; a page that complains on its console or misses a file fails its test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from tests.checkers import Nu, axe_faults, nu_checker

FLAGS = [
    "--no-sandbox",  # the tests may run as root, where Chromium's sandbox cannot
    "--autoplay-policy=no-user-gesture-required",
    "--mute-audio",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SCHEMES = ("light", "dark")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, one for all browser tests."""
    program = shutil.which("chromium")
    assert program, "chromium is missing: make setup-test"
    # Playwright's synchronous interface runs a loop in this thread; the tests' own queries are not asynchronous. Only while
    # there is a browser: other tests start servers, which refuse to run like that.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor of its own: German, a desktop window, no cookies."""
    visitor = browser.new_context(locale="de-DE", timezone_id="Europe/Berlin", viewport={"width": 1280, "height": 900})
    visitor.set_default_timeout(15_000)
    yield visitor
    visitor.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained about so far; a test that expects a complaint empties the list."""
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Iterator[Page]:
    """A tab; at its end nothing may have been complained about."""
    tab = context.new_page()
    listen(tab, complaints)
    yield tab
    assert complaints == []


def listen(tab: Page, complaints: list[str]) -> None:
    """Note errors on the console, uncaught exceptions, failed requests and answers of 400 and above."""

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"console {message.type}: {message.text}")

    def failed(request: Request) -> None:
        # A player that seeks gives up the pieces it was loading; that is no fault.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"failed: {request.url} {request.failure}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            complaints.append(f"{response.status}: {response.url}")

    tab.on("console", console)
    tab.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
    tab.on("requestfailed", failed)
    tab.on("response", answered)


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """0 violations of WCAG 2.2 A/AA and axe's best practices in both colour schemes, as the system asks for them."""

    def check(page: Page) -> None:
        found = []
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found += [f"{scheme}: {fault}" for fault in axe_faults(page)]
        if found:
            pytest.fail("\n".join(found))

    return check


@pytest.fixture(scope="session")
def nu() -> Iterator[Nu]:
    """The Nu HTML checker, warm for all tests."""
    with nu_checker() as checker:
        yield checker


@pytest.fixture
def assert_valid_html(nu: Nu) -> Callable[[str], None]:
    """0 errors of the Nu HTML checker in the HTML given (as the server sent it, not as scripts left it)."""

    def check(html: str) -> None:
        if found := nu.faults(html):
            pytest.fail("\n".join(found))

    return check
