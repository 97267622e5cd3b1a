"""Long names on narrow windows: no page scrolls sideways at 320, 390 and 640 px (200 % zoom of 1280), with script and without."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from meetings.models import AgendaItem, File, Meeting, Organization, Person
from motions.models import Paper
from tests.e2e import pages
from tests.e2e.test_pages import here
from tests.recorded_world import RecordedWorld

__all__ = ["here"]
COMMITTEE = "Ausschuss für Stadtentwicklung, Mobilität, Klimaschutz und Liegenschaften"
COMPOUND = "Straßenbahnverlängerungsplanfeststellungsbeschlussvorbereitungsverfahren"
FACTION = "Fraktion Bürgerschaftliche Wählergemeinschaft Gesamtstadtverantwortung"
FILE = "2026-02-17_Lageplan_Straßenbahnverlängerung_Gartenstraße_Bauabschnitt_2_Planfeststellung_endgültig.pdf"
STICKING_OUT = """() => { const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > room + 0.5)
    .slice(-6).map((one) => `${Math.round(one.getBoundingClientRect().right)} px: ${one.outerHTML.slice(0, 110)}`); }"""

LONGER_THAN_ITS_FOOT = """() => document.documentElement.scrollHeight > innerHeight
  ? Math.round(document.documentElement.scrollHeight - document.querySelector('footer').getBoundingClientRect().bottom - scrollY) : 0"""


@pytest.fixture
def long_names(here: RecordedWorld) -> RecordedWorld:
    """The recorded world as real councils name things."""
    world = here.world
    Organization.objects.filter(pk=world.committee_1.pk).update(name=COMMITTEE)
    Organization.objects.filter(pk=world.faction.pk).update(name=FACTION)
    Meeting.objects.filter(pk=world.meeting.pk).update(name=f"17. Sitzung: {COMMITTEE}")
    AgendaItem.objects.filter(pk=world.public_item.pk).update(title=f"{COMPOUND} in der Gartenstraße", label="4.2.1")
    Paper.objects.filter(pk=world.paper.pk).update(name=COMPOUND, reference="0001/2026-BV-Anlage-Nachtrag-3")
    File.objects.filter(pk=world.file.pk).update(name=FILE)
    Person.objects.filter(pk=world.speaker.pk).update(family_name="Schwarzenberg-Quellmannseder zu Hohenfriedeberg")
    return here


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("width", [320, 390, 640])
def test_no_page_scrolls_sideways(
    long_names: RecordedWorld, live_server: Any, browser: Browser, width: int, script: bool
) -> None:
    window = {"width": width, "height": 800}
    visitor = browser.new_context(locale="de-DE", viewport=window, java_script_enabled=script, reduced_motion="reduce")  # type: ignore[arg-type]
    tab = visitor.new_page()
    samples = {**pages.PAGES, **getattr(pages, "VARIANTS", {})}
    wide = {}
    for name, sample in samples.items():
        answer = tab.goto(live_server.url + sample(long_names))
        assert answer is not None
        assert answer.status == 200, name
        if found := tab.evaluate(STICKING_OUT):
            wide[name] = found
    visitor.close()
    assert len(samples) > 14
    assert wide == {}


def test_no_page_goes_on_behind_its_foot(here: RecordedWorld, live_server: Any, page: Page) -> None:
    longer = {}
    for name, sample in pages.PAGES.items():
        page.goto(live_server.url + sample(here))
        if (empty := page.evaluate(LONGER_THAN_ITS_FOOT)) > 1:
            longer[name] = empty
    assert longer == {}
