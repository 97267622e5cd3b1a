"""Pictures of every kind of page, as phone, tablet and desktop show it, light and dark: `make screenshots` (OUT=folder).

A page that complains (console, an answer it should not give, wider than the window) is named at the end; exit code 1.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from demo_site import ROOT, site
from playwright.sync_api import Browser, Page, StorageState, sync_playwright
from samples import WRONG, for_the_office, samples

SIZES = {390: 844, 768: 1024, 1280: 900}
SCHEMES = ("light", "dark")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
PICTURES = """Promise.all([...document.images].map((image) => { image.loading = "eager"; return image.decode().catch(() => {}); }))"""
"""Pictures further down are loaded when somebody scrolls to them; here nobody does."""


def listen(page: Page, complaints: list[str]) -> None:
    """Note what the browser complains about; that a page was not found is what the pages of WRONG are for."""

    def told(kind: str, text: str) -> None:
        if kind in ("error", "warning") and not text.startswith("Failed to load resource"):
            complaints.append(f"{page.url}: {text}")

    page.on("console", lambda message: told(message.type, message.text))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))


def signed_in(browser: Browser, address: str) -> StorageState | None:
    """The council office of the demo, by the button on the sign-in page; None where the site offers none."""
    visitor = browser.new_context(locale="de-DE")
    page = visitor.new_page()
    page.goto(f"{address}/anmelden/")
    buttons = page.locator(".people-to-try button")
    if not buttons.count():
        return None
    with page.expect_navigation():
        buttons.first.click()
    state = visitor.storage_state()
    visitor.close()
    return state


def draw(page: Page, address: str, wanted: Mapping[str, str], to: Path, ending: str) -> list[str]:
    """One picture of each page, `page-size-scheme.png`. Returns complaints."""
    complaints: list[str] = []
    width = page.evaluate("innerWidth")

    def answered(url: str, status: int, expected: int) -> None:
        if status >= 400 and status != expected:
            complaints.append(f"{status} {url} auf {page.url}")

    listen(page, complaints)
    expected = 200
    page.on("response", lambda got: answered(got.url, got.status, expected))
    for name, path in wanted.items():
        expected = WRONG[name][1] if name in WRONG else 200
        page.goto(address + path, wait_until="networkidle")
        page.evaluate(PICTURES)
        if (wider := page.evaluate(WIDER)) > 0:
            complaints.append(f"{path} ist bei {width} px um {wider} px zu breit")
        page.screenshot(path=to / f"{name}-{ending}.png", full_page=True)
    return complaints


def main() -> int:
    """One visitor for each size and scheme, and one of the office; whole pages."""
    out = Path(os.environ.get("OUT") or ROOT / "var" / "screenshots")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    own = not os.environ.get("SITE")  # another site knows neither our pages that go wrong nor our invented office

    def chosen(pages: Mapping[str, str]) -> dict[str, str]:
        return {name: path for name, path in pages.items() if not sys.argv[1:] or name in sys.argv[1:]}

    complaints: list[str] = []
    with site() as address:
        # Before the browser: its loop runs in this thread, and the database refuses to be asked beside one.
        public = chosen(samples() | ({name: path for name, (path, _) in WRONG.items()} if own else {}))
        office = chosen(for_the_office()) if own else {}
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            pass_of_office = signed_in(browser, address) if office else None
            for width, height in SIZES.items():
                for scheme in SCHEMES:
                    for pages, state in ((public, None), (office, pass_of_office)):
                        visitor = browser.new_context(
                            locale="de-DE",
                            timezone_id="Europe/Berlin",
                            viewport={"width": width, "height": height},
                            color_scheme=scheme,
                            reduced_motion="reduce",
                            storage_state=state,
                        )
                        complaints += draw(visitor.new_page(), address, pages, out, f"{width}-{scheme}")
                        visitor.close()
            browser.close()
    sys.stdout.write("".join(f"{each}\n" for each in dict.fromkeys(complaints)))
    count = len(public) + len(office)
    sys.stdout.write(f"{count * len(SIZES) * len(SCHEMES)} Bilder von {count} Seiten in {out}\n")
    return int(bool(complaints))


if __name__ == "__main__":
    sys.exit(main())
