"""The content-addressed store of this installation: `DATA_DIR/files/ab/cd/<sha512>`.

Bytes are written under a temporary name, hashed while they stream, and renamed when whole: a killed process leaves at most a
file in `DATA_DIR/tmp`, never half a document. The same bytes are kept once.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies in the store now. `size` in bytes."""

    sha512: str
    size: int


def cards_folder() -> Path:
    """Pictures of pages for shared links (`ris/pages/cards.py`); all of them can be drawn again."""
    return Path(settings.DATA_DIR) / "cards"


def tmp_dir() -> Path:
    """The folder for unfinished work, on the same file system as the store, so that a rename is atomic."""
    path = Path(settings.DATA_DIR) / "tmp"
    path.mkdir(parents=True, exist_ok=True)
    return path


def path_of(sha512: str) -> Path:
    """Where the bytes with this hash lie (whether or not they are there).

    Raises ValueError when this is not a SHA-512 in hexadecimal: a path must never come from outside.
    """
    if len(sha512) != 128 or not set(sha512) <= set("0123456789abcdef"):
        raise ValueError("not a SHA-512 in lower-case hexadecimal")
    return Path(settings.DATA_DIR) / "files" / sha512[:2] / sha512[2:4] / sha512


def chunks_of(stream: BinaryIO) -> Iterable[bytes]:
    """The stream in pieces of 1 MiB: no file is ever held in memory."""
    while chunk := stream.read(CHUNK):
        yield chunk


def store(chunks: Iterable[bytes]) -> Stored:
    """Put these bytes into the store and say where they are."""
    digest, size = hashlib.sha512(), 0
    descriptor, name = tempfile.mkstemp(dir=tmp_dir(), prefix="store-")
    try:
        with os.fdopen(descriptor, "wb") as target:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        return _adopt(Path(name), digest.hexdigest(), size)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise


def store_own(path: Path) -> Stored:
    """Put a finished file of ours into the store: hashed, then known there under a second name, so that nothing is copied.

    Only for files below `tmp_dir()` that nobody writes any more: both names are the same bytes until the first one goes.
    """
    digest, size = hashlib.sha512(), 0
    with path.open("rb") as stream:
        for chunk in chunks_of(stream):
            digest.update(chunk)
            size += len(chunk)
        os.fsync(stream.fileno())
        with tempfile.TemporaryDirectory(dir=tmp_dir(), prefix="store-") as folder:
            second = Path(folder) / "same"
            try:
                second.hardlink_to(path)
            except OSError:  # another file system after all, or one without links
                stream.seek(0)
                return store(chunks_of(stream))
            return _adopt(second, digest.hexdigest(), size)


def _adopt(temporary: Path, sha512: str, size: int) -> Stored:
    target = path_of(sha512)
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.chmod(0o640)
    temporary.replace(target)
    return Stored(sha512, size)
