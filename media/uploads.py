"""Recordings on their way here: bytes that arrive in pieces, over days if need be, and are whole before they are judged.

An upload is a folder below the data folder, in `tmp/uploads`, with `facts.json` (whose, what, how long), `bytes` (as far as it
came: the length of this file is the offset) and, while somebody sends, `sender`. There is no row: whoever loses `tmp` loses
both halves.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID, uuid4

from django.conf import settings

from media.sniffing import HEAD, is_script
from media.wording import sentence
from meetings.storage import tmp_dir

KEPT = timedelta(days=7)  # after its last byte
SILENT = 10.0  # seconds without a byte, after which another request may go on with the upload
SPARE = 1024**3  # bytes that stay free on the disk
MOST = 20  # unfinished uploads of one person
BLOCK = 128 * 1024
CHANGES_MEANWHILE = timedelta(hours=1)  # an upload that got a byte within this time counts as under way


class Refused(Exception):
    """This upload is not accepted (any more). `code` with `values` for `media/wording.py`; `str()` is the sentence.

    Codes: `empty`, `too_large`, `no_space`, `too_many_uploads`, `script`.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return sentence(self.code, self.values)


class WrongOffset(Exception):
    """The sender is somewhere else than the file; `offset` is where the file is (bytes)."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class Busy(Exception):
    """Another request is sending bytes of the same upload."""


class WrongChecksum(Exception):
    """What arrived is not what was sent; none of it is kept."""


class Hash(Protocol):
    """What `hashlib` makes."""

    def update(self, data: bytes, /) -> None: ...
    def digest(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Upload:
    """One file on its way: `user` and `meeting` are keys of their rows, `length` is the whole in bytes."""

    id: UUID
    user: int
    meeting: int
    name: str
    length: int

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return uploads_folder() / str(self.id)

    @property
    def path(self) -> Path:
        """The bytes that have arrived."""
        return self.folder / "bytes"

    @property
    def offset(self) -> int:
        """How many bytes have arrived."""
        return self.path.stat().st_size

    @property
    def is_whole(self) -> bool:
        """Nothing is missing."""
        return self.offset == self.length

    @property
    def percent(self) -> int:
        """How much is here; 100 only when it is whole."""
        return self.offset * 100 // self.length

    @property
    def expires(self) -> datetime:
        """When it is thrown away if nothing more comes."""
        return datetime.fromtimestamp(self.path.stat().st_mtime, tz=UTC) + KEPT


def uploads_folder() -> Path:
    """All uploads on their way."""
    path = tmp_dir() / "uploads"
    path.mkdir(exist_ok=True)
    return path


def begin(*, user: int, meeting: int, name: str, length: int) -> Upload:
    """Make room for a file of so many bytes. Raises Refused(empty, too_large, too_many_uploads, no_space)."""
    name = name[-300:]
    if length <= 0:
        raise Refused("empty", name=name)
    if length > settings.MAX_UPLOAD_BYTES:
        raise Refused("too_large", name=name)
    if len(uploads_of(user)) >= MOST:
        raise Refused("too_many_uploads", count=MOST)
    promised = sum(one.length - one.offset for one in _all() if _is_under_way(one))
    if shutil.disk_usage(uploads_folder()).free < length + promised + SPARE:
        raise Refused("no_space", name=name)
    upload = Upload(uuid4(), user, meeting, name, length)
    half = Path(tempfile.mkdtemp(dir=uploads_folder(), prefix=".new-"))
    (half / "bytes").touch(mode=0o640)
    (half / "facts.json").write_text(json.dumps(asdict(upload) | {"id": str(upload.id)}))
    half.rename(upload.folder)
    return upload


def find(upload_id: UUID, *, user: int) -> Upload | None:
    """This person's upload; None for somebody else's, for one that expired and one that never was."""
    upload = _read(uploads_folder() / str(upload_id))
    return upload if upload is not None and upload.user == user and not _is_expired(upload) else None


def uploads_of(user: int) -> list[Upload]:
    """What this person has begun and not handed in yet, the newest last."""
    mine = [upload for upload in _all() if upload.user == user and not _is_expired(upload)]
    with contextlib.suppress(FileNotFoundError):
        return sorted(mine, key=lambda upload: upload.expires)
    return uploads_of(user)  # one was thrown away at this moment


def append(
    upload: Upload, read: Callable[[int], bytes], *, at: int, count: int, check: tuple[Hash, bytes] | None = None
) -> int:
    """Write up to `count` bytes from `read(size)` behind the first `at`; the new offset. What came before a break stays.

    `check`: a hash and what it must be for these bytes. Raises WrongOffset, Busy, WrongChecksum, Refused(script, no_space).
    """
    begins = at
    with _sending(upload, at) as write:
        while count > 0 and (block := read(min(BLOCK, count))):
            at = write(block, at)
            count -= len(block)
            if check is not None:
                check[0].update(block)
            if at - len(block) < HEAD <= at or at == upload.length <= HEAD:
                _look_at_head(upload)
        if check is not None and (count or check[0].digest() != check[1]):
            os.truncate(upload.path, begins)
            raise WrongChecksum
    return at


def discard(upload: Upload) -> None:
    """Throw it away; a request that is still sending finds nothing to write to."""
    gone = upload.folder.with_name(f".gone-{upload.id}-{secrets.token_hex(4)}")
    with contextlib.suppress(FileNotFoundError):
        upload.folder.rename(gone)
    shutil.rmtree(gone, ignore_errors=True)


def throw_away_expired() -> int:
    """Remove what nobody went on with in time, and what a kill left half made; tells how many."""
    count = 0
    for upload in _all():
        if _is_expired(upload):
            discard(upload)
            count += 1
    for folder in uploads_folder().iterdir():
        age = time.time() - folder.stat().st_mtime
        if _read(folder) is None and age > KEPT.total_seconds():
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count


def _all() -> Iterator[Upload]:
    return (upload for folder in uploads_folder().iterdir() if (upload := _read(folder)) is not None)


def _read(folder: Path) -> Upload | None:
    if folder.name.startswith("."):
        return None
    try:
        facts = json.loads((folder / "facts.json").read_text())
        upload = Upload(UUID(facts["id"]), facts["user"], facts["meeting"], facts["name"], facts["length"])
        upload.path.stat()
    except (FileNotFoundError, NotADirectoryError):  # thrown away at this moment, or never there
        return None
    except (
        ValueError,
        KeyError,
        TypeError,
    ):  # half on the disk, as after a power cut: nobody else's upload stops for it
        return None
    return upload


def _is_expired(upload: Upload) -> bool:
    return upload.expires < datetime.now(tz=UTC)


def _is_under_way(upload: Upload) -> bool:
    return upload.expires - KEPT > datetime.now(tz=UTC) - CHANGES_MEANWHILE


def _look_at_head(upload: Upload) -> None:
    """A list of addresses is refused at its first bytes instead of at its last."""
    with upload.path.open("rb") as stream:
        if is_script(stream.read(HEAD)):
            discard(upload)
            raise Refused("script", name=upload.name)


@contextlib.contextmanager
def _sending(upload: Upload, at: int) -> Iterator[Callable[[bytes, int], int]]:
    """The only sender for the time of this block: gives a function that writes behind `at` and says the new offset.

    A connection may be dead without the server's noticing: after SILENT seconds another request may take over, and
    the one before can write nothing more.
    """
    sender, token = upload.folder / "sender", secrets.token_hex(16)
    try:
        file = upload.path.open("r+b")
    except FileNotFoundError:
        raise WrongOffset(0) from None
    with file:
        with _locked(file):
            with contextlib.suppress(FileNotFoundError):
                if time.time() - sender.stat().st_mtime < SILENT:
                    raise Busy
            _must_be_at(file, at)
            sender.write_text(token)

        def write(block: bytes, behind: int) -> int:
            with _locked(file):
                try:
                    if sender.read_text() != token:
                        raise Busy
                except FileNotFoundError:
                    raise Busy from None
                _must_be_at(file, behind)
                os.utime(sender)
                try:
                    file.seek(behind)
                    file.write(block)
                    file.flush()
                except OSError as error:
                    if error.errno in (errno.ENOSPC, errno.EDQUOT):
                        raise Refused("no_space", name=upload.name) from error
                    raise
            return behind + len(block)

        try:
            yield write
        finally:
            os.fsync(file.fileno())
            with contextlib.suppress(FileNotFoundError), _locked(file):
                if sender.read_text() == token:
                    sender.unlink()


@contextlib.contextmanager
def _locked(file: BinaryIO) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)


def _must_be_at(file: BinaryIO, at: int) -> None:
    size = os.fstat(file.fileno()).st_size
    if size != at:
        raise WrongOffset(size)
