"""Pictures of every kind of page, as phone, tablet and desktop show it, light and dark: `make screenshots` (OUT=folder).

A page that complains (console, an answer of 400 and above, wider than the window) is named at the end; exit code 1.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from demo_site import ROOT, samples, site
from playwright.sync_api import Page, sync_playwright

SIZES = {390: 844, 768: 1024, 1280: 900}
SCHEMES = ("light", "dark")
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def listen(page: Page, complaints: list[str]) -> None:
    """Note what the browser complains about."""
    page.on("console", lambda told: told.type in ("error", "warning") and complaints.append(f"{page.url}: {told.text}"))
    page.on("response", lambda got: got.status >= 400 and complaints.append(f"{got.status} {got.url} on {page.url}"))


def main() -> int:
    """One context for each size and scheme; whole pages, named `page-size-scheme.png`."""
    out = Path(os.environ.get("OUT") or ROOT / "var" / "screenshots")
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    wanted = {name: path for name, path in samples().items() if not sys.argv[1:] or name in sys.argv[1:]}
    complaints: list[str] = []
    with site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for width, height in SIZES.items():
            for scheme in SCHEMES:
                visitor = browser.new_context(
                    locale="de-DE",
                    timezone_id="Europe/Berlin",
                    viewport={"width": width, "height": height},
                    color_scheme=scheme,
                    reduced_motion="reduce",
                )
                page = visitor.new_page()
                listen(page, complaints)
                for name, path in wanted.items():
                    page.goto(address + path, wait_until="networkidle")
                    if (wider := page.evaluate(WIDER)) > 0:
                        complaints.append(f"{path} ist bei {width} px um {wider} px zu breit")
                    page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
                visitor.close()
        browser.close()
    sys.stdout.write("".join(f"{each}\n" for each in dict.fromkeys(complaints)))
    sys.stdout.write(f"{len(wanted) * len(SIZES) * len(SCHEMES)} Bilder von {len(wanted)} Seiten in {out}\n")
    return int(bool(complaints))


if __name__ == "__main__":
    sys.exit(main())
