"""The database at one moment, as a file, while the site goes on: SQLite's online backup, PostgreSQL's pg_dump.

Native copies instead of rows written by us: they are exact to the byte, need no knowledge of models, and are quick.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import connection

from ris.doors import postgres

Ask = Callable[[str], Iterable[tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What was in the database at that moment."""

    engine: str
    engine_version: str
    file: str
    tables: dict[str, int]
    migrations: dict[str, list[str]]


def take(folder: Path) -> Facts:
    """Write the database into this folder and tell what is in it."""
    return _take_postgres(folder) if connection.vendor == "postgresql" else _take_sqlite(folder)


def _take_sqlite(folder: Path) -> Facts:
    target = folder / "database.sqlite3"
    with closing(sqlite3.connect(target)) as copy:
        with closing(sqlite3.connect(str(connection.settings_dict["NAME"]), timeout=60)) as source:
            source.backup(copy)  # one step: whoever writes meanwhile waits for nobody, in the mode WAL
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, not three
        return Facts("sqlite", sqlite3.sqlite_version, target.name, *contents_of(copy.execute, SQLITE_TABLES))


def _take_postgres(folder: Path) -> Facts:
    target = folder / "database.dump"
    with connection.get_new_connection(connection.get_connection_params()) as own:
        own.autocommit = False
        own.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        (snapshot,) = own.execute("SELECT pg_export_snapshot()").fetchone()
        facts = contents_of(own.execute, POSTGRES_TABLES)
        postgres.dump(connection.settings_dict, target, snapshot=snapshot)
        (version,) = own.execute("SHOW server_version").fetchone()
    own.close()
    return Facts("postgresql", str(version), target.name, *facts)


SQLITE_TABLES = r"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'"
POSTGRES_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


def contents_of(ask: Ask, tables: str) -> tuple[dict[str, int], dict[str, list[str]]]:
    """(rows by table, migrations by app) of a database that is asked by this function."""
    names = sorted(str(name) for (name,) in ask(tables))
    counts = {name: int(next(iter(ask(count_of(name))))[0]) for name in names}
    migrations: dict[str, list[str]] = defaultdict(list)
    if "django_migrations" in counts:
        for app, name in ask("SELECT app, name FROM django_migrations ORDER BY id"):
            migrations[app].append(name)
    return counts, dict(migrations)


def count_of(table: str) -> str:
    """The question for the number of rows. Raises ValueError for a name that could be more than a name."""
    if not table.isidentifier():
        raise ValueError(table)
    return f'SELECT count(*) FROM "{table}"'  # noqa: S608  # nosec B608


def counts_of_file(path: Path) -> dict[str, int]:
    """Rows by table in a SQLite file. Raises sqlite3.DatabaseError when it is damaged."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as copy:
        (verdict,) = copy.execute("PRAGMA integrity_check").fetchone()
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        return contents_of(copy.execute, SQLITE_TABLES)[0]
