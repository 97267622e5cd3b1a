"""The door to PostgreSQL's own programs: pg_dump, pg_restore, psql. The password goes by the environment, never by arguments."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

HOURS = 12  # after which a program counts as stuck
LAST_LINES = 5


class PostgresFailed(Exception):
    """One of the programs is missing or failed: its name and the last lines it said."""

    def __init__(self, program: str, said: str) -> None:
        self.program, self.said = program, said
        super().__init__(f"{program}: {said}")


def dump(settings: Mapping[str, Any], target: Path, *, snapshot: str) -> None:
    """Write the database as it was at this exported snapshot into a file of pg_dump's own compressed format."""
    _run(
        ["pg_dump", "--format=custom", f"--snapshot={snapshot}", "--no-owner", "--no-privileges", f"--file={target}"],
        settings,
    )


def contents(dumped: Path) -> str:
    """The table of contents of a dump; raises PostgresFailed when it cannot be read."""
    return _run(["pg_restore", "--list", str(dumped)], None)


def as_script(dumped: Path, target: Path) -> None:
    """Write a dump as the SQL that makes it again."""
    _run(["pg_restore", "--no-owner", "--no-privileges", f"--file={target}", str(dumped)], None)


def run_together(settings: Mapping[str, Any], scripts: list[Path]) -> None:
    """Run these files of SQL in one transaction: all of it or nothing."""
    files = [f"--file={script}" for script in scripts]
    _run(
        [
            "psql",
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--output=/dev/null",
            *files,
        ],
        settings,
    )


def _run(command: list[str], settings: Mapping[str, Any] | None) -> str:
    program = command[0]
    if shutil.which(program) is None:
        raise PostgresFailed(program, "nicht gefunden; unter Debian: apt-get install postgresql-client")
    where = {
        "PGHOST": settings.get("HOST"),
        "PGPORT": settings.get("PORT"),
        "PGUSER": settings.get("USER"),
        "PGPASSWORD": settings.get("PASSWORD"),
        "PGDATABASE": settings.get("NAME"),
    } if settings else {}  # fmt: skip
    environment = os.environ | {name: str(value) for name, value in where.items() if value} | {"PGAPPNAME": "ris"}
    try:
        done = subprocess.run(
            command, env=environment, capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL,
            timeout=HOURS * 3600, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        raise PostgresFailed(program, f"nach {HOURS} Stunden abgebrochen") from late
    if done.returncode:
        raise PostgresFailed(program, " / ".join(done.stderr.strip().splitlines()[-LAST_LINES:]))
    return done.stdout
