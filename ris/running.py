"""Processes that live and die together: what `make demo` starts, and what Ctrl-C must end without leaving an orphan."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType, TracebackType

PATIENCE_SECONDS = 15.0
PR_SET_PDEATHSIG = 1  # prctl(2)
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(Exception):
    """One of the processes ended although it should run on: its name as code, and its exit status."""

    def __init__(self, code: str, status: int) -> None:
        self.code, self.status = code, status
        super().__init__(f"{code} ({status})")


class Leaving(BaseException):
    """Somebody asked us to end (Ctrl-C, SIGTERM, a closed terminal); like KeyboardInterrupt no error to be caught."""


class Household:
    """A context: at its end every process started in it is gone, with all that these started themselves."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = dict(environment)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Household:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_IGN)  # a second Ctrl-C must not cut the tidying short
        self._end_all()

    def start(self, name: str, command: Sequence[str]) -> subprocess.Popen[bytes]:
        """Start a process that runs until the household ends."""
        process = subprocess.Popen(
            list(command),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            # A group of its own: Ctrl-C reaches only us, and we end the others in order, grandchildren included.
            process_group=0,
            preexec_fn=_end_with_parent,
        )
        self._running[name] = process
        return process

    def run(self, name: str, command: Sequence[str]) -> None:
        """Run a process to its end; raises Ended when it fails, or when one of the household does meanwhile."""
        process = self.start(name, command)
        while (status := process.poll()) is None:
            self.look(besides=name)
            time.sleep(0.05)
        del self._running[name]
        if status:
            raise Ended(name, status)

    def look(self, *, besides: str = "") -> None:
        """Raise Ended when a process of the household is gone."""
        for name, process in self._running.items():
            if name != besides and (status := process.poll()) is not None:
                raise Ended(name, status)

    def stay(self) -> None:
        """Stay until one ends (raises Ended) or somebody asks us to leave."""
        while True:
            self.look()
            time.sleep(0.3)

    def _end_all(self) -> None:
        for ending, seconds in ((signal.SIGTERM, PATIENCE_SECONDS), (signal.SIGKILL, 5.0)):
            for process in self._running.values():
                _signal_group(process.pid, ending)
            until = time.monotonic() + seconds
            while time.monotonic() < until and any(self._alive(process) for process in self._running.values()):
                time.sleep(0.05)

    @staticmethod
    def _alive(process: subprocess.Popen[bytes]) -> bool:
        """Whether anyone of the process's group is left; asks the process itself first, so that no zombie counts."""
        process.poll()
        return _signal_group(process.pid, 0)


def _signal_group(group: int, number: int) -> bool:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def _end_with_parent() -> None:
    # In case we are killed by SIGKILL and cannot tidy up: the kernel then ends the children.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def leaving_on_signals() -> Iterator[None]:
    """Turn Ctrl-C, SIGTERM and a closed terminal into Leaving while the block runs."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise Leaving

    for ending in ENDINGS:
        signal.signal(ending, leave)
    try:
        yield
    finally:
        for ending in ENDINGS:
            signal.signal(ending, signal.SIG_DFL)
