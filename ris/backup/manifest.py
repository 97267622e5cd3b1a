"""What a backup says about itself: `manifest.json` beside the data, and `SHA512SUMS`, which `sha512sum -c` understands."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ris.backup.wording import Refused

FORMAT = 1
MANIFEST, SUMS = "manifest.json", "SHA512SUMS"
UNFINISHED = ".unfinished-"
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
"""What the copy of the database is called, by the kind of database."""
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Manifest:
    """`tables`: rows by table; `migrations`: names by app; `sums`: the SHA-512 of SHA512SUMS; `size` in bytes."""

    taken: str
    engine: str
    engine_version: str
    database: str
    migrations: dict[str, list[str]]
    tables: dict[str, int]
    files: int
    size: int
    sums: str
    settings: dict[str, str]
    damaged: list[str] = field(default_factory=list)
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Last of all files: a folder with a manifest is whole."""
        with (folder / MANIFEST).open("w") as target:
            json.dump(asdict(self), target, ensure_ascii=False, indent=1, sort_keys=True)
            target.flush()
            os.fsync(target.fileno())


def read(folder: Path) -> Manifest:
    """The manifest in this folder. Raises Refused: damaged, or of a newer format."""
    try:
        found = json.loads((folder / MANIFEST).read_text())
        if isinstance(found.get("format"), int) and found["format"] > FORMAT:
            raise Refused("newer", folder=folder, what=f"Format {found['format']}")
        manifest = Manifest(**found)
        _need_sense(manifest)
        return manifest
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise Refused("damaged", folder=folder, what=f"{MANIFEST} ist nicht lesbar") from error


def _need_sense(manifest: Manifest) -> None:
    """Raises ValueError: what stands here is read later, as names of files and tables too, so it must be what we write."""
    names = [manifest.migrations, *manifest.migrations.values()]
    if not (
        DATABASES.get(manifest.engine) == manifest.database
        and all(isinstance(name, str) for group in names for name in group)
        and all(isinstance(count, int) for count in manifest.tables.values())
        and all(name.isidentifier() for name in manifest.tables)
        and isinstance(manifest.size, int)
    ):
        raise ValueError(MANIFEST)


def generations(folder: Path) -> list[Path]:
    """The finished backups in a folder, oldest first."""
    if not folder.is_dir():
        return []
    return sorted(
        each for each in folder.iterdir()
        if each.is_dir() and not each.is_symlink() and not each.name.startswith(".") and (each / MANIFEST).is_file()
    )  # fmt: skip


def newest(folder: Path) -> Path:
    """The backup meant by this folder: itself, or the newest in it. Raises Refused where there is none."""
    if (folder / MANIFEST).is_file():
        return folder.resolve()
    found = generations(folder)
    if not found:
        raise Refused("nothing_here", folder=folder)
    return found[-1].resolve()


def sha512_of(path: Path) -> str:
    """The SHA-512 of a file in hexadecimal."""
    digest = hashlib.sha512()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def sums_of(folder: Path) -> Iterator[tuple[str, str]]:
    """(SHA-512, path below the folder) of each line of SHA512SUMS; raises ValueError for one that is none."""
    for line in (folder / SUMS).read_text().splitlines():
        sha512, _, path = line.partition("  ")
        if len(sha512) != 128 or not path or path.startswith("/") or ".." in Path(path).parts:
            raise ValueError(line[:200])
        yield sha512, path
