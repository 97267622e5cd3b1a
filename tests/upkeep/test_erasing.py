"""When a person is erased their name is nowhere any more; what the council did, and a tombstone without a name, stay."""

from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from jobs.models import Letter
from meetings import visibility
from meetings.models import AgendaVersion, Mandate, Membership, Person, RawObject, Source, keep_raw
from meetings.storage import cards_folder
from motions.models import MemberVote, Paper, Vote
from ris.upkeep.erasing import GONE, without
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World
from transcripts.models import Segment, SpeakerTurn
from transcripts.words import Word, pack, unpack

NAME = "Sabine Quellmann"


@pytest.fixture
def told(world: World) -> RecordedWorld:
    """Sabine Quellmann left the council; her name stands wherever one can stand."""
    here = build_recorded_world(world)
    Membership.objects.filter(person=world.speaker).update(end_date=timezone.localdate() - timedelta(days=1))
    world.speaker.email, world.speaker.slug = "sabine.quellmann@example.org", "quellmann-alt"
    world.speaker.save()
    world.speaker.slug = "sabine-quellmann"
    world.speaker.save()
    world.paper.text = f"Antrag von {NAME}: die Linie wird verlängert."
    world.paper.save()
    world.paper.originator_people.add(world.speaker)
    MemberVote.objects.create(vote=world.vote, person=world.speaker, choice="yes")
    AgendaVersion.objects.create(
        meeting=world.meeting, kind="supplement", published_at=timezone.now(),
        content=[{"item": "x", "label": "9", "section": "", "title": f"Verpflichtung {NAME}", "public": True}],
    )  # fmt: skip
    SpeakerTurn.objects.create(meeting=world.meeting, person=world.speaker, label=NAME, starts=1, ends=2)
    words = [Word(" Frau", 0, 1, None), Word(" Sabine", 1, 2, None), Word(" Quellmann,", 2, 3, None)]
    Segment.objects.filter(pk=Segment.objects.first().pk).update(text=f"Frau {NAME}, bitte.", words=pack(words))
    source = Source.objects.create(name="Alt", address="https://oparl.example.org/")
    keep_raw(source, "https://oparl.example.org/p/1", json.dumps({"name": NAME}).encode(), at=timezone.now())
    return here


def places_with_the_name() -> list[str]:
    """Every column of every table, asked in SQL; sessions and the index of Django's own are not the council's."""
    found = []
    for model in apps.get_models():
        for key, *values in model._base_manager.values_list("pk", *[f.attname for f in model._meta.concrete_fields]):
            if any("quellmann" in str(bytes(v) if isinstance(v, memoryview) else v).lower() for v in values):
                found.append(f"{model._meta.label} {key}")
    for raw in RawObject.objects.all():
        if "quellmann" in str(raw.content).lower():
            found.append("raw")
    return found


@pytest.mark.django_db
def test_the_name_is_nowhere_any_more(told: RecordedWorld) -> None:
    world = told.world
    before = len(places_with_the_name())
    assert before > 10
    out = StringIO()
    call_command("erase_person", "sabine-quellmann", "--dry-run", stdout=out)
    assert "Nichts wurde gelöscht" in out.getvalue()
    assert len(places_with_the_name()) == before
    call_command("erase_person", "sabine-quellmann", stdout=out)
    assert "1  motions.MemberVote" in out.getvalue()
    assert places_with_the_name() == []
    assert Vote.objects.get(pk=world.vote.pk).yes == 9
    assert not MemberVote.objects.exists()
    grave = visibility.tombstones(Person).get()
    assert (grave.uuid, str(grave)) == (world.speaker.uuid, GONE)
    words = unpack(next(row.words for row in Segment.objects.all() if GONE in row.text))
    assert [word.text for word in words] == [" Frau", " […]", " […]"]
    assert connection.vendor in {"sqlite", "postgresql"}


@pytest.mark.django_db
def test_who_holds_an_office_is_refused(world: World) -> None:
    with pytest.raises(CommandError, match="noch einen Sitz"):
        call_command("erase_person", str(world.speaker.uuid))
    assert Person.objects.get(pk=world.speaker.pk).family_name == "Quellmann"
    with pytest.raises(CommandError, match="gibt es nicht"):
        call_command("erase_person", "niemand")


@pytest.mark.django_db
def test_a_namesake_keeps_the_name(told: RecordedWorld) -> None:
    other = Person.objects.create(body=told.world.body, given_name="Sabine", family_name="Quellmann")
    out = StringIO()
    call_command("erase_person", "sabine-quellmann", stdout=out)
    assert "gleichen Namens" in out.getvalue()
    assert Person.objects.get(pk=other.pk).name == NAME
    assert NAME in AgendaVersion.objects.get(kind="supplement").content[0]["title"]


@pytest.mark.django_db
def test_a_user_who_was_a_member_is_emptied_too(world: World) -> None:
    Mandate.objects.filter(user=world.bruno).update(
        person=world.anna_person, end_date=timezone.localdate() - timedelta(days=1)
    )
    Membership.objects.filter(person=world.anna_person).update(end_date=timezone.localdate() - timedelta(days=1))
    call_command("erase_person", str(world.anna_person.uuid), stdout=StringIO())
    world.bruno.refresh_from_db()
    assert (world.bruno.username, world.bruno.is_active) == (f"geloescht-{world.bruno.pk}", False)
    assert not world.bruno.has_usable_password()


@pytest.mark.django_db(transaction=True)
def test_pictures_mails_and_the_log_of_the_admin_forget_too(told: RecordedWorld, client: Client) -> None:
    world = told.world
    Mandate.objects.filter(user=world.bruno).update(
        person=world.speaker, end_date=timezone.localdate() - timedelta(days=1)
    )
    User.objects.filter(pk=world.bruno.pk).update(email="s.q@example.org", username="s.q@example.org")
    for address in ("s.q@example.org", "jemand@example.org"):
        Letter.objects.create(sender="rat@example.org", recipients=[address], raw=b"Neues Kennwort")
    LogEntry.objects.log_actions(world.dora.pk, [User.objects.get(pk=world.bruno.pk)], 2)
    Paper.objects.filter(pk=world.paper.pk).update(name=f"Ehrung für {NAME}")
    assert client.get(f"/vorlagen/{world.paper.uuid}/karte.png").status_code == 200
    assert list(cards_folder().iterdir())
    call_command("erase_person", "sabine-quellmann", stdout=StringIO())
    assert not cards_folder().exists()
    assert [letter.recipients for letter in Letter.objects.all()] == [["jemand@example.org"]]
    assert LogEntry.objects.get().object_repr == GONE


def test_only_whole_names_are_taken_out() -> None:
    words = [Word(" Sabine", 0, 1, None), Word(" sagt", 1, 2, None), Word(" Quellmann", 2, 3, None)]
    assert without(words, [NAME]) == words
