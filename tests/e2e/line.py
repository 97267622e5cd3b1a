"""A line between browser and server that can be slow, break in the middle of what is under way, and be mended."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from urllib.parse import urlsplit

BLOCK = 32 * 1024
AT_ONCE = struct.pack("ii", 1, 0)  # closed with a reset, as a line that breaks


class Line:
    """Passes on what comes in at `url` to the server at `address`; `speed` in bytes a second, towards the server."""

    def __init__(self, address: str) -> None:
        place = urlsplit(address)
        self._server = (place.hostname or "localhost", place.port or 80)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self.speed = float("inf")
        self.broken = False
        self.url = f"http://localhost:{self._door.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Nothing goes through any more, and nobody is told politely."""
        self.broken = True
        for end in list(self._open):
            self._end(end)

    def mend(self) -> None:
        """As before; who wants to go on has to come anew."""
        self.broken = False

    def close(self) -> None:
        """For good."""
        self.cut()
        self._door.close()

    def _listen(self) -> None:
        while True:
            try:
                browser, _address = self._door.accept()
            except OSError:
                return
            self._open.add(browser)
            if self.broken:
                self._end(browser)
                continue
            server = socket.create_connection(self._server)
            self._open.add(server)
            threading.Thread(target=self._pass_on, args=(browser, server, True), daemon=True).start()
            threading.Thread(target=self._pass_on, args=(server, browser, False), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, limited: bool) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(BLOCK):
                if limited:
                    time.sleep(len(data) / self.speed)
                other.sendall(data)
        self._end(one)
        self._end(other)

    def _end(self, end: socket.socket) -> None:
        self._open.discard(end)
        with contextlib.suppress(OSError):
            if self.broken:
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            end.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            end.close()
