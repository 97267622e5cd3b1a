"""What is left behind goes; what somebody still needs stays."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from jobs import pipeline
from jobs.models import Stage
from jobs.sweep import sweep
from media import tidying
from media.storage import product_folder
from meetings.storage import tmp_dir
from tests.jobs.running import run_all_due
from tests.recorded_world import DIGEST, build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db
NEEDED, ORPHAN, FRESH = "cd" * 32, "ef" * 32, "12" * 32


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


def old(path: Path) -> Path:
    """As if nothing had been written to it for two days."""
    long_ago = time.time() - 2 * 24 * 3600
    for one in (*path.rglob("*"), path):
        os.utime(one, (long_ago, long_ago))
    return path


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    (path / "00001.m4s").write_bytes(b"x")
    return path


def test_forgotten_work_goes_and_work_under_way_stays(db: None) -> None:
    left = [folder(tmp_dir() / "product-7-abc"), tmp_dir() / "upload-1"]
    left[1].write_bytes(b"x")
    for path in left:
        old(path)
    fresh = folder(tmp_dir() / "product-8-abc")
    running = old(folder(tmp_dir() / "product-9-abc"))
    (running / "00002.m4s").write_bytes(b"just now")
    assert tidying.throw_away_forgotten(older_than=tidying.FORGOTTEN) == 2
    assert [path.exists() for path in left] == [False, False]
    assert fresh.exists()
    assert running.exists()


def test_products_that_nothing_names_go(world: World) -> None:
    recorded = build_recorded_world(world)
    recording = recorded.recording
    Stage.objects.create(name="media.mezzanine", subject="media.Recording", subject_id=recording.pk, done_digest=NEEDED)
    for digest in (NEEDED, ORPHAN):
        old(folder(product_folder(recording, digest)))
    folder(product_folder(recording, FRESH))
    half = recorded.folder / ".half-abc"
    half.write_text("half a caption")
    stranger = old(folder(tidying.recordings_folder() / "nobody" / ORPHAN))
    old(recorded.folder)
    sweep()
    assert "media.tidy" in run_all_due()
    assert Stage.objects.get(name="media.tidy").state == "done"
    assert sorted(path.name for path in recorded.folder.parent.iterdir()) == sorted([DIGEST, NEEDED, FRESH])
    assert not half.exists()
    assert (recorded.folder / "master.m3u8").exists()
    assert stranger.exists(), "what we do not know is not ours to judge"


def test_it_runs_by_the_clock_and_not_at_every_change(world: World) -> None:
    sweep()
    run_all_due()
    pipeline.refresh("meetings.File", world.file.pk)
    world.file.save()
    sweep()
    assert "media.tidy" not in run_all_due()
