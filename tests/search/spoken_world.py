"""What tests of searching share: the small world with speech in it, its index, and how findings are read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from jobs.models import Outbox
from media.models import Chapter, ChapterItem, Edit, EditKind, Recording, Rendition
from meetings.models import Audience, Meeting
from search import indexing
from search.finding import Findings
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
