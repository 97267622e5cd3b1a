"""A citizen asks, and finds what was said, decided and written; and nothing that is not for everyone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import timezone
from haystack.query import SearchQuerySet

from media.models import Edit, Recording
from meetings.models import Audience, File, FilePage, Meeting, MeetingFile, Organization, Result
from motions.models import Paper
from search import indexing
from search.audiences import audience_keys
from search.finding import Asked, address, asked, find
from search.models import Passage, SpeechWindow
from tests.search.spoken_world import NOBODY, labels
from tests.world import SENTINEL, World


@pytest.mark.django_db
def test_a_spoken_word_is_found_and_leads_to_its_second(index: Any, world: World) -> None:
    found = find("Haltestelle entstehen", user=NOBODY)
    (speech,) = [item for item in found.items if item.kind == "speech"]
    assert speech.t_ms == 8_000 + 3 * 500
    assert speech.play_url == f"/sitzungen/{world.meeting.slug}/?t=9.5"
    assert "<mark>Straßenbahnhaltestelle</mark>" in speech.snippet_html
    assert speech.who == "Sabine Quellmann"
    assert speech.faction == "Fraktion Neue Mitte"
    assert speech.title == world.public_item.title
    assert speech.meta == {"item": "1"}
    assert speech.when == world.meeting.start


@pytest.mark.django_db
def test_two_words_of_neighbouring_sentences_meet(index: Any) -> None:
    assert [item.kind for item in find("Gartenstraße Haltestelle", user=NOBODY).items] == ["speech"]


@pytest.mark.django_db
def test_every_kind_is_found_with_its_address(index: Any, world: World) -> None:
    found = find("Gartenstraße", user=NOBODY)
    by_kind = {item.kind: item for item in found.items}
    assert by_kind["item"].url == f"/tagesordnungspunkte/{world.public_item.uuid}/"
    assert by_kind["item"].meta["result"] == Result.ADOPTED.label
    assert by_kind["item"].play_url == f"/sitzungen/{world.meeting.slug}/?t=0"
    assert by_kind["paper"].url == f"/vorlagen/{world.paper.uuid}/"
    (page,) = find("Brunnen", user=NOBODY).items
    assert page.url.startswith(f"/dokumente/{world.file.uuid}/?seite=1&q=")
    assert page.meta["page"] == "1"
    assert "<mark>Brunnen</mark>" in page.snippet_html
    (text,) = find("Linie verlängert", user=NOBODY).items
    assert text.url == f"/vorlagen/{world.paper.uuid}/"
    person = find("Quellmann", user=NOBODY).items[0]
    assert (person.kind, person.url) == ("person", f"/personen/{world.speaker.slug}/")
    organization = find("Kulturausschuss", user=NOBODY).items[0]
    assert (organization.kind, organization.url) == ("organization", f"/gremien/{world.committee_2.slug}/")
    meeting = find("Ausschuss für Mobilität", user=NOBODY, filters={"kind": ["sitzung"]}).items[0]
    assert (meeting.kind, meeting.url) == ("meeting", f"/sitzungen/{world.meeting.slug}/")
    assert find("0001/2026", user=NOBODY).items[0].title == world.paper.name


@pytest.mark.django_db
def test_facets_count_and_their_addresses_toggle(index: Any, world: World) -> None:
    found = find("Gartenstraße", user=NOBODY)
    kinds = {choice.value: choice.count for choice in found.facets["kind"]}
    assert kinds == {"rede": 1, "tagesordnungspunkt": 1, "vorlage": 1}
    assert found.total == 3
    assert labels(found, "speaker") == {"Sabine Quellmann": 1}
    assert labels(found, "faction")["Fraktion Neue Mitte"] == 2
    choice = next(c for c in found.facets["kind"] if c.value == "rede")
    parameters = asked(QueryDict(choice.url.partition("?")[2]))
    assert parameters == Asked("Gartenstraße", {"kind": ("rede",)})
    narrowed = find(parameters.text, user=NOBODY, filters=parameters.filters)
    assert narrowed.total == 1
    kinds_then = {choice.value: (choice.count, choice.selected) for choice in narrowed.facets["kind"]}
    assert kinds_then == {"rede": (1, True), "tagesordnungspunkt": (1, False), "vorlage": (1, False)}
    both = find("Gartenstraße", user=NOBODY, filters={"kind": ["rede", "vorlage"]})
    assert both.total == 2
    back = next(c for c in narrowed.facets["kind"] if c.selected).url
    assert asked(QueryDict(back.partition("?")[2])).filters == {}


@pytest.mark.django_db
def test_filters_by_slug_year_and_meeting(index: Any, world: World) -> None:
    def total(**filters: str) -> int:
        return find("Gartenstraße", user=NOBODY, filters={k: [v] for k, v in filters.items()}).total

    assert total(organization=world.committee_1.slug) == 3
    assert total(organization=world.committee_2.slug) == 0
    assert total(faction=world.faction.slug) == 2
    assert total(speaker=world.speaker.slug) == 1
    assert total(year=str(timezone.localtime(world.meeting.start).year)) >= 2
    assert total(year="1999") == 0
    assert total(meeting=world.meeting.slug) == 2
    assert total(item=str(world.public_item.uuid)) == 3
    assert total(result="adopted") == 2
    assert total(body=world.other_body.slug) == 0
    assert total(organization="gibt-es-nicht") == 0
    assert total(item="keine-uuid") == 0
    only_filter = find("", user=NOBODY, filters={"speaker": [world.speaker.slug]})
    assert {item.kind for item in only_filter.items} == {"speech", "person"}


@pytest.mark.django_db
def test_order_by_time(index: Any) -> None:
    newest = [item.when for item in find("Gartenstraße", user=NOBODY, order="newest").items if item.when]
    oldest = [item.when for item in find("Gartenstraße", user=NOBODY, order="oldest").items if item.when]
    assert newest == sorted(newest, reverse=True)
    assert oldest == sorted(oldest)


@pytest.mark.django_db
def test_nobody_meets_what_is_not_public(index: Any, world: World) -> None:
    everywhere = SearchQuerySet().filter(content=SENTINEL)
    kinds = {result.model_name for result in everywhere}
    # The word stands in every indexed type; else this test would prove nothing.
    assert kinds == {"meeting", "agendaitem", "paper", "passage", "speechwindow", "person", "organization"}
    for user in (NOBODY, world.anna, world.clara, world.emil):
        for question in (SENTINEL, f'"{SENTINEL}"', f"{SENTINEL[:6]}*", f"{SENTINEL} OR nichts", "Grundstück Ankauf"):
            found = find(question, user=user)
            assert (found.total, list(found.items), dict(found.facets)) == (0, [], {}), (user, question)
        for filters in ({"year": ["2026"]}, {"kind": ["vorlage", "rede"]}, {"body": [world.body.slug]}):
            assert SENTINEL not in str(find("", user=user, filters=filters))
    assert find("Preis", user=NOBODY).total == 0


@pytest.mark.django_db
def test_members_find_what_is_theirs_and_the_office_everything(index: Any, world: World) -> None:
    bruno = find(SENTINEL, user=world.bruno)
    assert {item.kind for item in bruno.items} == {"item", "paper"}
    assert "Sondersitzung" not in str(bruno)
    assert "Unfertig" not in str(bruno)
    dora = find(SENTINEL, user=world.dora)
    assert {item.kind for item in dora.items} == {"item", "paper", "meeting", "person", "organization", "speech"}


@pytest.mark.django_db
def test_a_seat_counts_at_the_time_of_the_sitting(index: Any, world: World) -> None:
    mandate = world.bruno.mandates.get()
    mandate.start_date = timezone.localdate() - timedelta(days=1)
    mandate.save()
    late = type(world.bruno).objects.get(pk=world.bruno.pk)
    found = find(SENTINEL, user=late)
    assert (found.total, list(found.items), dict(found.facets)) == (0, [], {})


@pytest.mark.django_db
def test_the_index_and_the_rule_agree_about_the_public(index: Any, world: World) -> None:
    for model in (Meeting, Paper, Organization, SpeechWindow, Passage):
        keys = audience_keys(model, model.objects.living().values_list("pk", flat=True))
        public = set(model.objects.visible_to(NOBODY).values_list("pk", flat=True))
        assert {pk for pk, words in keys.items() if "public" in words} == public


@pytest.mark.django_db
def test_sql_has_the_last_word_before_the_index_knows(index: Any, world: World) -> None:
    assert find("Brunnen", user=NOBODY).total == 1
    Paper.objects.filter(pk=world.paper.pk).update(audience=Audience.OFFICE)
    found = find("Brunnen", user=NOBODY)
    assert (found.total, list(found.items)) == (0, [])
    Edit.objects.create(recording=Recording.objects.get(meeting=world.meeting), kind="cut", starts=0, ends=20_000)
    assert [i.kind for i in find("Haltestelle entstehen", user=NOBODY).items] == []


@pytest.mark.django_db
@pytest.mark.django_db
@pytest.mark.django_db
@pytest.mark.django_db
def test_a_page_of_hits_needs_few_queries(index: Any, django_assert_max_num_queries: Any) -> None:
    find("Gartenstraße", user=NOBODY)
    with django_assert_max_num_queries(15):
        find("Gartenstraße", user=NOBODY)


@pytest.mark.django_db
def test_before_the_first_index_there_is_a_sentence_or_nothing(engine: Any, world: World) -> None:
    found = find("Straßenbahn", user=NOBODY)
    assert found.total == 0
    assert found.message
    assert find("", user=NOBODY).message == ""
    assert find("-nur -ohne", user=NOBODY).message


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["AND OR", "(", "*", '"', "\ud800", "a\0b", "x" * 10_000, "wort " * 3000, "\u202e<b>"])
def test_hostile_questions_get_a_page(index: Any, text: str) -> None:
    found = find(text, user=NOBODY, filters={"year": [text], "organization": [text]}, page=10**9)
    assert found.total == 0
    assert asked(QueryDict("seite=-1&sortierung=x&art=%00&q=%ED%A0%80"))


def test_addresses_of_searches_are_readable_and_lead_back() -> None:
    question = Asked("Radweg & Co", {"kind": ("rede",), "year": ("2024", "2025")}, "newest", 3)
    url = address(question)
    assert url == "/suche/?q=Radweg+%26+Co&art=rede&jahr=2024&jahr=2025&sortierung=neueste&seite=3"
    assert asked(QueryDict(url.partition("?")[2])) == question


@pytest.mark.django_db
@pytest.mark.django_db(transaction=True)
@pytest.mark.django_db(transaction=True)
@pytest.mark.django_db(transaction=True)
@pytest.mark.django_db
def test_documents_of_meetings_are_found_at_their_page_and_by_those_who_may(index: Any, world: World) -> None:
    def attached(name: str, text: str, audience: str) -> File:
        file: File = File.objects.create(
            body=world.body, name=name, address="https://x.example/a.pdf", audience=audience
        )
        FilePage.objects.create(file=file, number=3, text=text)
        MeetingFile.objects.create(meeting=world.meeting, file=file)
        return file

    shown = attached("Präsentation", "Hochwasserschutz am Mühlbach", Audience.PUBLIC)
    attached("Vermerk", "Hochwasserschutz intern", Audience.MEMBERS)
    indexing.follow()
    (hit,) = find("Hochwasserschutz", user=NOBODY).items
    assert (hit.kind, hit.title, hit.meta["page"]) == ("document", "Präsentation", "3")
    assert hit.url == f"/dokumente/{shown.uuid}/?seite=3&q=Hochwasserschutz#text"
    assert hit.meeting_title.startswith("Ausschuss für Mobilität")
    assert find("Hochwasserschutz", user=world.bruno).total == 2
    assert find("Hochwasserschutz", user=world.dora).total == 2
    assert find("Hochwasserschutz", user=world.clara).total == 1
    only = find("Hochwasserschutz", user=NOBODY, filters={"kind": ["dokument"]})
    assert only.total == 1
    # It is withdrawn, and its text changes.
    shown.audience = Audience.OFFICE
    shown.save()
    indexing.follow()
    assert find("Hochwasserschutz", user=NOBODY).total == 0
