"""Put a backup in the place of an installation: checked first, then all of it or nothing; what was there is kept aside.

Steps: check every byte, copy beside the place, swap by renaming, the database last (in one transaction), then what can be made
again: migrations for an older backup, the search index. What fails is taken back; what is killed in the middle leaves the
note `.restore_unfinished`, with which no server starts, and the same command finishes it.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader

from meetings.storage import tmp_dir
from ris.backup import checking, manifest, snapshot
from ris.backup.manifest import Manifest
from ris.backup.taking import REPLACED, files_to_keep
from ris.backup.wording import Refused, size, some
from ris.doors import postgres
from search.indexing import rebuild

NOTE = ".restore_unfinished"
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
# Rows that people made; migrations alone write none of them.
MADE_BY_PEOPLE = ("accounts.User", "meetings.Body", "media.Recording")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored; `aside`: where that lies which was here before (None: nothing was)."""

    backup: Path
    manifest: Manifest
    aside: Path | None
    documents: int


def restore(source: Path, *, at: datetime, force: bool = False) -> Restored:
    """Replace this installation by a backup (the newest one of a folder of backups). Raises Refused; then nothing is changed."""
    backup = manifest.newest(source)
    _need_fitting(backup, manifest.read(backup))
    found = checking.check(backup)
    with _alone():
        if (there := what_is_here()) and not force:
            raise Refused("not_empty", what=there)
        _need_space(found)
        aside = Path(settings.DATA_DIR) / f"{REPLACED}{at:%Y-%m-%dT%H-%M-%S}"
        _swap(backup, found, aside)
        call_command("migrate", interactive=False, verbosity=0)
        documents = rebuild()
        if not there:  # an empty database and a key nobody has used
            shutil.rmtree(aside)
        (Path(settings.DATA_DIR) / NOTE).unlink()
    return Restored(backup, found, aside if aside.exists() else None, documents)


def what_is_here() -> str:
    """What people have put into this installation, in a few words; empty text when it is new."""
    found = []
    tables = set(connection.introspection.table_names())
    for label in MADE_BY_PEOPLE:
        model = apps.get_model(label)
        if model._meta.db_table in tables and (count := model._base_manager.count()):
            found.append(f"{count} {model._meta.verbose_name_plural}")
    if files := [path for path in files_to_keep() if path != "secret_key"]:
        found.append(f"{len(files)} Dateien")
    return ", ".join(found)


def _need_fitting(backup: Path, found: Manifest) -> None:
    if found.engine != connection.vendor:
        raise Refused("other_engine", theirs=ENGINES[found.engine], ours=ENGINES[connection.vendor])
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    unknown = [f"{app}.{name}" for app, names in found.migrations.items() for name in names if (app, name) not in known]
    if unknown:
        raise Refused("newer", folder=backup, what=some(unknown))


def _need_space(found: Manifest) -> None:
    needed = found.size * (1 if connection.vendor == "postgresql" else 2)
    if needed > (free := shutil.disk_usage(settings.DATA_DIR).free):
        raise Refused("no_space", folder=settings.DATA_DIR, needed=size(needed), free=size(free))


@contextmanager
def _alone() -> Iterator[None]:
    """Neither servers nor workers run meanwhile: they hold this lock as long as they live (docker/entry)."""
    data = Path(settings.DATA_DIR)
    data.mkdir(parents=True, exist_ok=True)
    with (data / ".in_use").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("running") from None
        yield


def _swap(backup: Path, found: Manifest, aside: Path) -> None:
    """Copy beside the place, then rename; taken back when anything fails."""
    data, temporary = Path(settings.DATA_DIR), ""
    moved: list[tuple[Path, Path]] = []  # (from, to), in order

    def move(source: Path, target: Path) -> None:
        source.rename(target)
        moved.append((source, target))

    try:
        with tempfile.TemporaryDirectory(dir=tmp_dir(), prefix="restore-") as temporary:
            staged = Path(temporary) / "data"
            shutil.copytree(backup / "data", staged, copy_function=shutil.copy2)
            (data / NOTE).touch()
            aside.mkdir(mode=0o700, exist_ok=True)
            for name in sorted({path.split("/")[0] for path in files_to_keep()}):
                move(data / name, aside / name)
            for each in sorted(staged.iterdir()):
                move(each, data / each.name)
            if connection.vendor == "postgresql":
                _restore_postgres(backup / found.database, found, Path(temporary))
            else:
                _restore_sqlite(backup / found.database, aside, move)
    except BaseException as error:
        for source, target in reversed(moved):
            source.parent.mkdir(parents=True, exist_ok=True)  # the staged ones' folder is gone by now
            target.rename(source)
        (data / NOTE).unlink(missing_ok=True)
        shutil.rmtree(aside, ignore_errors=True)
        if temporary:
            shutil.rmtree(temporary, ignore_errors=True)
        if isinstance(error, OSError | ValueError | postgres.PostgresFailed):
            raise Refused("failed", reason=error) from error
        raise


def _restore_sqlite(database: Path, aside: Path, move: Callable[[Path, Path], None]) -> None:
    place = Path(str(connection.settings_dict["NAME"]))
    connections.close_all()
    staged = place.with_name(f".{place.name}.restored")
    shutil.copyfile(database, staged)
    for each in (place, place.with_name(f"{place.name}-wal"), place.with_name(f"{place.name}-shm")):
        if each.exists():
            move(each, aside / each.name)
    move(staged, place)


def _restore_postgres(database: Path, found: Manifest, folder: Path) -> None:
    """Empty, fill and count in one transaction: an error anywhere leaves the database as it was."""
    first, script, last = folder / "1.sql", folder / "2.sql", folder / "3.sql"
    with connection.cursor() as cursor:
        names = [each.name for each in connection.introspection.get_table_list(cursor)]
    quoted = ", ".join(connection.ops.quote_name(name) for name in names)
    first.write_text(f"DROP TABLE IF EXISTS {quoted} CASCADE;\n" if names else "SELECT 1;\n")
    postgres.as_script(database, script)
    # pg_dump empties the search path for what follows; the count needs it again.
    counts = ["SET search_path TO public;", "DO $$ BEGIN"]
    for table, count in found.tables.items():
        counts.append(
            f"IF ({snapshot.count_of(table)}) <> {int(count)} THEN RAISE EXCEPTION 'andere Zeilen als vermerkt'; END IF;"
        )
    last.write_text("\n".join([*counts, "END $$;\n"]))
    connections.close_all()
    postgres.run_together(connection.settings_dict, [first, script, last])


def unequal(found: Manifest) -> list[str]:
    """Tables that hold another number of rows now than the backup says."""
    with connection.cursor() as cursor:

        def ask(question: str) -> list[tuple[object, ...]]:
            cursor.execute(question)
            return list(cursor.fetchall())

        tables = snapshot.POSTGRES_TABLES if connection.vendor == "postgresql" else snapshot.SQLITE_TABLES
        now, _ = snapshot.contents_of(ask, tables)
    return sorted(name for name, count in found.tables.items() if now.get(name) != count)
