"""The small world with all that OParl knows: recordings, mirrored rows, documents everywhere, something deleted and closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from media.models import Rendition
from meetings.models import (
    AgendaItemFile,
    Audience,
    Body,
    File,
    LegislativeTerm,
    Location,
    Meeting,
    MeetingFile,
    Membership,
    Organization,
    Source,
)
from meetings.storage import store
from motions.models import Consultation, MemberVote, Paper, PaperFile, Vote, VoteForm
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World


@dataclass
class City:
    """The world, its recording, and rows by the names that the tests use."""

    world: World
    recorded: RecordedWorld
    minutes: File
    mirrored: Paper
    second_station: Consultation
    buried: Paper
    closed: Meeting
    roll_call: Vote
    term: LegislativeTerm


def document(body: Body, name: str, **fields: Any) -> File:
    """A public document with bytes."""
    stored = store([f"{name} und mehr".encode()])
    return File.objects.create(
        body=body, name=name, file_name=f"{name}.txt", mime_type="text/plain", sha512=stored.sha512, size=stored.size,
        audience=Audience.PUBLIC, **fields,
    )  # fmt: skip


def build_city(world: World) -> City:
    """Written through the models, as the office and the stages do."""
    body = world.body
    recorded = build_recorded_world(world, indexed=False)  # nothing here searches
    term = LegislativeTerm.objects.create(body=body, name="2024–2029", start_date=date(2024, 7, 1))
    minutes = document(body, "Niederschrift Übung & Größe", date=date(2026, 1, 2))
    Meeting.objects.filter(pk=world.meeting.pk).update(minutes=minutes, invitation=document(body, "Einladung"))
    plan = document(body, "Plan.pdf")
    MeetingFile.objects.create(meeting=world.meeting, file=document(body, "Wortprotokoll"), role="verbatim")
    MeetingFile.objects.create(meeting=world.meeting, file=plan)
    AgendaItemFile.objects.create(item=world.public_item, file=plan)
    AgendaItemFile.objects.create(item=world.public_item, file=document(body, "Beschluss"), role="resolution")
    PaperFile.objects.create(paper=world.paper, file=document(body, "Vorlage", derivative_of=plan), role="main")
    Location.objects.filter(room="Ratssaal").update(latitude=49.9, longitude=8.1, accessibility="stufenlos")
    place = Location.objects.create(body=body, room="Rathaus", description="Haupteingang")
    Organization.objects.filter(pk=world.faction.pk).update(location=place, parent=world.council)
    Membership.objects.create(person=world.secret_person, organization=world.council)
    world.paper.locations.set([place])
    world.paper.originator_people.set([world.speaker, world.secret_person])
    world.paper.under_direction_of.set([world.council])
    source = Source.objects.create(name="Anderswo", address="https://ris.example/oparl/system", body=body)
    mirrored = Paper.objects.create(
        body=body, name="Bericht", type="other", type_text="Mitteilung der Verwaltung", audience=Audience.PUBLIC,
        superordinate=world.paper, mirrored_from=source, source_id="https://ris.example/oparl/paper/1",
    )  # fmt: skip
    mirrored.related.set([world.paper])
    second = Consultation.objects.create(
        paper=mirrored, position=1, organization=world.committee_1, role="", role_text="zur Kenntnis", public=True,
        audience=Audience.PUBLIC, agenda_item=world.public_item, mirrored_from=source,
        source_id="https://ris.example/oparl/consultation/1",
    )  # fmt: skip
    roll_call = Vote.objects.create(
        agenda_item=world.public_item, form=VoteForm.ROLL_CALL, yes=1, no=0, audience=Audience.PUBLIC, subject="Antrag"
    )
    MemberVote.objects.create(vote=roll_call, person=world.speaker, faction=world.faction, choice="yes")
    MemberVote.objects.create(vote=roll_call, person=world.secret_person, choice="no")
    buried = Paper.objects.create(body=body, name="Zurückgezogen", type="motion", audience=Audience.PUBLIC)
    buried.bury()
    closed = Meeting.objects.create(
        body=body, name=f"Klausur {SENTINEL}", start=timezone.now() + timedelta(days=5), audience=Audience.PUBLIC
    )
    closed.organizations.set([world.council])
    Meeting.objects.filter(pk=closed.pk).update(audience=Audience.OFFICE)
    render(recorded)  # last: names that change take the files away until their stage has written them anew
    return City(world, recorded, minutes, mirrored, second, buried, closed, roll_call, term)


def render(recorded: RecordedWorld) -> None:
    """The public files as the stages leave them, with their true sizes."""
    files = {
        "audio": ("audio.m4a", "audio/mp4", b"\x00\x01sound" * 100),
        "captions": ("captions.vtt", "text/vtt", "WEBVTT\n\n00:02.000 --> 00:08.000\nDie Straßenbahn\n".encode()),
        "chapters": ("chapters.vtt", "text/vtt", b"WEBVTT\n\n00:01.000 --> 00:20.000\nTOP 1\n"),
        "text": ("wortlaut.txt", "text/plain", "Sabine Quellmann: Die Straßenbahn.\n".encode()),
    }
    facts = {"master": {"path": "master.m3u8", "size": 27, "mime_type": "application/vnd.apple.mpegurl"}}
    for name, (path, kind, content) in files.items():
        (recorded.folder / path).write_bytes(content)
        facts[name] = {"path": path, "size": len(content), "mime_type": kind}
    Rendition.objects.filter(recording=recorded.recording).update(files=facts)
    type(recorded.recording).objects.filter(pk=recorded.recording.pk).update(
        wall_start=recorded.world.meeting.start.replace(microsecond=0)
    )
