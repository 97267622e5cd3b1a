"""The small world with a recording: renditions on disk, a published transcript, chapters, captions; one part is non-public.

The rows and files are written as the stages leave them, so that tests of pages and guards need no ffmpeg.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from media.models import Chapter, ChapterItem, Edit, EditKind, Recording, Rendition
from media.storage import product_folder
from meetings.models import Audience
from search import indexing
from tests.world import SENTINEL, World
from transcripts.models import Segment, SpeakerTurn, Transcript
from transcripts.words import Word, pack

DIGEST = "ab" * 32
SPOKEN = (
    (2_000, 8_000, "Die Straßenbahn soll in die Gartenstraße fahren."),
    (8_500, 14_000, "Die Haltestelle am Brunnen bleibt erhalten."),
    (21_000, 26_000, f"Der Kaufpreis beträgt {SENTINEL} Euro."),
    (41_000, 47_000, "Damit ist die Verlängerung der Linie beschlossen."),
)
CUT = (20_000, 40_000)


@dataclass
class RecordedWorld:
    """The world and what was recorded in it."""

    world: World
    recording: Recording
    transcript: Transcript
    folder: Path


def timed(text: str, starts: int, ends: int) -> list[Word]:
    """Words that share the time evenly."""
    parts = text.split()
    step = (ends - starts) / len(parts)
    return [Word(part, round(starts + n * step), round(starts + (n + 0.9) * step), 0.9) for n, part in enumerate(parts)]


def build_recorded_world(world: World, *, indexed: bool = True) -> RecordedWorld:
    """A recording of one minute with a cut from second 20 to 40; found by search where `indexed`, which takes a second."""
    recording = Recording.objects.create(
        meeting=world.meeting, source_name="sitzung.mp4", source_sha512="1" * 128, source_size=1, duration=60_000,
        has_video=True, has_audio=True, audience=Audience.PUBLIC, nonpublic_reviewed_at=timezone.now(),
        nonpublic_reviewed_by=world.dora,
    )  # fmt: skip
    Edit.objects.create(
        recording=recording, kind=EditKind.CUT, starts=CUT[0], ends=CUT[1], reason=f"nichtöffentlich: {SENTINEL}"
    )
    folder = product_folder(recording, DIGEST)
    folder.mkdir(parents=True)
    (folder / "master.m3u8").write_text("#EXTM3U\n#EXT-X-VERSION:7\n")
    (folder / "captions.vtt").write_text("WEBVTT\n\n00:02.000 --> 00:08.000\nDie Straßenbahn\n")
    (folder / "private.txt").write_text(SENTINEL)
    recording.current_rendition = Rendition.objects.create(
        recording=recording,
        digest=DIGEST,
        duration=40_000,
        edits=[["cut", *CUT]],
        files={
            "master": {"path": "master.m3u8", "size": 27, "mime_type": "application/vnd.apple.mpegurl"},
            "captions": {"path": "captions.vtt", "size": 50, "mime_type": "text/vtt"},
        },
    )
    recording.save()
    chapter = Chapter.objects.create(recording=recording, starts=1_000, ends=20_000, confidence=0.97)
    ChapterItem.objects.create(chapter=chapter, item=world.public_item)
    hidden = Chapter.objects.create(recording=recording, starts=20_000, ends=40_000, confidence=0.8)
    ChapterItem.objects.create(chapter=hidden, item=world.internal_item)
    transcript = Transcript.objects.create(
        recording=recording, version=1, engine="scripted", model="-", quality=50, current=True, audience=Audience.PUBLIC
    )
    turn = SpeakerTurn.objects.create(
        meeting=world.meeting,
        person=world.speaker,
        faction=world.faction,
        label="Sabine Quellmann",
        starts=0,
        ends=15_000,
    )
    hidden_turn = SpeakerTurn.objects.create(
        meeting=world.meeting, person=world.secret_person, label=SENTINEL, starts=20_000, ends=40_000
    )
    for starts, ends, text in SPOKEN:
        Segment.objects.create(
            transcript=transcript,
            starts=starts,
            ends=ends,
            text=text,
            confidence=0.9,
            words=pack(timed(text, starts, ends)),
            speaker_turn=turn if starts < 15_000 else hidden_turn if starts < 40_000 else None,
        )
    if indexed:
        indexing.rebuild()
    return RecordedWorld(world, recording, transcript, folder)
