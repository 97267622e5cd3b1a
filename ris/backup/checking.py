"""Is a backup whole? Every byte against its SHA-512, the database against itself."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from ris.backup import manifest, snapshot
from ris.backup.manifest import MANIFEST, SUMS, Manifest, sha512_of, sums_of
from ris.backup.wording import Refused, some
from ris.doors import postgres


def check(folder: Path) -> Manifest:
    """The manifest of this backup, after everything in it has been read. Raises Refused where it is damaged."""
    found = manifest.read(folder)
    _need_sums(folder, found)
    try:
        faults = _faults(folder)
    except ValueError as error:
        raise Refused("damaged", folder=folder, what=f"{SUMS} ist nicht lesbar") from error
    if faults:
        raise Refused("damaged", folder=folder, what=some(faults))
    _need_database(folder, found)
    return found


def _need_sums(folder: Path, found: Manifest) -> None:
    try:
        whole = sha512_of(folder / SUMS) == found.sums
    except OSError:
        whole = False
    if not whole:
        raise Refused("damaged", folder=folder, what=f"{SUMS} ist nicht die Liste, die dazugehört")


def _faults(folder: Path) -> list[str]:
    # We write none; one that somebody put here would bring files of this machine into the restored folder.
    faults = [f"{path.relative_to(folder)} ist ein Verweis" for path in sorted(folder.rglob("*")) if path.is_symlink()]
    listed = {MANIFEST, SUMS}
    for sha512, path in sums_of(folder):
        listed.add(path)
        try:
            if sha512_of(folder / path) != sha512:
                faults.append(f"{path} hat andere Bytes")
        except OSError:
            faults.append(f"{path} fehlt")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return faults + [f"{path} gehört nicht dazu" for path in sorted(there - listed)]


def _need_database(folder: Path, found: Manifest) -> None:
    database = folder / found.database
    try:
        if found.engine == "postgresql":
            postgres.contents(database)
        elif snapshot.counts_of_file(database) != found.tables:
            raise Refused("damaged", folder=folder, what="die Datenbank hat andere Zeilen als vermerkt")
    except (sqlite3.DatabaseError, postgres.PostgresFailed, ValueError) as error:
        raise Refused("damaged", folder=folder, what=f"die Datenbank ist nicht lesbar ({error})") from error
