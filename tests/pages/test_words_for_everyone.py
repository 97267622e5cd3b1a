"""Words that must fit: the reader's language, moments that were not recorded, pages that do not exist, meetings among others."""

from __future__ import annotations

import pytest
from django.test import Client

from media.models import Chapter, ChapterItem
from meetings.models import AgendaItem, Audience
from ris.pages.ballots import counts_of
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db
NOTHING_THEN = "Zu dieser Zeit gibt es keine Aufzeichnung"


@pytest.fixture
def here(world: World) -> RecordedWorld:
    recorded = build_recorded_world(world)
    second = AgendaItem.objects.create(
        meeting=world.meeting, position=9, label="4", title="Haltestelle", public=True, audience=Audience.PUBLIC
    )
    chapter = Chapter.objects.create(recording=recorded.recording, starts=41_000, ends=59_000, confidence=0.9)
    ChapterItem.objects.create(chapter=chapter, item=second)
    return recorded


def page(client: Client, address: str, language: str = "de") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def addresses(here: RecordedWorld) -> list[str]:
    slug = here.world.meeting.slug
    return [
        f"/sitzungen/{slug}/", f"/sitzungen/{slug}/wortlaut/", f"/tagesordnungspunkte/{here.world.public_item.uuid}/",
        f"/vorlagen/{here.world.paper.uuid}/", "/suche/?q=Haltestelle",
    ]  # fmt: skip


def test_an_agenda_item_is_called_item_in_english_and_top_in_german(client: Client, here: RecordedWorld) -> None:
    for address in addresses(here):
        assert "TOP " not in page(client, address, "en"), address
        assert "Item " in page(client, address, "en"), address
        assert "TOP " in page(client, address), address


@pytest.mark.parametrize(
    ("asked", "missing"),
    [("", False), ("?t=0", False), ("?t=59.9", False), ("?t=40", False),
     ("?t=60", True), ("?t=7200", True), ("?t=-5", True), ("?t=30", True)],
)  # fmt: skip
def test_a_moment_without_recording_is_said_in_words(
    client: Client, here: RecordedWorld, asked: str, missing: bool
) -> None:
    text = page(client, f"/sitzungen/{here.world.meeting.slug}/{asked}")
    assert (NOTHING_THEN in text) is missing


def test_after_the_last_page_of_hits_a_link_leads_to_the_first(client: Client, here: RecordedWorld) -> None:
    text = page(client, "/suche/?q=Haltestelle&art=rede&seite=40")
    assert "Es gibt nur 1 Seite mit Treffern." in text
    assert '<a href="/suche/?q=Haltestelle&amp;art=rede">Zur ersten Seite</a>' in text
    assert "Zur ersten Seite" not in page(client, "/suche/?q=Haltestelle&art=rede")


def test_a_kind_without_words_lists_all_of_that_kind(client: Client, here: RecordedWorld) -> None:
    text = page(client, "/suche/?art=rede")
    assert 'class="hit hit--speech"' in text
    assert 'class="hit hit--paper"' not in text


def test_votes_nobody_gave_or_counted_are_drawn_without_nonsense(client: Client, here: RecordedWorld) -> None:
    vote = here.world.vote
    vote.abstentions = None
    assert [count.number for count in counts_of(vote)] == [9, 4, 0]
    for yes, no in ((9, 4), (0, 0)):
        type(vote).objects.filter(pk=vote.pk).update(yes=yes, no=no, abstentions=None)
        text = page(client, f"/tagesordnungspunkte/{here.world.public_item.uuid}/")
        assert "None" not in text
        assert 'width="0.00%"' not in page(client, f"/sitzungen/{here.world.meeting.slug}/")


def test_an_items_crumb_says_whose_sitting_it_is(client: Client, here: RecordedWorld) -> None:
    type(here.world.meeting).objects.filter(pk=here.world.meeting.pk).update(name="8. Sitzung")
    crumbs = page(client, f"/tagesordnungspunkte/{here.world.public_item.uuid}/").split('class="crumbs"')[1]
    assert '<span lang="de">Ausschuss für Mobilität, 8. Sitzung</span>' in crumbs.split("</p>")[0]
    assert "Ausschuss für Mobilität, 8. Sitzung" in page(client, "/")
