"""The next page comes over the line while this one is being written; still one request at a time."""

from __future__ import annotations

import threading

from ris.doors.fetching import Answer, Client, NotFetched


class _Errand:
    """One request on its way, in a thread of its own that no exit waits for."""

    def __init__(self, client: Client, address: str) -> None:
        self.address = address
        self._client = client
        self._outcome: Answer | Exception | None = None
        self._thread = threading.Thread(target=self._run, name="oparl-ahead", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._outcome = self._client.get(self.address)
        except Exception as trouble:  # noqa: BLE001  # raised where the answer is asked for
            self._outcome = trouble

    def wait(self) -> Answer | Exception:
        self._thread.join()
        return self._outcome or NotFetched("unreachable", address=self.address)


class Ahead:
    """A client that may already be on its way. Only one caller at a time, as with the client itself."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._errand: _Errand | None = None

    def start(self, address: str) -> None:
        """Go for this address now; whoever asks for it next gets what came."""
        if self._errand is not None:
            self._errand.wait()
        self._errand = _Errand(self.client, address)

    def get(self, address: str, *, tries: int | None = None) -> Answer:
        """As `Client.get`."""
        if self._errand is not None:
            # Also where something else is asked for: never two requests at once.
            outcome = self._errand.wait()
            if self._errand.address == address:
                self._errand = None
                if isinstance(outcome, Exception):
                    raise outcome
                return outcome
        return self.client.get(address, tries=tries)
