"""Readings: everything, then changes; broken off and taken up; what vanished is found only by a complete one without holes."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import User
from jobs.models import Stage
from meetings.models import Body, File, FileReading, Meeting, Organization, RawObject, Source
from motions.models import Consultation, Paper
from ris.oparl.models import Files, ImportRun, ListRead, ReadingRules, RunKind, Seen
from ris.oparl.taking.dumping import Dump
from ris.oparl.taking.replaying import replay
from ris.oparl.taking.running import TakenOver, Wanted, _Reading, rules_of, what_is_due
from ris.oparl.taking.starting import ask_for_what_is_due, next_turn
from ris.oparl.wording import sentence
from tests.oparl.taking.city import TIMES, Watching, at, city, read

pytestmark = pytest.mark.django_db


def test_everything_first_then_changes_then_everything_again_when_it_is_time() -> None:
    assert [read(city(), day=day).kind for day in (1, 2, 20)] == [RunKind.FULL, RunKind.CHANGES, RunKind.CHANGES]
    changes = ImportRun.objects.filter(kind=RunKind.CHANGES).latest("pk")
    assert changes.since == ImportRun.objects.get(started__day=2).started - timedelta(hours=6)
    ReadingRules.objects.create(source=Source.objects.get(), full_every_days=20)
    assert read(city(), day=22).kind == RunKind.FULL


def test_a_killed_reading_asks_no_page_twice() -> None:
    reader = city()
    with pytest.raises(KeyboardInterrupt):
        read(reader, watcher=Watching(stop_after=3))
    done = list(reader.asked)
    assert ImportRun.objects.get().ended is None
    read(reader, day=2)
    run = ImportRun.objects.get()
    assert (run.ended is not None, run.kind, run.started.day) == (True, RunKind.FULL, 1)
    assert len(reader.asked) == len(set(reader.asked)) > len(done)
    assert Paper.objects.count() == 2


def test_two_processes_do_not_write_the_same_page() -> None:
    reader = city()
    read(reader)
    run = ImportRun.objects.get()
    mine, theirs = (_Reading(run, reader, Watching()) for _each in range(2))  # type: ignore[arg-type]  # ours for tests
    one, other = (ListRead.objects.filter(run=run).first() for _each in range(2))
    assert one is not None
    assert other is not None
    mine._keep(one)
    with pytest.raises(TakenOver):
        theirs._keep(other)


def test_what_a_complete_reading_does_not_meet_has_vanished_until_it_comes_back() -> None:
    reader = city()
    read(reader)
    paper = reader.objects["Paper"].pop(1)
    run = read(reader, kind="full", day=2)
    assert (run.counts["Paper"]["vanished"], run.counts["Consultation"]["vanished"]) == (1, 2)
    row = Paper.objects.get(reference="2020/1")
    assert (row.vanished_at is not None, row.deleted_at) == (True, None)
    assert not Seen.objects.exists()
    reader.objects["Paper"].append(paper)
    run = read(reader, kind="full", day=3)
    assert (run.counts["Paper"]["back"], run.counts["Consultation"]["back"]) == (1, 2)
    row.refresh_from_db()
    assert row.vanished_at is None
    assert Paper.objects.get(reference="2020/2").superordinate == row


def test_changes_alone_let_nothing_vanish() -> None:
    reader = city()
    read(reader)
    reader.objects["Paper"].clear()
    read(reader, day=2)
    assert not Paper.objects.filter(vanished_at__isnull=False).exists()


def test_a_hole_in_a_list_lets_nothing_of_it_vanish() -> None:
    reader = city()
    read(reader)
    reader.objects["Paper"].pop(1)
    reader.objects["Organization"].pop(1)
    reader.broken = {f"{at('Paper')}?from=0"}
    run = read(reader, kind="full", day=2)
    assert run.faults["unreachable"]["count"] == 1
    assert not Paper.objects.filter(vanished_at__isnull=False).exists()
    assert not Consultation.objects.filter(vanished_at__isnull=False).exists()
    assert not File.objects.filter(vanished_at__isnull=False).exists()
    # Lists that were read whole tell what is missing in them.
    assert Organization.objects.get(vanished_at__isnull=False).name == "Bauausschuss"


def test_faults_are_counted_and_only_some_are_kept_with_their_address() -> None:
    reader = city()
    reader.page_size = 100
    for number in range(2, 60):
        reader.objects["Meeting"].append({"id": at(f"meeting/{number}"), "type": "Meeting", "name": "Wann?"} | TIMES)
    run = read(reader)
    assert run.faults["meeting_without_start"]["count"] == 58
    assert len(run.faults["meeting_without_start"]["examples"]) == 20


def test_documents_are_asked_for_as_the_rules_say() -> None:
    source = Source.objects.create(name="Beispiel", address="https://city.example/oparl")
    ReadingRules.objects.create(source=source, files=Files.ALL)
    read(city())
    assert FileReading.objects.filter(keep="all").count() == 6
    FileReading.objects.update(due_from=timezone.now() + timedelta(days=9))
    read(city(), kind="full", day=2)
    assert not FileReading.objects.filter(due_from__lt=timezone.now()).exists()


def test_what_is_kept_as_it_came_is_mapped_again_without_the_network() -> None:
    read(city())
    before = list(Dump().lines())
    assert replay(Source.objects.get(), Watching()).counts["Paper"] == {"unchanged": 2}
    # As if an older version of the mapping had written them.
    Paper.objects.filter(reference="2020/1").update(name="falsch zugeordnet")
    Meeting.objects.update(state="planned")
    run = replay(Source.objects.get(), Watching())
    assert (run.counts["Paper"], run.counts["Meeting"]) == ({"changed": 1, "unchanged": 1}, {"changed": 1})
    assert list(Dump().lines()) == before


def test_the_dump_names_no_time_and_no_id_of_ours() -> None:
    read(city())
    lines = list(Dump().lines())
    assert lines == sorted(lines)
    said = {each["id"]: each for each in map(json.loads, lines)}
    assert said[at("paper/2")]["superordinatedPaper"] == at("paper/1")
    assert not any(str(paper.uuid) in line for paper in Paper.objects.all() for line in lines)
    own = [json.loads(line)["id"] for line in Dump(own_ids=True).lines()]
    assert str(Paper.objects.get(reference="2020/1").uuid) in " ".join(own)


# --- By the schedule and by the button -------------------------------------------------------------------------------
@pytest.fixture
def source() -> Source:
    made = Source.objects.create(name="Beispiel", address="https://city.example/oparl")
    ReadingRules.objects.create(source=made, every_hours=24)
    return made


def test_the_schedule_asks_when_it_is_time(source: Source) -> None:
    with time_machine.travel("2027-05-01T08:00:00+02:00", tick=False):
        assert (ask_for_what_is_due(), ask_for_what_is_due()) == (1, 0)
        assert Stage.objects.get(name="oparl.read").subject_id == source.pk
    with time_machine.travel("2027-05-02T08:01:00+02:00", tick=False):
        assert ask_for_what_is_due() == 1
        Source.objects.update(active=False)
    with time_machine.travel("2027-05-09T08:01:00+02:00", tick=False):
        assert ask_for_what_is_due() == 0
        assert next_turn(Source.objects.get(), rules_of(source)) is None


def test_staff_press_the_button_and_read_the_report(source: Source, client: Client) -> None:
    client.force_login(User.objects.create_superuser("root"))
    address = reverse("admin:meetings_source_change", args=[source.pk])
    assert "noch nicht gelesen" in client.get(address).text
    told = client.post(
        reverse("admin:meetings_source_changelist"),
        {"action": "read_all_now", "_selected_action": [source.pk]},
        follow=True,
    ).text
    assert "1 Quelle wird gelesen." in told
    # In tests stages run at once, and no such city answers: the page says so as a sentence.
    stage = Stage.objects.get(name="oparl.read", subject_id=source.pk)
    assert stage.state == Stage.State.FAILED
    assert escape(sentence(stage.error_code, stage.error_values)) in client.get(address).text
    assert what_is_due(source, rules_of(source), Wanted(), now=timezone.now()).kind == RunKind.FULL
    run = read(city())
    page = client.get(address).text
    assert "Bericht der letzten Einlesung" in page
    assert "Vorlagen" in page
    assert client.get(reverse("admin:oparl_importrun_change", args=[run.pk])).status_code == 200
    assert client.get(reverse("admin:oparl_importrun_changelist")).status_code == 200


def test_a_municipality_that_is_led_here_is_refused_with_a_sentence(source: Source, client: Client) -> None:
    body = Body.objects.create(name="Lauterfels", slug="lauterfels")
    Organization.objects.create(body=body, type="committee", name="Rat", slug="rat")
    client.force_login(User.objects.create_superuser("root"))
    answer = client.post(
        reverse("admin:meetings_source_change", args=[source.pk]),
        {"name": "x", "address": "https://city.example/oparl", "body": body.pk, "reading_rules-TOTAL_FORMS": 0,
         "reading_rules-INITIAL_FORMS": 0},
    )  # fmt: skip
    assert "„Lauterfels“ wird hier geführt" in answer.text
    source.refresh_from_db()
    assert source.body is None


# --- The command ------------------------------------------------------------------------------------------------------
def test_the_command_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="entweder eine Adresse"):
        call_command("import_oparl")
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("import_oparl", replay="77")
    with pytest.raises(CommandError, match="kein Zeitpunkt"):
        call_command("import_oparl", "https://city.example/oparl", since="gestern")


def test_where_nothing_can_be_read_the_command_fails() -> None:
    with pytest.raises(CommandError, match="Nichts konnte gelesen werden"):
        call_command("import_oparl", "http://127.0.0.1:1/oparl", stdout=StringIO())
    assert ImportRun.objects.get().error_code


def test_the_command_replays_and_prints_a_table() -> None:
    read(city())
    assert RawObject.objects.exists()
    out = StringIO()
    call_command("import_oparl", replay=str(Source.objects.get().pk), stdout=out)
    assert "Vorlagen" in out.getvalue()
    assert "unverändert" in out.getvalue()
