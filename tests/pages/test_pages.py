"""Every public page answers, keeps silent about what is hidden, and asks the database a fixed number of times."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db


def addresses(world: World) -> list[str]:
    return [
        "/",
        "/suche/",
        "/sitzungen/",
        f"/sitzungen/{world.meeting.slug}/",
        f"/sitzungen/{world.meeting.slug}/wortzeiten.json",
        f"/tagesordnungspunkte/{world.public_item.uuid}/",
        "/vorlagen/",
        f"/vorlagen/{world.paper.uuid}/",
        "/gremien/",
        f"/gremien/{world.council.slug}/",
        f"/gremien/{world.committee_1.slug}/",
        "/personen/",
        f"/personen/{world.speaker.slug}/",
    ]


def test_every_page_answers_and_keeps_silent(client: Client, world: World) -> None:
    for address in addresses(world):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert SENTINEL not in answer.content.decode(), address


def test_what_may_not_be_known_is_not_there(client: Client, world: World) -> None:
    for address in (
        f"/sitzungen/{world.draft_meeting.slug}/",
        f"/tagesordnungspunkte/{world.internal_item.uuid}/",
        f"/vorlagen/{world.internal_paper.uuid}/",
        f"/personen/{world.secret_person.slug}/",
        "/sitzungen/?gemeinde=nirgendwo",
    ):
        answer = client.get(address)
        assert answer.status_code == 404, address
        assert SENTINEL not in answer.content.decode()


def test_the_public_reads_a_non_public_item_in_general_words(client: Client, world: World) -> None:
    text = client.get(f"/sitzungen/{world.meeting.slug}/").content.decode()
    assert "Grundstücksangelegenheit" in text
    assert f"/tagesordnungspunkte/{world.internal_item.uuid}/" not in text


def test_a_member_of_another_committee_sees_no_internal_item(client: Client, world: World) -> None:
    client.force_login(world.clara)
    assert client.get(f"/tagesordnungspunkte/{world.internal_item.uuid}/").status_code == 404
    client.force_login(world.bruno)
    assert client.get(f"/tagesordnungspunkte/{world.internal_item.uuid}/").status_code == 200


def test_an_old_address_leads_to_the_new_one_with_its_second(client: Client, world: World) -> None:
    old = world.meeting.slug
    world.meeting.slug = "neue-anschrift"
    world.meeting.save()
    answer = client.get(f"/sitzungen/{old}/?t=12.5")
    assert answer.status_code == 301
    assert answer["Location"] == "/sitzungen/neue-anschrift/?t=12.5"


def test_a_host_of_its_own_shows_only_its_municipality(client: Client, world: World) -> None:
    world.other_body.host = "nebendorf.example"
    world.other_body.save()
    text = client.get("/sitzungen/", headers={"host": "nebendorf.example"}).content.decode()
    assert world.other_meeting.slug in text
    assert world.meeting.slug not in text
    assert client.get(f"/sitzungen/{world.meeting.slug}/", headers={"host": "nebendorf.example"}).status_code == 404
    assert world.meeting.slug in client.get("/sitzungen/").content.decode()


def test_the_language_changes_at_the_same_address(client: Client, world: World) -> None:
    assert '<html lang="de">' in client.get("/sitzungen/").content.decode()
    answer = client.post("/sprache/", {"language": "en", "next": "/sitzungen/"})
    assert answer["Location"] == "/sitzungen/"
    assert '<html lang="en">' in client.get("/sitzungen/").content.decode()


def test_pages_answer_those_who_ask_for_the_head_alone(client: Client, world: World) -> None:
    # Monitors, link checkers and previews in messengers ask like that first.
    for address in ("/", "/suche/?q=Wort", f"/sitzungen/{world.meeting.slug}/", f"/vorlagen/{world.paper.uuid}/"):
        answer = client.head(address)
        assert answer.status_code == 200, address
        assert answer.content == b"", address
    assert client.post("/").status_code == 405
