"""One server for all tests of requests; on the PostgreSQL of `DATABASE_URL` where there is one, else on SQLite."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from tests.server.running import ROOT, Server, entry, installation, served


@dataclass
class Place:
    """A running server and what lies in it (tests/server/filling.py)."""

    server: Server
    known: dict[str, Any]
    data: Path
    client: httpx.Client


@contextmanager
def fresh_database() -> Iterator[str]:
    """The address of an empty PostgreSQL database, gone afterwards; empty text (SQLite) where no PostgreSQL is given."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield ""
        return
    name = f"ris_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(given, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield given.rpartition("/")[0] + "/" + name
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def filled(environment: dict[str, str]) -> dict[str, Any]:
    """Migrate by the entry script, fill, and tell what is where."""
    migrated = entry(environment, "migrate")
    assert migrated.returncode == 0, migrated.stdout + migrated.stderr
    done = subprocess.run(
        [sys.executable, "-m", "tests.server.filling"], cwd=ROOT, env=environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The filled installation, served."""
    folder = tmp_path_factory.mktemp("server")
    with fresh_database() as database:
        environment = installation(folder / "data", database=database)
        known = filled(environment)
        with served(environment, folder / "run") as server, httpx.Client(base_url=server.address, timeout=60) as client:
            yield Place(server, known, folder / "data", client)
