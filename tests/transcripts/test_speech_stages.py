"""A recording goes through every stage and becomes a transcript with captions, whichever engine listens."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed

from jobs import pipeline
from jobs.models import Stage
from media.ingest import add_recording
from media.models import Recording
from tests.jobs.running import run_all_due
from tests.world import World
from transcripts.models import Segment, Transcript
from transcripts.recognizers import recognizer_for
from transcripts.words import plain, unpack

DEMO = Path(installed.BASE_DIR) / "ris" / "demo" / "recording"
SECONDS = 30
OFFSET = 600_000
ENGINES = [
    "scripted",
    pytest.param("faster-whisper", marks=[pytest.mark.speech]),
    pytest.param("openai-whisper", marks=[pytest.mark.openai_whisper]),
]
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """The first half minute of the demo recording, without its picture."""
    target = tmp_path / "sitting.flac"
    command = ["ffmpeg", "-v", "error", "-t", str(SECONDS), "-i", DEMO / "sitting.mp4", "-vn", "-ac", "1", target]
    subprocess.run(command, check=True)
    return target


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> str:
    """The engine chosen by the settings, as an installation chooses it."""
    name: str = request.param
    if name == "openai-whisper":
        pytest.importorskip("whisper", reason="make test-openai-whisper")
    settings.RECOGNIZER = name
    settings.WHISPER_MODEL = ""
    if name == "scripted":
        script = tmp_path / "script.json"
        said = json.loads((DEMO / "truth.json").read_text())["utterances"]
        script.write_text(json.dumps([row for row in said if row["end"] < SECONDS]))
        settings.WHISPER_MODEL = str(script)
    recognizer_for.cache_clear()
    return name


def test_a_recording_becomes_a_transcript_and_nothing_runs_twice(engine: str, sound: Path, world: World) -> None:
    recording = add_recording(world.meeting, sound, offset=OFFSET)
    ran = run_all_due()
    states = Stage.objects.filter(subject="media.Recording", subject_id=recording.pk).values_list(
        "name", "state", "last_error"
    )
    assert {state for _name, state, _error in states} == {"done"}, list(states)
    assert {name.split()[0] for name in ran} >= {
        "transcripts.plan", "transcripts.recognize", "transcripts.merge", "transcripts.correct", "transcripts.align",
    }  # fmt: skip

    transcript = Transcript.objects.get(recording=recording)
    assert transcript.engine.startswith(engine)
    assert (transcript.version, transcript.language) == (1, "de")
    segments = list(Segment.objects.filter(transcript=transcript).order_by("starts"))
    words = [word for segment in segments for word in unpack(segment.words)]
    heard = Counter(word.text.strip(".,!?:").casefold() for word in words)
    assert heard["abend"]
    assert heard["sitzung"]
    assert all(OFFSET <= word.start <= word.end <= OFFSET + SECONDS * 1000 + 500 for word in words)
    assert all(segment.starts < segment.ends for segment in segments)
    assert plain(words)

    pipeline.refresh("media.Recording", recording.pk)
    assert [name for name in run_all_due() if name.startswith(("media.", "transcripts."))] == []
    assert Transcript.objects.filter(recording=recording).count() == 1


def test_silence_becomes_a_transcript_without_words(settings: Any, tmp_path: Path, world: World) -> None:
    silence = tmp_path / "silence.flac"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "anullsrc=r=16000:cl=mono", "-t", "5", silence], check=True
    )
    script = tmp_path / "script.json"
    script.write_text("[]")
    settings.RECOGNIZER, settings.WHISPER_MODEL = "scripted", str(script)
    recognizer_for.cache_clear()
    recording = add_recording(world.meeting, silence)
    run_all_due()
    assert Recording.objects.get(pk=recording.pk).duration == 5_000
    assert not Segment.objects.filter(transcript__recording=recording).exists()
    states = Stage.objects.filter(subject="media.Recording", subject_id=recording.pk).values_list("state", flat=True)
    assert set(states) == {"done"}
