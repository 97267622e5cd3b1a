"""A backup restored elsewhere is the same installation; what cannot be restored changes nothing. On SQLite and PostgreSQL."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ris.backup.manifest import DATABASES
from tests.server.conftest import fresh_database
from tests.server.running import ENTRY, ROOT, installation

pytestmark = [pytest.mark.server, pytest.mark.timeout(600)]

# What an installation says of itself: rows by table, what a visitor finds, what a playlist answers.
LOOK = """
import json, sys, django
django.setup()
from django.db import connection
from django.test import Client
from ris.backup import snapshot
known = json.loads(sys.argv[1])
with connection.cursor() as cursor:
    def ask(question):
        cursor.execute(question)
        return cursor.fetchall()
    tables = snapshot.POSTGRES_TABLES if connection.vendor == "postgresql" else snapshot.SQLITE_TABLES
    counts, migrations = snapshot.contents_of(ask, tables)
    del counts["jobs_change"]  # a counter of what happened here: building the index anew counts as well
answers = {}
if known:
    client = Client(HTTP_HOST="localhost")
    found = client.get("/suche/", {"q": "Haltestelle"})
    answers = {"found": "Brunnen" in found.content.decode(), "playlist": client.get(known["media"] + "/master.m3u8").status_code,
               "hidden": client.get(known["hidden_media"] + "/00000.m4s").status_code}
print(json.dumps({"tables": counts, "migrations": migrations, "answers": answers}))
"""


@dataclass
class Installation:
    """One of its own, by the environment of its processes."""

    environment: dict[str, str]
    data: Path

    def manage(self, *command: str) -> subprocess.CompletedProcess[str]:
        return self._run(str(ROOT / "manage.py"), *command)

    def look(self, known: dict[str, str]) -> dict[str, dict[str, object]]:
        done = self._run("-c", LOOK, json.dumps(known))
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    def checksums(self) -> dict[str, str]:
        return {
            path.relative_to(self.data).as_posix(): hashlib.sha512(path.read_bytes()).hexdigest()
            for top in ("files", "recordings", "secret_key")
            for path in [self.data / top, *(self.data / top).rglob("*")]
            if path.is_file()
        }

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=self.environment, text=True, capture_output=True, timeout=240,
            check=False,
        )  # fmt: skip


@dataclass
class Origin:
    """The installation that was backed up, what lies in it, and where the backups are."""

    here: Installation
    known: dict[str, str]
    backups: Path

    def backup(self) -> Path:
        return (self.backups / "latest").resolve()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    """Both, where PostgreSQL is given (`.ci/with_postgres`)."""
    if request.param == "postgresql" and not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        pytest.skip("no PostgreSQL: make test-server")
    return str(request.param)


@pytest.fixture(scope="module")
def databases(engine: str) -> Iterator[ExitStack]:
    """Databases made for these tests, gone afterwards."""
    with ExitStack() as stack:
        yield stack


def made(folder: Path, engine: str, databases: ExitStack) -> Installation:
    """An installation without anything yet."""
    address = databases.enter_context(fresh_database()) if engine == "postgresql" else ""
    # Pages are asked for without a server here, so static files need not be collected.
    return Installation(installation(folder, database=address, DEBUG="1"), folder)


@pytest.fixture(scope="module")
def origin(engine: str, databases: ExitStack, tmp_path_factory: pytest.TempPathFactory) -> Origin:
    """The recorded world, backed up once."""
    folder = tmp_path_factory.mktemp(f"origin-{engine}")
    here = made(folder / "data", engine, databases)
    migrated = here.manage("migrate", "-v0")
    assert migrated.returncode == 0, migrated.stderr
    filled = here._run("-m", "tests.server.filling")
    assert filled.returncode == 0, filled.stderr
    done = here.manage("backup", str(folder / "backups"))
    assert done.returncode == 0, done.stderr
    return Origin(here, json.loads(filled.stdout), folder / "backups")


@pytest.fixture(scope="module")
def elsewhere(
    origin: Origin, engine: str, databases: ExitStack, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """Another machine: restored onto nothing."""
    there = made(tmp_path_factory.mktemp(f"elsewhere-{engine}") / "data", engine, databases)
    done = there.manage("restore", str(origin.backups))
    assert done.returncode == 0, done.stderr
    return there


def test_restored_elsewhere_it_is_the_same(origin: Origin, elsewhere: Installation) -> None:
    before, after = origin.here.look(origin.known), elsewhere.look(origin.known)
    assert after == before
    assert sum(after["tables"].values()) > 200
    assert after["answers"] == {"found": True, "playlist": 200, "hidden": 404}
    assert elsewhere.checksums() == origin.here.checksums()
    assert len(elsewhere.checksums()) > 5
    left = {path.name for path in elsewhere.data.iterdir()}
    assert not {name for name in left if name.startswith((".restore", "ersetzt-"))}
    assert list((elsewhere.data / "tmp").iterdir()) == []


def test_what_is_not_empty_is_replaced_only_when_asked_for(
    origin: Origin, elsewhere: Installation, databases: ExitStack
) -> None:
    (elsewhere.data / "recordings" / "local").write_text("only here")
    before = (elsewhere.look({}), elsewhere.checksums())
    refused = elsewhere.manage("restore", str(origin.backups))
    assert refused.returncode == 1
    assert "Diese Installation ist nicht leer" in refused.stderr
    assert (elsewhere.look({}), elsewhere.checksums()) == before

    done = elsewhere.manage("restore", str(origin.backups), "--force")
    assert done.returncode == 0, done.stderr
    assert elsewhere.checksums() == origin.here.checksums()
    assert elsewhere.look(origin.known) == origin.here.look(origin.known)
    aside = next(elsewhere.data.glob("ersetzt-*"))
    assert (aside / "recordings" / "local").read_text() == "only here"
    assert str(aside) in done.stdout
    shutil.rmtree(aside)


def edit(backup: Path, change: Callable[[dict[str, Any]], object]) -> None:
    found = json.loads((backup / "manifest.json").read_text())
    change(found)
    (backup / "manifest.json").write_text(json.dumps(found))


def rot(backup: Path) -> None:
    document = next(path for path in (backup / "data" / "files").rglob("*") if path.is_file())
    document.write_bytes(b"x" + document.read_bytes()[1:])


def spoilings(engine: str) -> list[tuple[str, Callable[[Path], object]]]:
    """(what is said, what was done to the backup)."""
    other = "postgresql" if engine == "sqlite" else "sqlite"
    return [
        (
            "stammt von einer neueren Version (meetings.9999_from_the_future)",
            lambda backup: edit(backup, lambda found: found["migrations"]["meetings"].append("9999_from_the_future")),
        ),
        (
            "stammt von einer neueren Version (Format 2)",
            lambda backup: edit(backup, lambda found: found.update(format=2)),
        ),
        (
            "diese Installation benutzt",
            lambda backup: edit(backup, lambda found: found.update(engine=other, database=DATABASES[other])),
        ),
        # A dump is counted inside the transaction that restores it, after the files were swapped.
        (
            "andere Zeilen als vermerkt",
            lambda backup: edit(backup, lambda found: found["tables"].update(meetings_body=99)),
        ),
        ("ist beschädigt: data/files/", rot),
        ("ist beschädigt: database.", lambda backup: next(backup.glob("database.*")).write_bytes(b"no database")),
    ]


def test_what_cannot_be_restored_changes_nothing(
    origin: Origin, elsewhere: Installation, engine: str, tmp_path: Path
) -> None:
    def state() -> tuple[object, ...]:
        names = sorted(path.name for path in elsewhere.data.iterdir())
        return (names, sorted((elsewhere.data / "tmp").iterdir()), elsewhere.checksums())

    rows, before = elsewhere.look(origin.known), state()
    for number, (said, spoil) in enumerate(spoilings(engine)):
        backup = Path(shutil.copytree(origin.backup(), tmp_path / str(number)))
        spoil(backup)
        refused = elsewhere.manage("restore", str(backup), "--force")
        assert refused.returncode == 1, said
        assert said in refused.stderr
        assert "Traceback" not in refused.stderr
        assert state() == before, said
    assert elsewhere.look(origin.known) == rows


def test_an_older_backup_is_brought_to_this_version(
    origin: Origin, engine: str, databases: ExitStack, tmp_path: Path
) -> None:
    old = made(tmp_path / "old", engine, databases)
    for step in (("migrate", "-v0"), ("migrate", "-v0", "jobs", "zero"), ("backup", str(tmp_path / "backups"))):
        done = old.manage(*step)
        assert done.returncode == 0, done.stderr
    new = made(tmp_path / "new", engine, databases)
    done = new.manage("restore", str(tmp_path / "backups"))
    assert done.returncode == 0, done.stderr
    assert set(new.look({})["migrations"]) == set(origin.here.look({})["migrations"])


def test_nothing_is_restored_under_a_running_server(origin: Origin, elsewhere: Installation) -> None:
    with (elsewhere.data / ".in_use").open("a") as held:
        fcntl.flock(held, fcntl.LOCK_SH)  # as docker/entry holds it for servers and workers
        refused = elsewhere.manage("restore", str(origin.backups), "--force")
    assert refused.returncode == 1
    assert "Es laufen noch Server oder Arbeiter" in refused.stderr


@pytest.mark.parametrize("part", ["web", "work"])
def test_nothing_starts_on_half_a_restore(elsewhere: Installation, part: str) -> None:
    note = elsewhere.data / ".restore_unfinished"
    note.touch()
    try:
        done = subprocess.run(
            [str(ENTRY), part], env=elsewhere.environment, text=True, capture_output=True, check=False
        )
    finally:
        note.unlink()
    assert done.returncode == 75
    assert "Wiederherstellung wurde unterbrochen" in done.stderr
