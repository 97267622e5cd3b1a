"""The pages for what went wrong, ours and nginx's: accessible in both schemes, valid, no wider than a phone, with a way on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.world import World

LOOKED_AT = Path(__file__).resolve().parent.parent.parent / ".ci"


def test_what_went_wrong_is_said_readably_and_leads_on(
    world: World,
    live_server: Any,
    page: Page,
    complaints: list[str],
    assert_accessible: Callable[[Page], None],
    assert_valid_html: Callable[[str], None],
    monkeypatch: pytest.MonkeyPatch,
    settings: Any,
) -> None:
    monkeypatch.syspath_prepend(str(LOOKED_AT))
    from samples import WRONG  # the same pages that `make screenshots` draws

    settings.ROOT_URLCONF = "site_urls"
    page.set_viewport_size({"width": 390, "height": 844})
    faults = []
    for name, (path, status) in WRONG.items():
        page.emulate_media(color_scheme="light")
        answer = page.goto(live_server.url + path)
        assert answer is not None
        assert answer.status == status, name
        assert page.locator("h1").count() == 1, name
        assert page.locator("main :is(a, input), main p + p").count() > 0, f"{name} leads nowhere"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        for check, what in ((assert_valid_html, answer.text()), (assert_accessible, page)):
            try:
                check(what)  # type: ignore[operator]
            except pytest.fail.Exception as found:
                faults.append(f"{name}: {found}")
    assert len(WRONG) >= 8
    told = (str(status) for _path, status in WRONG.values())
    wanted = tuple(f"{status}: {live_server.url}" for status in told)
    # That these answers are errors is the point; axe's inline styles are its own.
    complaints[:] = [
        one for one in complaints
        if not one.startswith((*wanted, "console error: Failed to load resource")) and "inline style" not in one
        and "preload assets" not in one
    ]  # fmt: skip
    assert not faults, "\n".join(faults)
