"""Streamed into a file, with limits, resumed when the line breaks, also by another process after this one died."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ris.doors.fetching.asking import BUSY, LONGEST_WAIT, asked_to_wait
from ris.doors.fetching.guarding import REDIRECTED, Hosts, Line, NotFetched, opened, redirected_to, taken_apart

REDIRECTS = 5
TRIES = 4  # in a row without a single new byte
TIMEOUT = 30.0  # seconds without a byte
CHUNK = 1024 * 1024


class Progress(Protocol):
    """Hears how far it is; may raise to cancel."""

    def __call__(self, done: int, total: int | None, /) -> None: ...


@dataclass(frozen=True, slots=True)
class Download:
    """A file that came. `changed` is False where the server says that it is still the one with this ETag or date."""

    address: str
    size: int
    sha512: str
    mime: str
    """As the server says it: to be sniffed, not believed."""
    etag: str
    modified: str
    changed: bool = True


def fetch(
    address: str,
    target: Path,
    *,
    max_bytes: int,
    private_allowed: bool = False,
    progress: Progress | None = None,
) -> int:
    """Write what lies at this address into `target`, going on where the line broke; says how many bytes it is.

    `progress(bytes so far, bytes in all or None)` may raise to cancel. Raises NotFetched; then `target` is gone.
    """
    target.unlink(missing_ok=True)
    work = _Work(target, max_bytes, private_allowed, progress)
    try:
        work.patiently(address)
        return target.stat().st_size
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        work.seen.unlink(missing_ok=True)


def download(
    address: str,
    target: Path,
    *,
    max_bytes: int,
    hosts: Iterable[str] = (),
    user_agent: str = "ris",
    private_allowed: bool = False,
    etag: str = "",
    modified: str = "",
    progress: Progress | None = None,
) -> Download:
    """Like `fetch`, for many files of a stranger: only these hosts, and not again what has not changed.

    What came before the line or this process broke off stays in `target` (and its validator beside it, `….seen`); the next
    call goes on there. `etag` and `modified` are those of the file we already have. Raises NotFetched.
    """
    work = _Work(target, max_bytes, private_allowed, progress, Hosts(hosts), user_agent, etag, modified)
    try:
        done = work.patiently(address)
    except NotFetched as trouble:
        # Only a line that broke leaves something worth going on with.
        if trouble.code not in {"unreachable", "too_slow", "busy"}:
            work.forget()
        raise
    headers, at = done
    changed = headers.get("status") != "304"
    with contextlib.ExitStack() as stack:
        stack.callback(work.seen.unlink, missing_ok=True)
        return Download(
            address=at,
            size=target.stat().st_size if changed else 0,
            sha512=_digest(target) if changed else "",
            mime=headers.get("content-type", ""),
            etag=headers.get("etag", "") or ("" if changed else etag),
            modified=headers.get("last-modified", "") or ("" if changed else modified),
            changed=changed,
        )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha512").hexdigest()


class _Broken(Exception):
    """The line broke in the middle, or the server is sick; `wait` are seconds it asks for."""

    def __init__(self, wait: float = 0.0) -> None:
        super().__init__()
        self.wait = wait


@dataclass
class _Work:
    target: Path
    max_bytes: int
    private_allowed: bool
    progress: Progress | None
    hosts: Hosts = Hosts()  # noqa: RUF009  # never changed
    user_agent: str = "ris"
    etag: str = ""
    modified: str = ""

    @property
    def seen(self) -> Path:
        """Beside the target: by what the server would know the file of which we have the beginning."""
        return self.target.with_name(f"{self.target.name}.seen")

    @property
    def have(self) -> int:
        return self.target.stat().st_size if self.target.exists() else 0

    def forget(self) -> None:
        self.target.unlink(missing_ok=True)
        self.seen.unlink(missing_ok=True)

    def patiently(self, address: str) -> tuple[dict[str, str], str]:
        """The headers of the last answer (with `status`), and where it came from."""
        tries = 0
        if self.have and not self.seen.exists():
            self.forget()  # nobody knows of which version this is the beginning
        while True:
            before = self.have
            try:
                return self._once(address)
            except (_Broken, OSError, http.client.HTTPException) as error:
                wait = error.wait if isinstance(error, _Broken) else 0.0
                tries = 0 if self.have > before else tries + 1
                if tries >= TRIES or wait > LONGEST_WAIT:
                    raise NotFetched("busy" if wait else "unreachable", address=address) from error
                time.sleep(max(wait, min(2**tries, 8) / 4))

    def _once(self, address: str) -> tuple[dict[str, str], str]:
        for _hop in range(REDIRECTS + 1):
            parts = taken_apart(address)
            self.hosts.check(parts)
            connection, line = opened(parts, private_allowed=self.private_allowed, seconds=TIMEOUT)
            try:
                path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
                connection.request("GET", path, headers={"Host": parts.netloc, "Connection": "close", **self._wishes()})
                answer = connection.getresponse()
                headers = {name.lower(): value for name, value in answer.getheaders()}
                if answer.status in REDIRECTED and headers.get("location"):
                    address = redirected_to(parts, headers["location"])
                    continue
                if answer.status >= 500 or answer.status in BUSY:
                    raise _Broken(asked_to_wait(headers.get("retry-after", "")))
                if answer.status == 416 and self.have:
                    return self._already_whole(headers, address), address
                if answer.status not in {200, 206, 304} or (answer.status == 304 and not (self.etag or self.modified)):
                    raise NotFetched("refused", address=address, status=answer.status)
                headers["status"] = str(answer.status)
                if answer.status != 304:
                    self._keep(answer, headers, line)
                return headers, address
            finally:
                connection.close()
        raise NotFetched("too_many_redirects", address=address)

    def _wishes(self) -> dict[str, str]:
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "identity"}
        if self.have:
            headers["Range"] = f"bytes={self.have}-"
            known = self.seen.read_text() if self.seen.exists() else ""
            if known:
                headers["If-Range"] = known
        else:
            headers |= {"If-None-Match": self.etag} if self.etag else {}
            headers |= {"If-Modified-Since": self.modified} if self.modified else {}
        return headers

    def _already_whole(self, headers: dict[str, str], address: str) -> dict[str, str]:
        total = headers.get("content-range", "").rpartition("/")[2]
        if total.isdigit() and int(total) != self.have:
            self.forget()  # it has become another one
            raise _Broken
        return headers | {"status": "206", "content-type": ""}

    def _keep(self, answer: http.client.HTTPResponse, headers: dict[str, str], line: Line) -> None:
        going_on = answer.status == 206 and _starts_at(headers.get("content-range", "")) in {None, self.have}
        if answer.status == 206 and not going_on:
            self.forget()
            raise _Broken
        have = self.have if going_on else 0
        length = headers.get("content-length", "")
        total = have + int(length) if length.isdigit() else None
        if total is not None and total > self.max_bytes:
            raise NotFetched("too_large", limit=self.max_bytes)
        etag = headers.get("etag", "")
        self.seen.write_text(etag if etag and not etag.startswith("W/") else headers.get("last-modified", ""))
        with self.target.open("ab" if have else "wb") as stream:
            while chunk := answer.read1(CHUNK):
                have += len(chunk)
                if have > self.max_bytes:
                    raise NotFetched("too_large", limit=self.max_bytes)
                stream.write(chunk)
                line.within(TIMEOUT)
                if self.progress is not None:
                    self.progress(have, total)
        if total is not None and have < total:
            raise _Broken


def _starts_at(content_range: str) -> int | None:
    """The first byte of `bytes 500-999/1000`, or None where nothing is said."""
    first = content_range.removeprefix("bytes ").partition("-")[0]
    return int(first) if first.isdigit() else None
