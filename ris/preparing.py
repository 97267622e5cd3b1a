"""What must be so before servers and workers start: a database that answers, migrated by one alone, static files collected."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from ris.assets import collect_when_changed

LOCK = 0x524953_01  # any number of our own: PostgreSQL knows its advisory locks by numbers
PAUSE = 0.5  # seconds


class NotReady(Exception):
    """What is waited for did not come in time: `database` (with its last complaint) or `migrations`."""

    def __init__(self, code: str, complaint: str = "") -> None:
        self.code, self.complaint = code, complaint
        super().__init__(f"{code} {complaint}".strip())


def wait_for_database(seconds: float) -> None:
    """Return once the database takes connections; raises NotReady after so many seconds."""
    until = time.monotonic() + seconds
    while True:
        try:
            connection.ensure_connection()
        except OperationalError as error:
            if time.monotonic() > until:
                raise NotReady("database", str(error).strip()) from error
            time.sleep(PAUSE)
        else:
            return


def wait_for_migrations(seconds: float) -> None:
    """Return once somebody else has migrated and collected; raises NotReady after so many seconds."""
    until = time.monotonic() + seconds
    while unapplied() or not (Path(settings.STATIC_ROOT) / ".collected").is_file():
        if time.monotonic() > until:
            raise NotReady("migrations")
        time.sleep(PAUSE)


def unapplied() -> list[str]:
    """Migrations of this version that the database has not seen, `app.name`."""
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in steps]


def migrate() -> list[str]:
    """Bring the database to this version, one process at a time; tells which migrations were applied."""
    with alone():
        applied = unapplied()
        call_command("migrate", interactive=False, verbosity=0)
        collect_when_changed(Path(settings.STATIC_ROOT))
    return applied


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else in here meanwhile: of all machines on PostgreSQL, of this one on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
