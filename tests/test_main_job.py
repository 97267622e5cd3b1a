"""The main job through real parts, whichever engine listens: a clerk's upload becomes a hit at the second of the spoken word."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as installed
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.models import Stage
from media.models import Recording
from media.publishing import confirm_reviewed, publish_recording
from meetings.admin_clock import as_typed
from tests.jobs.running import run_all_due
from tests.world import World
from transcripts.models import Segment, Transcript
from transcripts.publishing import publish_transcript
from transcripts.recognizers import recognizer_for
from transcripts.words import unpack

FILM = Path(installed.BASE_DIR) / "ris" / "demo" / "recording" / "sitting.mp4"
SECONDS = 30
OFFSET = 600_000
"""The clip begins ten minutes into the meeting's timeline (ms)."""
WORD = "Sitzung"


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "engine",
    [
        pytest.param("faster-whisper", marks=[pytest.mark.speech]),
        pytest.param("openai-whisper", marks=[pytest.mark.openai_whisper]),
    ],
)
def test_an_upload_becomes_a_hit_at_the_second_of_the_word(
    engine: str, client: Client, world: World, settings: Any, tmp_path: Path
) -> None:
    settings.RECOGNIZER, settings.WHISPER_MODEL = engine, ""
    recognizer_for.cache_clear()
    clip = tmp_path / "sitzung.mp4"
    subprocess.run(["ffmpeg", "-v", "error", "-t", str(SECONDS), "-i", FILM, "-c", "copy", clip], check=True)

    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    upload = SimpleUploadedFile("sitzung.mp4", clip.read_bytes())
    form = {"meeting": world.meeting.pk, "title": "", "upload": upload, "starts_at": as_typed(OFFSET)}
    assert client.post(reverse("admin:media_recording_add"), form).status_code == 302
    recording = Recording.objects.get()
    run_all_due()
    stages = Stage.objects.filter(subject="media.Recording", subject_id=recording.pk)
    assert set(stages.values_list("state", flat=True)) == {"done"}, list(stages.values_list("name", "last_error"))

    recording.refresh_from_db()
    confirm_reviewed(recording, by=world.dora)
    publish_recording(recording, by=world.dora)
    publish_transcript(Transcript.objects.get(recording=recording), by=world.dora)
    run_all_due()

    client.logout()
    found = client.get("/suche/", {"q": WORD, "art": "rede"}).content.decode()
    seconds = [float(second) for second in re.findall(rf"/sitzungen/{world.meeting.slug}/\?t=([\d.]+)", found)]
    said = [
        word.start
        for segment in Segment.objects.filter(transcript__recording=recording)
        for word in unpack(segment.words)
        if WORD.casefold() in word.text.casefold()
    ]
    assert said
    assert seconds, "the word was said, but the search does not lead there"
    for second in seconds:
        assert min(abs(second * 1000 - start) for start in said) <= 100, (seconds, said)
