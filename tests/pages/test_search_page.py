"""The search page: filters as chips, ways out of nothing, what hits look like, what a broken address does."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils.html import escape

from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(world: World) -> RecordedWorld:
    return build_recorded_world(world)


def text_of(client: Client, query: str) -> str:
    answer = client.get(f"/suche/?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def chips(text: str) -> str:
    return text.split('class="chips"')[1].split("</ul>")[0] if 'class="chips"' in text else ""


def test_without_a_question_there_are_examples_and_hints(client: Client, here: RecordedWorld) -> None:
    text = text_of(client, "")
    assert "Zum Beispiel" in text
    assert "genaue Worte" in text
    assert 'class="hits"' not in text


def test_each_filter_that_is_on_is_a_chip_with_the_address_without_it(client: Client, here: RecordedWorld) -> None:
    place = here.world.committee_1
    shown = chips(text_of(client, f"q=Haltestelle&art=rede&gremium={place.slug}&sortierung=neueste"))
    assert place.name in shown
    assert escape("/suche/?q=Haltestelle&art=rede&sortierung=neueste") in shown
    assert escape(f"/suche/?q=Haltestelle&gremium={place.slug}&sortierung=neueste") in shown
    assert escape("/suche/?q=Haltestelle&sortierung=neueste") in shown, "all at once"


def test_a_chip_has_a_name_also_where_nothing_was_found(client: Client, here: RecordedWorld) -> None:
    world = here.world
    query = f"q=Zeppelin&person={world.speaker.slug}&sitzung={world.meeting.slug}&top={world.public_item.uuid}&art=rede"
    shown = chips(text_of(client, query))
    for name in (str(world.speaker), world.meeting.name, world.public_item.title, "Wortbeitrag"):
        assert name in shown
    assert SENTINEL not in chips(text_of(client, f"q=Zeppelin&person={world.secret_person.slug}"))


def test_nothing_found_offers_ways_out(client: Client, here: RecordedWorld) -> None:
    text = text_of(client, "q=Haltestelle+Zeppelin+am&art=rede")
    ways = text.split('class="ways"')[1].split("</ul>")[0]
    assert "/suche/?q=Haltestelle+Zeppelin+am" in ways
    assert 'href="/suche/?q=Haltestelle"' in ways
    assert 'href="/suche/?q=Zeppelin"' in ways
    assert 'href="/suche/?q=am"' not in ways
    assert "/vorlagen/" in ways


def test_the_form_keeps_the_filters_but_not_the_page(client: Client, here: RecordedWorld) -> None:
    form = text_of(client, "q=Haltestelle&art=rede&seite=1").split("</form>")[1]
    assert '<input type="hidden" name="art" value="rede">' in form
    assert 'name="seite"' not in form


def test_a_filter_alone_lists_what_fits(client: Client, here: RecordedWorld) -> None:
    text = text_of(client, f"person={here.world.speaker.slug}&art=rede&sortierung=neueste")
    assert "Die Straßenbahn soll in die Gartenstraße fahren." in text


def test_speech_names_who_and_whose_sitting_and_plays(client: Client, here: RecordedWorld) -> None:
    hit = text_of(client, "q=Haltestelle&art=rede").split('class="hit hit--speech"')[1].split('class="hit__stage"')[0]
    assert "Sabine Quellmann" in hit
    assert "<mark>Haltestelle</mark>" in hit
    assert f'data-hx-get="/sitzungen/{here.world.meeting.slug}/?t=9.4"' in hit


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + quote('AND OR (" *'), "q=x&seite=99999", "q=x&art=%ff", "top=keine-uuid", "q=" + "a" * 5000,
     "q=%3Cscript%3Ealert(1)%3C/script%3E&art=%3Cb%3E"],
)  # fmt: skip
def test_a_broken_address_gets_a_page(client: Client, here: RecordedWorld, query: str) -> None:
    text = text_of(client, query)
    assert "<script>alert" not in text
    assert "<h1>" in text


def kinds(text: str) -> list[str]:
    return re.findall(r'class="hit hit--(\w+)"', text)


def test_a_question_about_what_was_said_is_answered_by_speeches_first(client: Client, here: RecordedWorld) -> None:
    plain = text_of(client, "q=Haltestelle")
    asked = text_of(client, "q=Was+wurde+zur+Haltestelle+gesagt%3F")
    found = kinds(asked)
    spoken = found.count("speech")
    assert 0 < spoken < len(found), "several kinds, or the order would say nothing"
    assert found == ["speech"] * spoken + [kind for kind in found if kind != "speech"]
    assert sorted(kinds(plain)) == sorted(found), "nothing is lost"
    assert "Wortbeiträge stehen zuerst." in asked
    assert "Wortbeiträge stehen zuerst." not in plain


def test_what_was_said_is_one_press_away_until_a_kind_is_chosen(client: Client, here: RecordedWorld) -> None:
    text = text_of(client, "q=Haltestelle")
    link = re.search(r'<a class="found__only" href="([^"]+)">Nur Wortbeiträge \((\d+)\)</a>', text)
    assert link is not None
    only = text_of(client, unescape(link[1]).split("?")[1])
    assert kinds(only) == ["speech"] * int(link[2])
    assert "found__only" not in only


def test_a_name_in_a_chip_stays_german_on_an_english_page(client: Client, here: RecordedWorld) -> None:
    client.cookies["django_language"] = "en"
    shown = chips(text_of(client, f"q=Haltestelle&art=rede&gremium={here.world.committee_1.slug}"))
    assert f'<span lang="de">{here.world.committee_1.name}</span>' in shown
    assert "<span>Speech</span>" in shown
