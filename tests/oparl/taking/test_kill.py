"""An import that is killed again and again brings the same archive as one that nobody disturbed."""

from __future__ import annotations

import random
import sqlite3
import time
from pathlib import Path

import pytest

from tests.oparl.taking.bench import Installation, serving

KILLS = 10


def pages(installation: Installation) -> int:
    """How many pages have been written so far."""
    with sqlite3.connect(installation.folder / "var" / "db.sqlite3", timeout=30) as database:
        return int(database.execute("select coalesce(sum(steps), 0) from oparl_listread").fetchone()[0])


@pytest.mark.kill
def test_an_import_killed_at_ten_random_moments_brings_the_same_archive(shared: Path, tmp_path: Path) -> None:
    archive = shared / "data" / "karlsruhe-mini.unpacked"
    if not archive.is_dir():
        pytest.skip("the archive is not unpacked here")
    chance = random.Random(20261124)
    (tmp_path / "calm").mkdir()
    (tmp_path / "killed").mkdir()
    with serving(shared / "tools" / "serve_karlsruhe.py", archive, "--page-size", "8") as base:
        entry = f"{base}/oparl/system"
        calm = Installation(tmp_path / "calm")
        calm.read(entry)
        killed = Installation(tmp_path / "killed")
        reached = []
        for _kill in range(KILLS):
            before = pages(killed)
            run = killed.start("import_oparl", entry, "--files", "none")
            # From the first page of this attempt on, at any line: reading, writing, or between two transactions.
            while run.poll() is None and pages(killed) == before:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.1))
            run.kill()
            assert run.wait() == -9, "it was over before it was killed"
            reached.append(pages(killed))
        assert reached == sorted(set(reached)), "each attempt goes on where the one before was killed"
        killed.read(entry)
        assert killed.dump() == calm.dump()
        assert len(calm.dump()) > 800
