"""One polite client for one source: answers in memory, one request at a time, lines kept open, patient with sick servers.

Limits that a stranger's server cannot pass: bytes on the line and bytes after unpacking (a small answer may unpack to
gigabytes), seconds for the whole answer, redirects, and the hosts that were named.
"""

from __future__ import annotations

import http.client
import random
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult

from ris.doors.fetching.guarding import REDIRECTED, Hosts, Line, NotFetched, opened, port_of, redirected_to, taken_apart

REDIRECTS = 5
TRIES = 5  # for one address, where the server or the line is at fault
LONGEST_WAIT = 120.0  # seconds between two tries, whatever Retry-After says
CHUNK = 256 * 1024
BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: `address` is where it was found after redirects, `headers` have lower-case names, `body` is unpacked."""

    address: str
    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    size: int
    """Bytes on the line."""


class Client:
    """Asks the hosts named, and no others. Not for several threads at once: one request at a time is the promise."""

    def __init__(
        self, hosts: Iterable[str] = (), *, user_agent: str = "ris", private_allowed: bool = False, delay: float = 0.0,
        timeout: float = 120.0, max_bytes: int = 64 * 1024**2, tries: int = TRIES, first_wait: float = 0.5,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:  # fmt: skip
        self.hosts = Hosts(hosts)
        self.user_agent = user_agent
        self.private_allowed = private_allowed
        self.delay = delay
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.tries = tries
        self.first_wait = first_wait
        self.sleep = sleep
        self.requests = 0
        self.bytes = 0
        self._lines: dict[tuple[str, str, int], tuple[http.client.HTTPConnection, Line]] = {}
        self._asked_at = 0.0

    def get(
        self, address: str, *, accept: str = "application/json", etag: str = "", modified: str = "", tries: int | None = None
    ) -> Answer:  # fmt: skip
        """What the server says in the end: 2xx, 304 or 4xx. Raises NotFetched for all that is no answer, 5xx included."""
        headers = {"Accept": accept, "Accept-Encoding": "gzip"}
        if etag:
            headers["If-None-Match"] = etag
        if modified:
            headers["If-Modified-Since"] = modified
        for _hop in range(REDIRECTS + 1):
            parts = taken_apart(address)
            self.hosts.check(parts)
            answer = self._patiently(parts, headers, self.tries if tries is None else tries)
            where = answer.headers.get("location")
            if answer.status not in REDIRECTED or not where:
                return answer
            address = redirected_to(parts, where)
        raise NotFetched("too_many_redirects", address=address)

    def close(self) -> None:
        """Let go of all lines."""
        for connection, _line in self._lines.values():
            connection.close()
        self._lines.clear()

    def _patiently(self, parts: SplitResult, headers: Mapping[str, str], tries: int) -> Answer:
        address = parts.geturl()
        for number in range(1, tries + 1):
            wait = self.first_wait * 2 ** (number - 1) * random.uniform(0.7, 1.3)  # noqa: S311  # jitter, no secret
            try:
                answer = self._once(parts, headers)
            except TimeoutError:
                code, status = "too_slow", 0
            except (OSError, http.client.HTTPException, zlib.error):
                code, status = "unreachable", 0
            else:
                if answer.status < 500 and answer.status not in BUSY:
                    return answer
                code, status = ("busy" if answer.status in BUSY else "refused"), answer.status
                wait = max(wait, asked_to_wait(answer.headers.get("retry-after", "")))
            if number == tries or wait > LONGEST_WAIT:
                break
            self.sleep(wait)
        raise NotFetched(code, address=address, status=status)

    def _once(self, parts: SplitResult, headers: Mapping[str, str]) -> Answer:
        """One request; a kept line that the other side has meanwhile closed is opened anew, which is no failure."""
        pause = self._asked_at + self.delay - time.monotonic()
        if pause > 0:
            self.sleep(pause)
        key = (parts.scheme, parts.hostname or "", port_of(parts))
        kept = self._lines.pop(key, None)
        if kept is not None:
            try:
                return self._exchange(key, *kept, parts, headers)
            except TimeoutError:
                raise
            except (OSError, http.client.HTTPException):
                pass
        return self._exchange(
            key, *opened(parts, private_allowed=self.private_allowed, seconds=self.timeout), parts, headers
        )

    def _exchange(
        self, key: tuple[str, str, int], connection: http.client.HTTPConnection, line: Line, parts: SplitResult,
        headers: Mapping[str, str],
    ) -> Answer:  # fmt: skip
        keep = False
        self.requests += 1
        line.within(self.timeout)
        try:
            path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("GET", path, headers={"Host": parts.netloc, "User-Agent": self.user_agent, **headers})
            with connection.getresponse() as response:
                answered = {name.lower(): value for name, value in response.getheaders()}
                body, size = self._body(response, answered, parts.geturl())
                keep = not response.will_close
                return Answer(parts.geturl(), response.status, answered, body, size)
        finally:
            self._asked_at = time.monotonic()
            if keep:
                self._lines[key] = (connection, line)
            else:
                connection.close()

    def _body(self, response: http.client.HTTPResponse, headers: Mapping[str, str], address: str) -> tuple[bytes, int]:
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.max_bytes:
            raise NotFetched("too_large", address=address, limit=self.max_bytes)
        unpacking = _Unpacking(headers.get("content-encoding", ""), address)
        pieces: list[bytes] = []
        size = unpacked = 0
        while piece := response.read1(CHUNK):
            size += len(piece)
            self.bytes += len(piece)
            for plain in unpacking.feed(piece):
                unpacked += len(plain)
                if unpacked > self.max_bytes:
                    raise NotFetched("too_large", address=address, limit=self.max_bytes)
                pieces.append(plain)
            if size > self.max_bytes:
                raise NotFetched("too_large", address=address, limit=self.max_bytes)
        if (length.isdigit() and size < int(length)) or (size and not unpacking.whole):
            raise http.client.IncompleteRead(b"")
        return b"".join(pieces), size


class _Unpacking:
    """Packed bytes in, plain bytes out, never more than CHUNK at a time."""

    def __init__(self, encoding: str, address: str) -> None:
        encoding = encoding.strip().lower()
        if encoding not in {"", "identity", "gzip", "x-gzip"}:
            raise NotFetched("refused", address=address, status=200)
        self._worker = zlib.decompressobj(31) if "gzip" in encoding else None

    def feed(self, piece: bytes) -> Iterator[bytes]:
        if self._worker is None:
            yield piece
            return
        while not self._worker.eof:
            plain = self._worker.decompress(piece, CHUNK)
            piece = self._worker.unconsumed_tail
            yield plain
            if not piece and len(plain) < CHUNK:
                return

    @property
    def whole(self) -> bool:
        """Whether the end was reached; what was cut off on the way is not taken for the whole."""
        return self._worker is None or self._worker.eof


def asked_to_wait(said: str) -> float:
    """Seconds that Retry-After asks for, as a number or as a time; 0 where it says nothing usable."""
    if said.strip().isdigit():
        return float(said)
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (TypeError, ValueError, OverflowError):
        return 0.0
