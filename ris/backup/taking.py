"""Take a backup: into a folder of its own beside the earlier ones, unchanged files as hard links to those, whole or not at all.

Files are copied after the database: what a row names was stored before the row was written, so it is there. The work goes on
under a hidden name; only the whole backup gets its own. A kill at any line leaves the last backup as it was.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

from ris.backup import record, snapshot
from ris.backup.manifest import CHUNK, SUMS, UNFINISHED, Manifest, generations, sha512_of, sums_of
from ris.backup.wording import Refused, size, some
from ris.doors.env import env

# Made again by themselves or by a command (docs/operations.md); whatever else lies in the data folder is kept.
REPLACEABLE = {"tmp", "reading", "index", "static", "models", "log", "cards", record.NAME}
REPLACED = "ersetzt-"
IN_STORE = re.compile(r"files/[0-9a-f]{2}/[0-9a-f]{2}/([0-9a-f]{128})")


@dataclass
class Copied:
    """What the copying came to: lines of SHA512SUMS, bytes in all and bytes newly copied, files that are not what they should be."""

    sums: list[str] = field(default_factory=list)
    size: int = 0
    new: int = 0
    damaged: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Taken:
    """A finished backup."""

    folder: Path
    manifest: Manifest
    new: int


def take(target: Path, *, at: datetime, keep: int | None = None) -> Taken:
    """Back up this installation into a new folder below `target`; with `keep` only so many stay. Raises Refused."""
    began = time.monotonic()
    target = target.resolve()
    if target.is_relative_to(Path(settings.DATA_DIR)):
        raise Refused("inside", folder=target)
    with _alone(target):
        for left in target.glob(f"{UNFINISHED}*"):  # of one that was killed
            shutil.rmtree(left)
        earlier = next(reversed(generations(target)), None)
        _need_space(target, earlier)
        name = _name(target, at)
        work = target / f"{UNFINISHED}{name}"
        work.mkdir(mode=0o700)
        try:
            manifest, new = _fill(work, earlier, at)
        except OSError as error:
            shutil.rmtree(work, ignore_errors=True)
            raise Refused("cannot_write", folder=target, reason=error.strerror or error) from error
        os.sync()  # the bytes before the name
        finished = work.rename(target / name)
        _point(target, finished)
        if not manifest.damaged:
            seconds = round(time.monotonic() - began, 1)
            record.note(record.LastBackup(at, str(finished), manifest.files, manifest.size, new, seconds))
            _forget(target, keep)
    return Taken(finished, manifest, new)


def _fill(work: Path, earlier: Path | None, at: datetime) -> tuple[Manifest, int]:
    facts = snapshot.take(work)
    (work / facts.file).chmod(0o600)
    copied = _copy_files(work / "data", earlier / "data" if earlier else None, _known(earlier))
    database = work / facts.file
    copied.sums.append(f"{sha512_of(database)}  {facts.file}")
    copied.size += database.stat().st_size
    copied.new += database.stat().st_size
    (work / SUMS).write_text("".join(f"{line}\n" for line in sorted(copied.sums, key=lambda line: line[130:])))
    manifest = Manifest(
        taken=at.astimezone(UTC).isoformat(),
        engine=facts.engine,
        engine_version=facts.engine_version,
        database=facts.file,
        migrations=facts.migrations,
        tables=facts.tables,
        files=len(copied.sums),
        size=copied.size,
        sums=sha512_of(work / SUMS),
        settings=env.as_set(),
        damaged=copied.damaged,
    )
    manifest.write(work)
    return manifest, copied.new


def files_to_keep() -> Iterator[str]:
    """Paths below the data folder of everything that cannot be made again."""
    data = Path(settings.DATA_DIR)
    database = Path(str(connection.settings_dict["NAME"])).resolve() if connection.vendor == "sqlite" else None
    for place, folders, files in os.walk(data, followlinks=True):
        folder = Path(place)
        if folder == data:
            folders[:] = [name for name in folders if _kept(name)]
            files = [name for name in files if _kept(name)]
        folders.sort()
        for name in sorted(files):
            path = folder / name
            belongs_to_database = database is not None and str(path.resolve()).startswith(str(database))
            if path.is_file() and not belongs_to_database:
                yield path.relative_to(data).as_posix()


def _kept(name: str) -> bool:
    return name not in REPLACEABLE and not name.startswith((".", REPLACED))


def _copy_files(target: Path, earlier: Path | None, known: dict[str, str]) -> Copied:
    copied = Copied()
    target.mkdir(mode=0o700)
    for path in files_to_keep():
        source, copy = Path(settings.DATA_DIR) / path, target / path
        copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            before = earlier / path if earlier and path in known else None
            if before and _unchanged(source, before):
                sha512 = _link(before, copy, known[path])
            else:
                sha512 = _copy(source, copy)
                copied.new += copy.stat().st_size
        except FileNotFoundError:
            continue  # taken away since the folder was listed: a rendition that a cut has outdated, say
        if (stored := IN_STORE.fullmatch(path)) and stored[1] != sha512:
            sha512 = _mend(copy, before, known.get(path), stored[1], copied, path) or sha512
        copied.sums.append(f"{sha512}  data/{path}")
        copied.size += copy.stat().st_size
    return copied


def _mend(copy: Path, before: Path | None, known: str | None, wanted: str, copied: Copied, path: str) -> str | None:
    """A stored file that is not what its name says: the earlier backup may still have it whole."""
    copied.damaged.append(path)
    if before is None or known != wanted or sha512_of(before) != wanted:
        return None
    copy.unlink()
    return _link(before, copy, wanted)


def _unchanged(source: Path, before: Path) -> bool:
    if not before.is_file():
        return False
    ours, theirs = source.stat(), before.stat()
    return (ours.st_size, ours.st_mtime_ns) == (theirs.st_size, theirs.st_mtime_ns)


def _link(before: Path, copy: Path, sha512: str) -> str:
    try:
        os.link(before, copy)
    except OSError:  # a file system without hard links, or one file with too many
        return _copy(before, copy)
    return sha512


def _copy(source: Path, copy: Path) -> str:
    digest = hashlib.sha512()
    with source.open("rb") as stream, copy.open("wb") as target:
        facts = os.fstat(stream.fileno())
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            target.write(chunk)
    copy.chmod(facts.st_mode & 0o777)
    os.utime(copy, ns=(facts.st_mtime_ns, facts.st_mtime_ns))  # by which the next backup knows it again
    return digest.hexdigest()


def _known(earlier: Path | None) -> dict[str, str]:
    """SHA-512 by path below the data folder, as the earlier backup noted them."""
    if earlier is None:
        return {}
    try:
        return {path.removeprefix("data/"): sha512 for sha512, path in sums_of(earlier)}
    except (OSError, ValueError):
        return {}


def _need_space(target: Path, earlier: Path | None) -> None:
    data = Path(settings.DATA_DIR)
    needed = sum(
        (data / path).stat().st_size
        for path in files_to_keep()
        if (data / path).is_file() and not (earlier and _unchanged(data / path, earlier / "data" / path))
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database()) / 2")  # dumps are compressed
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
        needed += int(cursor.fetchone()[0])
    if needed > (free := shutil.disk_usage(target).free):
        raise Refused("no_space", folder=target, needed=size(needed), free=size(free))


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (target / ".lock").open("w")
    except OSError as error:
        raise Refused("cannot_write", folder=target, reason=error.strerror) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused("busy", folder=target) from None
        yield


def _name(target: Path, at: datetime) -> str:
    name = at.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    taken = {each.name for each in target.iterdir()}
    return next(each for each in (name, *(f"{name}-{n}" for n in range(2, 1000))) if each not in taken)


def _point(target: Path, finished: Path) -> None:
    """The name `latest` for the newest one, for people and other programs; our own do not need it."""
    own = target / ".latest"
    own.unlink(missing_ok=True)
    own.symlink_to(finished.name)
    own.replace(target / "latest")


def _forget(target: Path, keep: int | None) -> None:
    for old in generations(target)[:-keep] if keep else []:
        # Without its manifest it is no backup any more: a kill in the middle leaves no half one that looks whole.
        hidden = old.rename(target / f"{UNFINISHED}{old.name}")
        shutil.rmtree(hidden)


def what_was_damaged(taken: Taken) -> str:
    """The sentence for files whose bytes are not what their name says, or empty."""
    if not taken.manifest.damaged:
        return ""
    return f"Beschädigt im Datenordner: {some(taken.manifest.damaged)}. Die Sicherung gilt deshalb nicht als gelungen."
