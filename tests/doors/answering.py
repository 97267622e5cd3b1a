"""A small web server that answers what a test says, and remembers what it was asked."""

from __future__ import annotations

import http.server
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple


class Said(NamedTuple):
    """An answer; a body may be pieces that come one by one."""

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    headers: Mapping[str, str] = {}


@dataclass
class Asked:
    path: str
    headers: Mapping[str, str]
    line: object = field(repr=False)


Talk = Callable[[Asked], Said]


@dataclass
class Answering:
    """`base` and what was asked so far."""

    base: str
    asked: list[Asked]

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.asked]

    @property
    def host(self) -> str:
        return self.base.removeprefix("http://")


@contextmanager
def answering(talk: Talk, *, secured_by: ssl.SSLContext | None = None) -> Iterator[Answering]:
    """Serve this until the test ends."""
    seen: list[Asked] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 1 << 16
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            asked = Asked(self.path, dict(self.headers), self.client_address)
            seen.append(asked)
            said = talk(asked)
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            if isinstance(said.body, bytes):
                if "Content-Length" not in said.headers and said.status != 304:
                    self.send_header("Content-Length", str(len(said.body)))
                self.end_headers()
                self.wfile.write(said.body)
                return
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            try:
                for piece in said.body:
                    self.wfile.write(piece)
                    self.wfile.flush()
            except OSError:
                pass  # the other side had enough

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if secured_by is not None:
        server.socket = secured_by.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        scheme = "http" if secured_by is None else "https"
        yield Answering(f"{scheme}://127.0.0.1:{server.server_address[1]}", seen)
    finally:
        server.shutdown()
        server.server_close()
