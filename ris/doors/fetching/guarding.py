"""Whom we may ask: http(s) only, public numbers only, hosts by name; and the line to the number that was checked."""

from __future__ import annotations

import http.client
import io
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

PORTS = {"http": 80, "https": 443}
REDIRECTED = frozenset({301, 302, 303, 307, 308})
CONNECTING = 20  # seconds for one number of a host; there may be several


class NotFetched(Exception):
    """The address gave nothing.

    Codes: `bad_address`, `private_address`, `other_host`, `not_secure`, `unknown_host`, `bad_certificate`, `unreachable`,
    `too_slow`, `busy`, `refused`, `too_large`, `too_many_redirects`.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def taken_apart(address: str) -> SplitResult:
    """Scheme, host and path of an address that can be asked. Raises NotFetched `bad_address`."""
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018  # it raises for a port that is none
    except ValueError:
        raise NotFetched("bad_address", address=address) from None
    # A line break or a space would end the line of the request; what is not ASCII must have been quoted before.
    if parts.scheme not in PORTS or not parts.hostname or any(not "!" <= letter <= "~" for letter in address):
        raise NotFetched("bad_address", address=address)
    if parts.username is not None or parts.password is not None:
        raise NotFetched("bad_address", address=parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl())
    return parts


def port_of(parts: SplitResult) -> int:
    """The port that is meant, also where none is said."""
    return parts.port or PORTS[parts.scheme]


def redirected_to(parts: SplitResult, where: str) -> str:
    """The address a redirect leads to. Raises NotFetched `not_secure` where it leaves encryption."""
    target = urljoin(parts.geturl(), where.strip()).partition("#")[0]
    if parts.scheme == "https" and target.lower().startswith("http:"):
        raise NotFetched("not_secure", address=target)
    return target


class Hosts:
    """The hosts of one source: `host` with the usual ports, or `host:port` with this one. No name: any host is fine."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = frozenset(name.strip().lower() for name in names if name.strip())

    def check(self, parts: SplitResult) -> None:
        """Raises NotFetched `other_host` for a host that does not belong to the source."""
        host, port = (parts.hostname or "").lower(), port_of(parts)
        known = f"{host}:{port}" in self.names or (host in self.names and port in PORTS.values())
        if self.names and not known:
            raise NotFetched("other_host", address=parts.geturl(), host=parts.netloc)


def connect(parts: SplitResult, *, private_allowed: bool) -> socket.socket:
    """A line to this host, to a number that was checked. Raises NotFetched, or OSError where nobody answers."""
    try:
        found = socket.getaddrinfo(parts.hostname, port_of(parts), type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError):
        raise NotFetched("unknown_host", address=parts.geturl(), host=parts.hostname) from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private_allowed and not all(is_public_address(number) for number in numbers):
        raise NotFetched("private_address", address=parts.geturl())
    raw = _first_answering(numbers, port_of(parts))
    if parts.scheme == "http":
        return raw
    try:
        return ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)
    except ssl.SSLCertVerificationError:
        raw.close()
        raise NotFetched("bad_certificate", address=parts.geturl(), host=parts.hostname) from None
    except OSError:
        raw.close()
        raise


def _first_answering(numbers: list[str], port: int) -> socket.socket:
    trouble: OSError | None = None
    for number in numbers[:4]:
        try:
            line = socket.create_connection((number, port), timeout=CONNECTING)
        except OSError as error:
            trouble = error
            continue
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line
    raise trouble or OSError("no number")


def is_public_address(number: str) -> bool:
    """Whether this IP address belongs to the world, not to us, our network, or a tunnel into it."""
    address = ipaddress.ip_address(number.partition("%")[0])
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    if inner is not None:
        address = inner
    return address.is_global and not address.is_multicast


class Line:
    """A socket under a deadline for the whole answer: a server that sends a byte a minute does not hold us for ever.

    It looks to `http.client` like a socket: `makefile` for what comes, `sendall` for what goes.
    """

    def __init__(self, line: socket.socket) -> None:
        self.line = line
        self.until = 0.0
        self.readers = 0
        self.ended = False

    def within(self, seconds: float) -> None:
        """From now on all must be done within this time."""
        self.until = time.monotonic() + seconds

    def sendall(self, data: bytes) -> None:
        self._left()
        self.line.sendall(data)

    def makefile(self, mode: str = "rb", *_more: object) -> io.BufferedReader:
        self.readers += 1
        return io.BufferedReader(_Incoming(self), 65_536)

    def take(self, into: Any) -> int:
        self._left()
        return self.line.recv_into(into)

    def reader_gone(self) -> None:
        self.readers -= 1
        self._end()

    def close(self) -> None:
        self.ended = True
        self._end()

    def _left(self) -> None:
        seconds = self.until - time.monotonic()
        if seconds <= 0:
            raise TimeoutError
        self.line.settimeout(seconds)

    def _end(self) -> None:
        # `http.client` closes the line while the answer's body is still to be read, as sockets allow.
        if self.ended and self.readers <= 0:
            self.line.close()


class _Incoming(io.RawIOBase):
    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        return self._line.take(into)

    def close(self) -> None:
        if not self.closed:
            super().close()
            self._line.reader_gone()


def opened(parts: SplitResult, *, private_allowed: bool, seconds: float) -> tuple[http.client.HTTPConnection, Line]:
    """A connection for requests to this host, and its line, on which deadlines are set."""
    line = Line(connect(parts, private_allowed=private_allowed))
    line.within(seconds)
    connection = http.client.HTTPConnection(parts.hostname or "", port_of(parts))
    connection.sock = line
    connection.auto_open = 0  # it must never look the name up again by itself
    return connection, line
