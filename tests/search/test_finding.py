"""A citizen asks, and finds what was said, decided and written; and nothing that is not for everyone."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone
from haystack.query import SearchQuerySet

from jobs import execution, outbox, pipeline
from jobs.models import Outbox, Stage
from media.models import Chapter, ChapterItem, Edit, EditKind, Recording, Rendition
from meetings.models import Audience, File, FilePage, Meeting, MeetingFile, Organization, Result
from motions.models import Paper
from search import indexing
from search.audiences import audience_keys
from search.backends.tantivy.store import Store
from search.finding import Asked, Findings, address, asked, find
from search.models import Passage, SpeechWindow
from tests.world import SENTINEL, World
from transcripts.models import Segment, SpeakerTurn, Transcript
from transcripts.words import Word, pack

NOBODY = AnonymousUser()


@pytest.fixture
def engine(use_engine: Any, tmp_path: Path) -> Any:
    return use_engine(tmp_path / "index", ANALYZER="search.german.GermanAnalyzer")


def segment(transcript: Transcript, starts: int, text: str, turn: SpeakerTurn | None = None) -> Segment:
    words = [Word(word, starts + 500 * n, starts + 500 * n + 400) for n, word in enumerate(text.split())]
    return Segment.objects.create(
        transcript=transcript,
        starts=starts,
        ends=max(words[-1].end, starts + 1),
        text=text,
        speaker_turn=turn,
        words=pack(words),
    )


def record(meeting: Meeting, audience: str, name: str) -> Transcript:
    recording = Recording.objects.create(
        meeting=meeting,
        source_name=name,
        source_sha512=hashlib.sha512(name.encode()).hexdigest(),
        source_size=1,
        audience=audience,
        nonpublic_reviewed_at=timezone.now(),
    )
    rendition = Rendition.objects.create(recording=recording, digest="d" * 64, duration=900_000)
    recording.current_rendition = rendition
    recording.save()
    return Transcript.objects.create(
        recording=recording, version=1, engine="test", model="test", audience=audience, current=True
    )


@pytest.fixture
def spoken(world: World) -> Transcript:
    transcript = record(world.meeting, Audience.PUBLIC, "a.mp4")
    turn = SpeakerTurn.objects.create(
        meeting=world.meeting, person=world.speaker, faction=world.faction, starts=0, ends=60_000
    )
    segment(transcript, 1_000, "Meine Damen und Herren, wir sprechen über die Gartenstraße.", turn)
    segment(transcript, 8_000, "Dort soll eine Straßenbahnhaltestelle entstehen.", turn)
    segment(transcript, 70_000, f"Der Preis beträgt {SENTINEL} Euro.")
    segment(transcript, 80_000, "Jetzt wieder öffentlich: das Feuerwehrhaus.")
    Edit.objects.create(
        recording=transcript.recording, kind=EditKind.CUT, starts=69_000, ends=79_000, reason="nichtöffentlich"
    )
    chapter = Chapter.objects.create(recording=transcript.recording, starts=0, ends=65_000)
    ChapterItem.objects.create(chapter=chapter, item=world.public_item)
    hidden = record(world.draft_meeting, Audience.OFFICE, "b.mp4")
    segment(hidden, 0, f"Intern gesagt: {SENTINEL}.")
    return transcript


@pytest.fixture
def index(world: World, spoken: Transcript, engine: Any) -> Any:
    indexing.rebuild()
    Outbox.objects.all().delete()
    return engine


def titles(found: Findings) -> list[str]:
    return [item.title for item in found.items]


def labels(found: Findings, facet: str) -> dict[str, int]:
    return {choice.label: choice.count for choice in found.facets.get(facet, ())}


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
def test_changes_reach_the_index_through_the_outbox(index: Any, world: World, spoken: Transcript) -> None:
    world.paper.name = "Umbau der Musterallee"
    world.paper.save()
    new = Meeting.objects.create(
        body=world.body, name="Klausurtagung", audience=Audience.PUBLIC, start=timezone.now() + timedelta(days=1)
    )
    assert not outbox.is_empty()
    indexing.follow()
    assert outbox.is_empty()
    assert "Umbau der Musterallee" in titles(find("Musterallee", user=NOBODY))
    assert titles(find("Klausurtagung", user=NOBODY)) == ["Klausurtagung"]
    new.bury(cause="test")
    world.paper.bury(cause="test")
    indexing.follow()
    assert SearchQuerySet().filter(content="Klausurtagung").count() == 0
    assert SearchQuerySet().filter(content="Brunnen").count() == 0
    segment(spoken, 90_000, "Nun zum Hallenbad.")
    spoken.save()
    indexing.follow()
    assert find("Hallenbad", user=NOBODY).total == 1
    spoken.current = False
    spoken.save()
    indexing.follow()
    assert SearchQuerySet().filter(kind="speech", content="Hallenbad").count() == 0


@pytest.mark.django_db
def test_a_cut_takes_speech_out_and_a_new_rendition_brings_the_rest_back(index: Any, world: World) -> None:
    assert find("Feuerwehrhaus", user=NOBODY).total == 1
    recording = Recording.objects.get(meeting=world.meeting)
    rendition, recording.current_rendition = recording.current_rendition, None
    recording.save()
    Edit.objects.create(recording=recording, kind="mute", starts=0, ends=6_500, reason="x")
    indexing.follow()
    assert find("Feuerwehrhaus", user=NOBODY).total == 0
    recording.current_rendition = rendition
    recording.save()
    indexing.follow()
    assert find("Feuerwehrhaus", user=NOBODY).total == 1
    assert find("Haltestelle entstehen", user=NOBODY).total == 1
    assert "speech" not in {item.kind for item in find("Damen Herren", user=NOBODY).items}


@pytest.mark.django_db
def test_what_becomes_due_becomes_findable(index: Any, world: World) -> None:
    when = timezone.now() + timedelta(hours=1)
    Paper.objects.filter(pk=world.paper.pk).update(visible_from=when)
    indexing.follow()
    assert find("Brunnen", user=NOBODY).total == 0
    import time_machine

    with time_machine.travel(when + timedelta(minutes=5)):
        indexing.follow()
        assert find("Brunnen", user=NOBODY).total == 1


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
def test_the_command_builds_and_counts(world: World, spoken: Transcript, engine: Any, capsys: Any) -> None:
    from django.core.management import call_command

    call_command("rebuild_index", "--noinput")
    assert "documents in" in capsys.readouterr().out
    assert find("Feuerwehrhaus", user=NOBODY).total == 1
    call_command("clear_index", "--noinput", verbosity=0)
    assert find("Feuerwehrhaus", user=NOBODY).total == 0
    call_command("update_index", "--remove", verbosity=0)  # haystack's own, through the same indexes
    assert find("Feuerwehrhaus", user=NOBODY).total == 1


def run_stage() -> Stage:
    pipeline.wake("search.update")
    row = Stage.objects.named("search.update").get()
    execution.execute(row.pk, worker="test")
    row.refresh_from_db()
    return row


@pytest.mark.django_db(transaction=True)
def test_the_stage_brings_the_index_up_to_date(index: Any, world: World) -> None:
    world.paper.name = "Umbau der Musterallee"
    world.paper.save()
    assert run_stage().state == Stage.State.DONE
    assert find("Musterallee", user=NOBODY).total == 1
    assert outbox.is_empty()


@pytest.mark.django_db(transaction=True)
def test_while_somebody_else_writes_changes_wait(index: Any, world: World) -> None:
    world.paper.name = "Umbau der Musterallee"
    world.paper.save()
    with Store(index.path, index.store.plan).writing():
        run_stage()
        assert not outbox.is_empty()
    run_stage()
    assert outbox.is_empty()
    assert find("Musterallee", user=NOBODY).total == 1


@pytest.mark.django_db(transaction=True)
def test_an_index_of_another_version_is_rebuilt_by_itself(index: Any, world: World) -> None:
    (generation,) = index.path.glob("generation-*")
    (generation / "plan.json").write_text('{"digest": "older"}')
    index.setup()
    assert find("Brunnen", user=NOBODY).message
    world.paper.save()
    run_stage()
    assert find("Brunnen", user=NOBODY).total == 1


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
