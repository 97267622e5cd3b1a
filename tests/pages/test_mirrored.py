"""Pages of a mirrored city: nothing breaks where its source is silent, and each page says whose words these are."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import Audience, Mandate, MandateRole
from ris.pages import mirrors
from search import indexing
from tests.mirrored_world import FROM, Mirrored, addresses, build_mirrored
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(db: None) -> Mirrored:
    return build_mirrored()


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_every_page_stands(client: Client, here: Mirrored) -> None:
    indexing.rebuild()
    for address in addresses(here):
        text = page(client, address)
        assert "None" not in text, address
        assert here.vanished.name not in text, address


def test_the_words_of_the_source_stand_where_we_have_none(client: Client, here: Mirrored) -> None:
    paper = page(client, f"/vorlagen/{here.plan.uuid}/")
    for words in (
        "Rahmenplanung", "Gremium nicht genannt", "Beschlussempfehlung", "befasst sich damit", "Datum nicht bekannt",
        "Verwiesen an die Verwaltung",
    ):  # fmt: skip
        assert words in paper, words
    assert "unbekannt" not in paper
    item = page(client, f"/tagesordnungspunkte/{here.decided_item.uuid}/")
    assert "In den Worten der Quelle:" in item
    assert "mehrheitlich zugestimmt" in item
    assert "Müller-Lüdenscheidt," not in page(client, "/personen/?frueher=1")


def test_results_that_its_source_keeps_at_the_item_are_the_papers_too(client: Client, here: Mirrored) -> None:
    text = page(client, f"/vorlagen/{here.plan.uuid}/")
    assert "beschlossen" in text.split('class="standing')[1].split("</div>")[0]
    listed = page(client, "/vorlagen/").split(here.plan.name)[1].split("</li>")[0]
    assert "beschlossen" in listed
    assert here.plan.name in page(client, "/vorlagen/?stand=beschlossen")
    assert here.plan.name not in page(client, "/vorlagen/?stand=offen")


def test_what_is_not_known_does_not_look_open(client: Client, here: Mirrored) -> None:
    text = page(client, f"/vorlagen/{here.forgotten.uuid}/")
    assert "Die Quelle nennt kein Ergebnis." in text


def test_documents_of_sittings_and_items_are_listed(client: Client, here: Mirrored) -> None:
    meeting = page(client, f"/sitzungen/{here.meeting.slug}/")
    for file, of in ((here.minutes, "Wortprotokoll"), (here.resolution, "Beschluss: 2 Bebauungsplan")):
        assert f"/dokumente/{file.uuid}/" in meeting
        assert of in meeting
    assert meeting.count(f"/dokumente/{here.attachment.uuid}/") == 1, "also the paper's, but one document"
    item = page(client, f"/tagesordnungspunkte/{here.told_item.uuid}/")
    assert f"/dokumente/{here.attachment.uuid}/" in item
    assert f"/dokumente/{here.minutes.uuid}/" not in item


def test_a_mirrored_row_says_where_it_comes_from(client: Client, here: Mirrored, world: World) -> None:
    for address in (
        f"/sitzungen/{here.meeting.slug}/", f"/tagesordnungspunkte/{here.told_item.uuid}/", f"/vorlagen/{here.plan.uuid}/",
        f"/gremien/{here.committee.slug}/", f"/personen/{here.nameless_person.slug}/",
    ):  # fmt: skip
        text = page(client, address)
        assert "Übernommen aus „Fernstadt“." in text, address
        assert f'href="{FROM}/' in text, address
    assert "Übernommen aus" not in page(client, f"/vorlagen/{world.paper.uuid}/")


def test_what_has_vanished_is_shown_as_such_to_its_office_alone(client: Client, here: Mirrored, world: World) -> None:
    address = f"/vorlagen/{here.vanished.uuid}/"
    assert client.get(address).status_code == 404
    client.force_login(world.dora)
    assert client.get(address).status_code == 404
    Mandate.objects.create(
        user=world.anna, role=MandateRole.OFFICE, body=here.body, start_date=world.meeting.start.date()
    )
    client.force_login(world.anna)
    text = page(client, address)
    assert "nicht mehr zu finden" in text
    assert "Die Öffentlichkeit sieht es nicht mehr." in text


def test_addresses_that_no_browser_opens_are_no_links(here: Mirrored) -> None:
    here.plan.source_url = "ftp://fern.example/1"
    origin = mirrors.origin_of(here.plan)
    assert origin is not None
    assert origin.address == ""
    assert here.plan.audience == Audience.PUBLIC


def test_a_sitting_long_past_is_over_whatever_its_source_does_not_say(client: Client, here: Mirrored) -> None:
    here.bare_meeting.state = "planned"
    here.bare_meeting.save()
    text = page(client, f"/sitzungen/{here.bare_meeting.slug}/")
    assert ">vorbei<" in text
    assert "noch nicht eingetragen" not in text
    assert ">vorbei<" in page(client, "/sitzungen/")


def test_no_page_of_it_asks_more_than_fifteen_times(client: Client, here: Mirrored, settings: Any) -> None:
    settings.CANONICAL_HOST = "http://testserver"
    indexing.rebuild()
    asked = {}
    for address in addresses(here):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            page(client, address)
        asked[address] = len(queries)
    assert {address: count for address, count in asked.items() if count > 15} == {}
