"""The checkers tell good from bad: without this, a checker that sees nothing would pass every page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.checkers import Nu, axe_faults, hls_faults, webvtt_faults

GOOD_PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Sitzungen</title></head>
<body><main><h1>Sitzungen</h1><p>Der Rat tagt am 3. März. <a href="#kalender">Zum Kalender</a></p>
<h2 id="kalender">Kalender</h2><ul><li>März</li></ul></main></body></html>"""
BAD_PAGE = """<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Sitzungen</title>
<style>p { color: #bbb; background: #fff } @media (prefers-color-scheme: dark) { p { color: #444; background: #000 } }</style>
</head><body><main><h1>Sitzungen</h1><p>Kaum zu lesen</p><img src="data:,"><div id="a"></div><div id="a"></div>
<p><div>falsch</div></p></main></body></html>"""


def test_axe_and_nu_pass_a_good_page(
    page: Page, assert_accessible: Callable[[Page], None], assert_valid_html: Callable[[str], None]
) -> None:
    page.set_content(GOOD_PAGE)
    assert_accessible(page)
    assert_valid_html(GOOD_PAGE)


def test_axe_sees_contrast_and_missing_alternatives(
    page: Page, complaints: list[str], assert_accessible: Callable[[Page], None]
) -> None:
    page.set_content(BAD_PAGE)
    found = " ".join(axe_faults(page))
    assert "color-contrast" in found
    assert "image-alt" in found
    with pytest.raises(pytest.fail.Exception, match="dark: serious color-contrast"):
        assert_accessible(page)
    complaints.clear()


def test_nu_sees_double_ids_and_wrong_nesting(nu: Nu) -> None:
    found = " ".join(nu.faults(BAD_PAGE))
    assert "Duplicate ID" in found
    assert "“p” element in scope" in found
    assert "alt" in found


def test_the_page_fixture_hears_what_the_browser_complains_about(page: Page, complaints: list[str]) -> None:
    page.set_content("<!DOCTYPE html><title>x</title><script>console.error('Oh'); throw new Error('Weh')</script>")
    page.wait_for_function("true")
    assert any("Oh" in told for told in complaints)
    assert any("Weh" in told for told in complaints)
    complaints.clear()


def test_webvtt_faults_are_seen() -> None:
    assert webvtt_faults("WEBVTT\n\n00:01.000 --> 00:02.000\nGuten Abend.\n") == []
    assert webvtt_faults("WEBVTT\n\n00:01,000 --> 00:02,000\nGuten Abend.\n")
    assert webvtt_faults("WEBVTT\n\n00:03.000 --> 00:02.000\nGuten Abend.\n")


def test_hls_faults_are_seen() -> None:
    good = "#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:4\n#EXTINF:4.0,\na.ts\n#EXT-X-ENDLIST\n"
    assert hls_faults(good) == []
    assert hls_faults(good.replace("#EXT-X-TARGETDURATION:4\n", ""))
    assert hls_faults(good.replace("#EXTINF:4.0,\n", ""))
