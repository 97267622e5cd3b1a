"""The empty database that all migrations make, made once for each state of the migrations and copied for each run.

SQLite rebuilds a table for every column that a migration adds: that is half a minute of each run and of each worker. The copy is
what the real migrations made; afterwards Django still compares it with them and would run what is missing. PostgreSQL runs them all.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test"


def state() -> str:
    """Stands for all that decides how the empty database looks: our migrations, and the versions of everybody else's."""
    files = sorted(ROOT.glob("*/migrations/*.py")) + sorted(ROOT.glob("ris/*/migrations/*.py"))
    digest = hashlib.sha256((ROOT / "requirements" / "dev.txt").read_bytes())
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:24]


def copied_to(target: Path) -> bool:
    """Put the kept database there; False where none is kept of this state."""
    kept = KEPT / f"migrated-{state()}.sqlite3"
    if not kept.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept, target)
    return True


def keep(source: Path) -> None:
    """Keep this database, still empty, for the next run; those of other states go."""
    KEPT.mkdir(parents=True, exist_ok=True)
    unfinished = KEPT / f"migrating-{os.getpid()}.sqlite3"
    # By SQLite itself: what stands in its journal is not in the file yet.
    with sqlite3.connect(source) as here, sqlite3.connect(unfinished) as there:
        here.backup(there)
    here.close()
    there.close()
    for old in KEPT.glob("migrated-*.sqlite3"):
        old.unlink(missing_ok=True)
    unfinished.rename(KEPT / f"migrated-{state()}.sqlite3")
