"""What a stage's function holds in its hand while it runs, and the two ways in which it ends early."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any

from django.db import transaction

from jobs import leases

PROGRESS_EVERY = 0.5  # seconds between two writes of the progress
Surrounding = Callable[[str], AbstractContextManager[Any]]

_surroundings: list[Surrounding] = []


class LeaseLost(Exception):
    """This attempt no longer owns its stage: cancelled, its inputs changed, or another worker took it over."""

    code = "lease_lost"


class Unworkable(Exception):
    """Trying again would not help: the stage fails at once. The app's words module makes the sentence from code and values."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        return f"{self.code} {self.values}" if self.values else self.code


def surround(context: Surrounding) -> None:
    """Run every stage inside `context(stage_name)`, e.g. to name the cause of the changes in the history."""
    if context not in _surroundings:
        _surroundings.append(context)


@contextmanager
def surroundings(name: str) -> Iterator[None]:
    """All contexts given to `surround()`, entered for the stage of this name."""
    with ExitStack() as stack:
        for context in _surroundings:
            stack.enter_context(context(name))
        yield


class Run:
    """One attempt at one stage."""

    def __init__(
        self,
        *,
        stage_id: int,
        name: str,
        subject: str,
        subject_id: int,
        piece: str,
        digest: str,
        lease: str,
        wakes: int,
    ) -> None:
        self.stage_id = stage_id
        self.name = name
        self.subject = subject
        self.subject_id = subject_id
        self.piece = piece
        self.digest = digest
        self.lease = lease
        self.wakes = wakes
        self.lost = False
        self.pieces: dict[str, set[str]] = {}
        self._written = 0.0

    def progress(self, percent: float, note: str = "") -> None:
        """Tell how far the work is (0–100) and extend the lease; call it as often as you like.

        Raises LeaseLost at the latest half a second after the stage was cancelled or taken over: let it rise.
        """
        if self.lost:
            raise LeaseLost
        now = time.monotonic()
        if now - self._written < PROGRESS_EVERY:
            return
        self._written = now
        if not leases.extend(self.stage_id, self.lease, progress=min(max(percent, 0.0), 100.0), note=note):
            self.lost = True
            raise LeaseLost

    def check(self) -> None:
        """Raise LeaseLost if this attempt no longer owns its stage (asks the database now)."""
        if self.lost or not leases.extend(self.stage_id, self.lease):
            self.lost = True
            raise LeaseLost

    @contextmanager
    def still_mine(self) -> Iterator[None]:
        """A transaction in which nobody can take the stage away: write results in it, so that a stale one never wins.

        Raises LeaseLost before the block when the stage is already lost. Keep the block short.
        """
        with transaction.atomic():
            if self.lost or not leases.hold(self.stage_id, self.lease):
                self.lost = True
                raise LeaseLost
            yield

    def add_pieces(self, name: str, pieces: Sequence[str]) -> None:
        """Make rows for the pieces of the stage `name`; those of an earlier run that are not named now go away when this ends."""
        from jobs import pipeline

        self.pieces.setdefault(name, set()).update(pieces)
        with self.still_mine():
            pipeline.add_pieces(self.subject, self.subject_id, name, pieces)
