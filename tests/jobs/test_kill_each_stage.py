"""`kill -9` in every stage there is, through the real ffmpeg, recognizer and index: nothing is lost, doubled or different.

One recording lives undisturbed, then the same one again while each of its stages is killed once. The list of stages comes
from the registry: a new one that never runs here fails this test.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psutil
import pytest
from django.conf import settings as installed
from django.test import Client
from django.utils import timezone

from jobs import pipeline, registry
from jobs.models import Outbox, Stage
from media.ingest import add_recording
from media.models import Chapter, Edit, EditKind, Recording, Rendition
from media.publishing import confirm_reviewed, publish_recording
from media.storage import recording_folder
from meetings.models import FilePage
from meetings.storage import tmp_dir
from tests.jobs.killing import pid_of, work_to_the_end, workers
from tests.world import World
from transcripts.models import Segment, Transcript
from transcripts.publishing import publish_transcript

FILM = Path(installed.BASE_DIR) / "ris" / "demo" / "recording" / "sitting.mp4"
SECONDS = 36  # two windows, so two pieces
CUT = (20_000, 22_000)
"""In the second sentence: the first stays public and can be found."""
DEEP = {"media.render": 30.0}
"""Percent that must be done before the kill, so that there is something to lose."""
AWHILE = {"transcripts.recognize": timedelta(seconds=0.4)}
"""It tells its first progress late; so long it must have been at it."""
KILLED_ELSEWHERE = {
    "documents.fetch", "documents.text", "documents.ocr",  # tests/meetings/test_documents_killed.py
    "oparl.read", "oparl.follow", "oparl.schedule",  # tests/oparl/taking/test_kill.py
}  # fmt: skip
LAST_PIECE = "0001"
MADE_ONCE = {"media.probe", "media.mezzanine", "media.render", "transcripts.plan", "transcripts.recognize"}
ROUNDS = 20


@dataclass
class Death:
    """A stage as it was when its worker was killed, and what was already done then (with the time when that began)."""

    stage: Stage
    done: dict[tuple[str, str], datetime | None]


@dataclass
class Reaper:
    """Kills the worker of each stage in `wanted` once, in the middle of it."""

    wanted: set[str]
    deaths: dict[str, Death] = field(default_factory=dict)
    again: set[str] = field(default_factory=set)
    """Stages that were too quick to be caught and had to run once more."""

    @property
    def left(self) -> set[str]:
        return self.wanted - set(self.deaths)

    def work(self, environment: Mapping[str, str]) -> None:
        """Work to the end, as often as it takes until every stage has been killed once."""
        for _round in range(ROUNDS):
            with workers(environment, "--until-idle") as foreman:
                while foreman.poll() is None:
                    self._look()
                    time.sleep(0.001)
                assert foreman.returncode == 0, list(Stage.objects.failed().values_list("name", "last_error"))
            if not self.left:
                return
            rows = list(Stage.objects.filter(name__in=self.left))
            assert {row.name for row in rows} == self.left, "a stage without a row: let it run here too"
            for row in rows:
                self.again.add(row.name)
                assert pipeline.retry(row)
        pytest.fail(f"never caught in {ROUNDS} rounds: {self.left}")

    def check(self) -> None:
        """Each killed stage ran twice, and nothing that was done before a kill was made again."""
        rows = {(row.name, row.piece): row for row in Stage.objects.all()}
        for name, death in self.deaths.items():
            if name not in self.again and not registry.lookup(name).standing:
                assert rows[name, death.stage.piece].attempts == 2, name
            for (other, piece), started in death.done.items():
                if other in MADE_ONCE - self.again:
                    said = f"{other} {piece} was made again after a kill in {name}"
                    assert rows[other, piece].started == started, said

    def _look(self) -> None:
        for row in Stage.objects.running().filter(name__in=self.left):
            # In a further round the product is there, and the stage is over before anything could get deep.
            deep_enough = row.name in self.again or (
                row.progress >= DEEP.get(row.name, 0.0)
                and timezone.now() - (row.started or timezone.now()) >= AWHILE.get(row.name, timedelta(0))
            )
            if deep_enough and row.piece in ("", LAST_PIECE) and _kill_inside(row):
                done = {(one.name, one.piece): one.started for one in Stage.objects.done()}
                self.deaths[row.name] = Death(row, done)


def _kill_inside(row: Stage) -> bool:
    """`kill -9` if the worker still holds this stage: it is held still first, so that what is seen stays true."""
    with contextlib.suppress(ProcessLookupError, psutil.NoSuchProcess):
        worker = psutil.Process(pid_of(row))
        worker.suspend()
        while worker.status() not in (psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE):
            time.sleep(0.0005)
        if Stage.objects.running().filter(pk=row.pk, lease=row.lease).exists():
            os.kill(worker.pid, signal.SIGKILL)
            return True
        worker.resume()
    return False


@pytest.fixture
def environment(process_environment: dict[str, str]) -> dict[str, str]:
    """The real recognizer, and pieces of some seconds."""
    return process_environment | {"DJANGO_SETTINGS_MODULE": "tests.jobs.short_pieces"}


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """The beginning of the demo recording, its picture small."""
    target = tmp_path / "sitzung.mp4"
    small = ["-vf", "scale=320:180", "-c:v", "libx264", "-preset", "ultrafast", "-g", "50", "-c:a", "copy"]
    subprocess.run(["ffmpeg", "-v", "error", "-t", str(SECONDS), "-i", FILM, *small, target], check=True)
    return target


def take_in(world: World, clip: Path) -> Recording:
    """The recording with a cut, and everything else that has stages, ready for the workers."""
    recording = add_recording(world.meeting, clip)
    Edit.objects.create(recording=recording, kind=EditKind.CUT, starts=CUT[0], ends=CUT[1], reason="Pause")
    pipeline.refresh("media.Recording", recording.pk)
    pipeline.refresh("meetings.File", world.file.pk)
    return recording


def publish(recording: Recording, world: World) -> None:
    recording.refresh_from_db()
    confirm_reviewed(recording, by=world.dora)
    publish_recording(recording, by=world.dora)
    publish_transcript(Transcript.objects.get(recording=recording), by=world.dora)


def result_of(recording: Recording, world: World, client: Client) -> dict[str, Any]:
    """Everything that the stages made, without what differs by nature (keys and times of writing)."""
    recording.refresh_from_db()
    folder = recording_folder(recording)
    stages = Stage.objects.of("media.Recording", recording.pk)
    found = client.get("/suche/", {"q": "Sitzung", "art": "rede"}).text
    rows = Segment.objects.filter(transcript__recording=recording).order_by("starts")
    return {
        "stages": {(row.name, row.piece): (row.state, row.done_digest) for row in stages},
        "facts": (recording.duration, recording.facts, recording.warnings),
        "files": {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*")
            if path.is_file()
        },
        "renditions": list(
            Rendition.objects.filter(recording=recording).values_list("digest", "edits", "files", "duration")
        ),
        "transcripts": list(
            Transcript.objects.filter(recording=recording).values_list(
                "version", "engine", "model", "quality", "digest"
            )
        ),
        "segments": [(row.starts, row.ends, row.text, row.confidence, bytes(row.words)) for row in rows],
        "chapters": [
            (row.starts, row.ends, row.source, row.confidence, sorted(str(item) for item in row.items.all()))
            for row in Chapter.objects.filter(recording=recording).order_by("starts")
        ],
        "pages": list(FilePage.objects.filter(file=world.file).values_list("number", "text")),
        "hits": sorted(set(re.findall(r"\?t=([\d.]+)", found))),
    }


def lying_in_tmp() -> set[str]:
    return {path.name for path in tmp_dir().iterdir() if path.name != "uploads"}


@pytest.fixture
def before(db: None) -> set[str]:
    """What other tests may have left in `tmp`."""
    return lying_in_tmp()


@pytest.mark.kill
@pytest.mark.speech
@pytest.mark.timeout(900)
def test_a_kill_in_any_stage_loses_at_most_one_piece_and_changes_nothing(
    environment: dict[str, str], world: World, clip: Path, client: Client, before: set[str]
) -> None:
    undisturbed = take_in(world, clip)
    assert work_to_the_end(environment) == 0
    publish(undisturbed, world)
    assert work_to_the_end(environment) == 0
    expected = result_of(undisturbed, world, client)
    assert {state for state, _digest in expected["stages"].values()} == {"done"}
    assert ("transcripts.recognize", LAST_PIECE) in expected["stages"]
    assert len(expected["segments"]) >= 2
    assert expected["hits"]
    undisturbed.bury(by=world.dora)
    Stage.objects.all().delete()

    recording = take_in(world, clip)
    # Captions of a published version are made when there is one.
    reaper = Reaper(registry.names() - {"transcripts.captions"} - KILLED_ELSEWHERE)
    reaper.work(environment)
    reaper.check()
    publish(recording, world)
    last = Reaper({"transcripts.captions"})
    last.work(environment)
    last.check()
    assert set(reaper.deaths) | set(last.deaths) == registry.names() - KILLED_ELSEWHERE

    assert result_of(recording, world, client) == expected
    assert Stage.objects.get(name="transcripts.recognize", piece="0000").attempts == 1
    assert Recording.objects.living().count() == 1
    assert not Outbox.objects.exists()
    assert lying_in_tmp() == before
    assert list(recording_folder(recording).rglob(".half-*")) == []
    assert list(recording_folder(recording).rglob(".write-*")) == []
    print("\ntoo quick for the first look:", sorted(reaper.again | last.again))  # noqa: T201
