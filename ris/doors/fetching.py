"""All outgoing HTTP: streamed into a file, with limits, resumed when the line breaks, never into our own network.

The address is resolved once, every answer of the resolver is checked, and the connection goes to the checked number: a name
that changes its meaning between check and use (DNS rebinding) gains nothing. Every redirect is checked the same way.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import SplitResult, urljoin, urlsplit

REDIRECTS = 5
TRIES = 4  # in a row without a single new byte
TIMEOUT = 30  # seconds without a byte
CHUNK = 1024 * 1024


class NotFetched(Exception):
    """The address gave nothing. Codes: `bad_address`, `private_address`, `unreachable`, `refused`, `too_large`, `too_many_redirects`."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


class _Broken(Exception):
    """The line broke in the middle."""


def fetch(
    address: str,
    target: Path,
    *,
    max_bytes: int,
    private_allowed: bool = False,
    progress: Callable[[int, int | None], None] | None = None,
) -> int:
    """Write what lies at this address into `target`, going on where an earlier try ended; says how many bytes it is.

    `progress(bytes so far, bytes in all or None)` may raise to cancel. Raises NotFetched; then `target` is gone.
    """
    tries = 0
    try:
        target.unlink(missing_ok=True)
        while True:
            have = target.stat().st_size if target.exists() else 0
            try:
                done = _once(address, target, have, max_bytes, private_allowed, progress)
            except (_Broken, OSError, http.client.HTTPException) as error:
                now = target.stat().st_size if target.exists() else 0
                tries = 0 if now > have else tries + 1
                if tries >= TRIES:
                    raise NotFetched("unreachable", address=address) from error
                time.sleep(min(2**tries, 8) / 4)
                continue
            return done
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _once(
    address: str, target: Path, have: int, max_bytes: int, private_allowed: bool,
    progress: Callable[[int, int | None], None] | None,
) -> int:  # fmt: skip
    for _hop in range(REDIRECTS + 1):
        parts = urlsplit(address)
        connection = _connect(parts, private_allowed)
        try:
            headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": "ris", "Accept-Encoding": "identity"}
            if have:
                headers["Range"] = f"bytes={have}-"
            connection.request("GET", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), headers=headers)
            answer = connection.getresponse()
            if answer.status in {301, 302, 303, 307, 308} and answer.headers.get("Location"):
                address = urljoin(address, answer.headers["Location"])
                continue
            if answer.status == 416 and have:
                return have
            if answer.status >= 500:
                raise _Broken
            if answer.status not in {200, 206}:
                raise NotFetched("refused", address=address, status=answer.status)
            return _keep(answer, target, have if answer.status == 206 else 0, max_bytes, progress)
        finally:
            connection.close()
    raise NotFetched("too_many_redirects", address=address)


def _keep(
    answer: http.client.HTTPResponse, target: Path, have: int, max_bytes: int,
    progress: Callable[[int, int | None], None] | None,
) -> int:  # fmt: skip
    length = answer.headers.get("Content-Length", "")
    total = have + int(length) if length.isdigit() else None
    if total is not None and total > max_bytes:
        raise NotFetched("too_large", limit=max_bytes)
    with target.open("ab" if have else "wb") as stream:
        while chunk := answer.read(CHUNK):
            have += len(chunk)
            if have > max_bytes:
                raise NotFetched("too_large", limit=max_bytes)
            stream.write(chunk)
            if progress is not None:
                progress(have, total)
    if total is not None and have < total:
        raise _Broken
    return have


def _connect(parts: SplitResult, private_allowed: bool) -> http.client.HTTPConnection:
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise NotFetched("bad_address", address=parts.geturl())
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise NotFetched("bad_address", address=parts.geturl()) from None
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    numbers = [str(entry[4][0]) for entry in found]
    if not private_allowed and not all(is_public_address(number) for number in numbers):
        raise NotFetched("private_address", address=parts.geturl())
    line = socket.create_connection((numbers[0], port), timeout=TIMEOUT)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=TIMEOUT)
    connection.sock = (
        ssl.create_default_context().wrap_socket(line, server_hostname=parts.hostname)
        if parts.scheme == "https"
        else line
    )
    return connection


def is_public_address(number: str) -> bool:
    """Whether this IP address belongs to the world, not to us, our network, or a tunnel into it."""
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        address = inner
    return address.is_global and not address.is_multicast
