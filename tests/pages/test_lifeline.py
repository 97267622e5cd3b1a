"""The way of a paper: where it stands, what comes next, what was put off, replaced, withdrawn or is owed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from meetings.models import AgendaItem, Audience, FilePage, Meeting, MeetingState, Organization
from motions.models import Consultation, FileRole, Paper, PaperFile, PaperType, Vote, VoteForm
from ris.pages.lifeline import kin_of, lifeline_of
from ris.pages.reading import blocks_of, reflowed
from ris.pages.standing import standing_of, status_in_list
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db


def submitted(world: World, name: str, kind: str = PaperType.MOTION, **more: Any) -> Paper:
    return Paper.objects.create(body=world.body, name=name, type=kind, audience=Audience.PUBLIC, **more)


def stop(
    paper: Paper, place: Organization, position: int, result: str = "", start: datetime | None = None, **more: Any
) -> Consultation:
    """A station; with a start it is on the agenda of a sitting of its own."""
    item = None
    if start:
        state = MeetingState.HELD if start < timezone.now() else MeetingState.INVITED
        meeting = Meeting.objects.create(
            body=place.body, name=f"{position}. Sitzung", start=start, state=state, audience=Audience.PUBLIC
        )
        meeting.organizations.set([place])
        item = AgendaItem.objects.create(
            meeting=meeting, position=1, label="1", title=paper.name, public=True, audience=Audience.PUBLIC
        )
    values = {"role": "decision", "public": True, "audience": Audience.PUBLIC, **more}
    return Consultation.objects.create(
        paper=paper, organization=place, position=position, result=result, agenda_item=item, **values
    )


def text_of(client: Client, paper: Paper) -> str:
    answer = client.get(f"/vorlagen/{paper.uuid}/")
    assert answer.status_code == 200
    return answer.content.decode()


def said(paper: Paper) -> tuple[str, str]:
    """Shape and sentence of how the paper stands, for an anonymous visitor."""
    from django.contrib.auth.models import AnonymousUser

    nobody = AnonymousUser()
    way, kin = lifeline_of(paper, nobody, at=timezone.now()), kin_of(paper, nobody)
    standing = standing_of(paper, way, kin, today=timezone.localdate())
    return standing.status.shape, standing.said


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def test_put_off_twice_is_told_and_each_station_stays_visible(client: Client, world: World) -> None:
    paper = submitted(world, "Marktplatz")
    for position, days in enumerate((60, 30), start=1):
        stop(paper, world.council, position, "postponed", ago(days), authoritative=True)
    stop(paper, world.council, 3, "", ago(-12), authoritative=True)
    shape, sentence = said(paper)
    assert shape == "planned"
    assert "Nächste Station: Stadtrat" in sentence
    assert "2-mal vertagt" in sentence
    text = text_of(client, paper)
    assert text.count("vertagt") == 3
    assert "3. Beratung" in text
    assert "station--next" in text


def test_only_the_first_open_station_is_next_and_one_without_a_date_is_ahead(world: World) -> None:
    from django.contrib.auth.models import AnonymousUser

    paper = submitted(world, "Radweg")
    stop(paper, world.committee_1, 1, "recommended", ago(20))
    stop(paper, world.committee_2, 2, "", ago(-5))
    stop(paper, world.council, 3, authoritative=True)
    way = lifeline_of(paper, AnonymousUser(), at=timezone.now())
    assert [station.phase for station in way.stations] == ["past", "next", "ahead"]
    assert way.stations[2].status.word == "Termin noch offen"


def test_a_cancelled_sitting_is_no_next_station(world: World) -> None:
    from django.contrib.auth.models import AnonymousUser

    paper = submitted(world, "Brunnen")
    station = stop(paper, world.council, 1, "", ago(-5), authoritative=True)
    meeting = station.agenda_item.meeting  # type: ignore[union-attr]
    meeting.cancelled = True
    meeting.save()
    way = lifeline_of(paper, AnonymousUser(), at=timezone.now())
    assert way.upcoming is None
    assert way.stations[0].status.word == "Sitzung abgesagt"


def test_a_sitting_held_without_a_result_says_so(world: World) -> None:
    from django.contrib.auth.models import AnonymousUser

    paper = submitted(world, "Bänke")
    stop(paper, world.council, 1, "", ago(5), authoritative=True)
    assert (
        lifeline_of(paper, AnonymousUser(), at=timezone.now()).stations[0].status.word
        == "Ergebnis noch nicht eingetragen"
    )


def test_the_deciding_station_is_the_answer_with_day_and_organization(client: Client, world: World) -> None:
    shape, sentence = said(world.paper)
    assert shape == "good"
    assert sentence.startswith("Ausschuss für Mobilität, ")
    text = text_of(client, world.paper)
    assert "9 Ja, 4 Nein" in text
    assert "Der Ausschuss stimmt zu." in text


def test_withdrawn_wins_over_everything(client: Client, world: World) -> None:
    world.paper.withdrawn_at = ago(1)
    world.paper.save()
    assert said(world.paper)[0] == "withdrawn"
    assert "Zurückgezogen von denen" in text_of(client, world.paper)


def test_replaced_papers_know_each_other(client: Client, world: World) -> None:
    newer = submitted(world, "Straßenbahn, zweite Fassung", supersedes=world.paper)
    assert said(world.paper)[1].startswith("Eine neuere Vorlage")
    assert newer.name in text_of(client, world.paper)
    text = text_of(client, newer)
    assert "Ersetzt" in text
    assert world.paper.name in text


def test_related_papers_stand_on_both_sides(client: Client, world: World) -> None:
    other = submitted(world, "Busspur in der Gartenstraße")
    other.related.add(world.paper)
    assert other.name in text_of(client, world.paper)
    assert world.paper.name in text_of(client, other)


@pytest.mark.parametrize(
    ("days", "shape", "sentence"),
    [(-1, "late", "Die Antwort steht seit 1 Tag aus."), (-9, "late", "Die Antwort steht seit 9 Tagen aus."), (3, "planned", "Die Antwort wird bis")],
)  # fmt: skip
def test_a_question_without_an_answer_says_how_long_it_is_owed(
    world: World, days: int, shape: str, sentence: str
) -> None:
    question = submitted(
        world, "Quietschen", PaperType.QUESTION, answer_due=timezone.localdate() + timedelta(days=days)
    )
    assert said(question)[0] == shape
    assert said(question)[1].startswith(sentence)


@pytest.mark.parametrize("sits", [5, 12])
def test_the_day_an_answer_is_due_stands_where_it_falls_on_the_line(client: Client, world: World, sits: int) -> None:
    question = submitted(world, "Weinfest", PaperType.QUESTION, answer_due=timezone.localdate() + timedelta(days=8))
    stop(question, world.council, 1, start=timezone.now() + timedelta(days=sits))
    line = text_of(client, question).split('class="lifeline"')[1].split("</ol>")[0]
    assert line.count("Antwort fällig") == 1
    assert (line.index("Antwort fällig") < line.index("geplant")) == (sits > 8)


def test_question_and_answer_lead_to_each_other(client: Client, world: World) -> None:
    question = submitted(world, "Quietschen", PaperType.QUESTION, answer_due=date(2020, 1, 1))
    answer = submitted(world, "Antwort zum Quietschen", PaperType.ANSWER, superordinate=question, date=date(2020, 1, 9))
    assert said(question) == ("good", "am Do., 9. Januar 2020")
    text = text_of(client, question)
    assert f"/vorlagen/{answer.uuid}/" in text
    assert "Antwort fällig" not in text.split('class="lifeline"')[1].split("</ol>")[0], "no longer owed"
    assert "Antwort auf die Anfrage" in text_of(client, answer)
    assert said(answer) == ("good", "Sie beantwortet eine Anfrage."), "it waits for no agenda"
    assert "Tagesordnung." not in text_of(client, answer).split('class="lifeline"')[1].split("</section>")[0]


def test_a_hidden_answer_does_not_answer(client: Client, world: World) -> None:
    question = submitted(world, "Quietschen", PaperType.QUESTION)
    Paper.objects.create(
        body=world.body,
        name=f"Antwort {SENTINEL}",
        type=PaperType.ANSWER,
        superordinate=question,
        audience=Audience.OFFICE,
    )
    assert said(question)[0] == "planned"
    assert SENTINEL not in text_of(client, question)
    assert "noch nicht beantwortet" in client.get("/vorlagen/?art=question").content.decode()


def test_an_amendment_stands_at_the_station_that_voted_on_it_with_its_own_vote(client: Client, world: World) -> None:
    change = submitted(world, "Zuerst der Bus", PaperType.AMENDMENT, superordinate=world.paper)
    own = Consultation.objects.create(
        paper=change, organization=world.committee_1, position=1, role="decision", public=True, audience=Audience.PUBLIC,
        agenda_item=world.public_item, result="rejected",
    )  # fmt: skip
    Vote.objects.create(
        agenda_item=world.public_item, consultation=own, form=VoteForm.MAJORITY, yes=3, no=10, abstentions=0,
        audience=Audience.PUBLIC,
    )  # fmt: skip
    later = submitted(world, "Noch eine Haltestelle", PaperType.ADDITION, superordinate=world.paper)
    text = text_of(client, world.paper)
    before, after = text.split("Zuvor abgestimmt")
    assert "9 Ja, 4 Nein" in before
    assert "3 Ja, 10 Nein" not in before
    assert change.name in after
    assert "3 Ja, 10 Nein" in after
    assert later.name in after.split("Noch nicht behandelte Änderungsanträge")[1]
    assert world.paper.name in text_of(client, change).split("Will ändern")[1]


def test_what_became_of_the_resolution_ends_the_line(client: Client, world: World) -> None:
    assert "Was daraus wurde" not in text_of(client, world.paper)
    world.paper.follow_up = "running"
    world.paper.follow_up_text = "Die Ausschreibung läuft."
    world.paper.follow_up_date = date(2026, 3, 4)
    world.paper.save()
    end = text_of(client, world.paper).split("Was daraus wurde")[1]
    assert "wird umgesetzt" in end
    assert "Die Ausschreibung läuft." in end


def test_minutes_of_debate_lead_to_the_second(client: Client, world: World) -> None:
    build_recorded_world(world)
    text = text_of(client, world.paper)
    assert f"/sitzungen/{world.meeting.slug}/?t=1" in text
    assert "19 Sek. Debatte" in text


def test_three_dates_are_told_apart(client: Client, world: World) -> None:
    world.paper.date, world.paper.received = date(2026, 2, 3), date(2026, 2, 5)
    world.paper.visible_from = timezone.make_aware(datetime(2026, 2, 9, 8))
    world.paper.save()
    facts = text_of(client, world.paper).split("<dl")[1]
    for day in ("3. Februar 2026", "5. Februar 2026", "9. Februar 2026"):
        assert day in facts


def test_the_list_says_the_same_as_the_page(world: World) -> None:
    paper = submitted(world, "Marktplatz")
    stations = [stop(paper, world.committee_1, 1, "adopted", ago(9)), stop(paper, world.council, 2, "", ago(-9))]
    paper.seen_stations = stations  # type: ignore[attr-defined]
    status = status_in_list(paper)
    assert status is not None
    assert status.word == "in Beratung"


# --- Documents read in the page ---------------------------------------------------------------------------------------
def paged(world: World) -> UUID:
    FilePage.objects.create(file=world.file, number=2, text="Auf Seite zwei steht der Querschnitt.")
    FilePage.objects.create(file=world.file, number=3, text="")
    return world.file.uuid


def test_a_document_is_read_page_by_page_with_its_type_and_size(client: Client, world: World) -> None:
    key = paged(world)
    text = text_of(client, world.paper)
    assert "Die Haltestelle liegt am Brunnen." in text
    assert "Seite 1 von 3" in text
    assert f"datei={key}&amp;seite=2#lesen" in text
    second = client.get(f"/vorlagen/{world.paper.uuid}/?datei={key}&seite=2").content.decode()
    assert "Querschnitt" in second
    assert "Die Haltestelle liegt" not in second
    third = client.get(f"/vorlagen/{world.paper.uuid}/?datei={key}&seite=3").content.decode()
    assert "Diese Seite enthält keinen Text" in third


@pytest.mark.parametrize("query", ["datei=x", "datei=&seite=2", "seite=99", "seite=-1", "seite=%00", "datei=00000000-0000-0000-0000-000000000000&seite=2"])  # fmt: skip
def test_a_page_that_is_not_there_opens_the_first(client: Client, world: World, query: str) -> None:
    paged(world)
    answer = client.get(f"/vorlagen/{world.paper.uuid}/?{query}")
    assert answer.status_code == 200
    assert "Seite 1 von 3" in answer.content.decode()


def test_a_hidden_document_cannot_be_read_by_its_key(client: Client, world: World) -> None:
    PaperFile.objects.create(paper=world.paper, file=world.internal_file, role=FileRole.MAIN)
    text = client.get(f"/vorlagen/{world.paper.uuid}/?datei={world.internal_file.uuid}&seite=1").content.decode()
    assert SENTINEL not in text


def test_a_recorded_world_has_nothing_to_hide_here(client: Client, world: World) -> None:
    recorded: RecordedWorld = build_recorded_world(world)
    assert SENTINEL not in text_of(client, recorded.world.paper)


def test_lines_of_a_column_are_joined_and_short_ones_stay() -> None:
    text = "Beschlussvorschlag\nDie Straßenbahn wird vom Bahnhof in die Mühlenstraße\nverlängert. Kosten: siehe Anlage.\n1. Erstens\n2. Zweitens"
    assert reflowed(text) == (
        "Beschlussvorschlag\nDie Straßenbahn wird vom Bahnhof in die Mühlenstraße verlängert. Kosten: siehe Anlage.\n1. Erstens\n2. Zweitens"
    )


def test_a_short_first_line_is_a_heading_and_a_sentence_is_not() -> None:
    blocks = blocks_of("Sachverhalt\nDie Bank steht am Ufer.\n\nSie ist alt.\nSie wackelt.\n\n\nBegründung\n")
    assert [(block.heading, block.text) for block in blocks] == [
        ("Sachverhalt", "Die Bank steht am Ufer."),
        ("", "Sie ist alt.\nSie wackelt."),
        ("", "Begründung"),
    ]
    assert blocks_of("  \n ") == []


def test_an_amendment_ends_with_the_first_vote_on_it(client: Client, world: World) -> None:
    change = submitted(world, "Zuerst der Bus", PaperType.AMENDMENT, superordinate=world.paper)
    stop(change, world.committee_1, 1, "rejected", ago(9))
    assert said(change)[0] == "bad"
    motion = submitted(world, "Bus am Sonntag")
    stop(motion, world.committee_1, 1, "recommended", ago(9))
    assert said(motion) == ("planned", "Die Entscheidung steht noch aus.")
    text = client.get("/vorlagen/?stand=offen").content.decode()
    assert motion.name in text
    assert change.name not in text
