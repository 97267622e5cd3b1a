"""Real worker processes on the test's database, killed in the middle of a stage as a power cut would, and started again.

How to show that a stage survives `kill -9` (the test needs the fixture `process_environment`, mark it `kill`):

    pipeline.refresh("media.Recording", recording.pk)
    seen = kill_while_running(process_environment, "media.render", progress_above=10)
    assert work_to_the_end(process_environment) == 0
    assert Stage.objects.get(pk=seen.pk).attempts == 2
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from jobs.models import Stage

MANAGE = Path(__file__).resolve().parent.parent.parent / "manage.py"

# A dead worker's stage is free again after 2 s, an error is tried again after 1 s: nobody wants to wait in a test.
IMPATIENT = {"STAGE_LEASE_SECONDS": "2", "STAGE_RETRY_SECONDS": "1"}


def wait_until(what: str, condition: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait until it is so; fails with `what` as the reason."""
    latest = time.monotonic() + seconds
    while not condition():
        states = list(Stage.objects.values_list("name", "piece", "state", "progress", "last_error"))
        assert time.monotonic() < latest, f"not within {seconds} s: {what}; {states}"
        time.sleep(0.03)


@contextmanager
def workers(environment: Mapping[str, str], *options: str, processes: int = 1) -> Iterator[subprocess.Popen[bytes]]:
    """`manage.py work` beside the test; whatever is left of it at the end is killed."""
    command = [sys.executable, str(MANAGE), "work", "--processes", str(processes), *options]
    foreman = subprocess.Popen(command, env={**environment, **IMPATIENT}, start_new_session=True)
    try:
        yield foreman
    finally:
        kill_all(foreman)


def kill_all(foreman: subprocess.Popen[bytes]) -> None:
    """`kill -9` for the foreman, its workers, and all programs they run, in that order: nobody can tidy up."""
    groups = [foreman.pid, *children_of(foreman.pid)]
    for group in groups:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
    foreman.wait()


def children_of(pid: int) -> list[int]:
    """Processes started by this one (each worker leads a group of its own)."""
    import psutil

    try:
        return [child.pid for child in psutil.Process(pid).children()]
    except psutil.NoSuchProcess:
        return []


def is_alive(pid: int) -> bool:
    """Whether this process still runs; one that only waits to be buried (a container may have nobody for that) does not."""
    import psutil

    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def pid_of(stage: Stage) -> int:
    """The process that holds this stage."""
    return int(stage.worker.split(":")[1])


def wait_until_running(
    name: str, *, progress_above: float = -1.0, piece: str | None = None, seconds: float = 120
) -> Stage:
    """The stage, as soon as a worker has it and has come further than this (percent)."""
    stages = Stage.objects.filter(name=name, state=Stage.State.RUNNING, progress__gt=progress_above)
    if piece is not None:
        stages = stages.filter(piece=piece)
    found: list[Stage] = []

    def is_running() -> bool:
        found[:] = stages[:1]
        return bool(found)

    wait_until(f"{name} is running", is_running, seconds=seconds)
    return found[0]


def kill_while_running(
    environment: Mapping[str, str],
    name: str,
    *,
    progress_above: float = -1.0,
    piece: str | None = None,
    processes: int = 1,
    seconds: float = 120,
) -> Stage:
    """Work until this stage runs (and is further than this), then kill everything at once. The stage as last seen."""
    with workers(environment, processes=processes) as foreman:
        seen = wait_until_running(name, progress_above=progress_above, piece=piece, seconds=seconds)
        kill_all(foreman)
    return seen


def work_to_the_end(environment: Mapping[str, str], *, processes: int = 1, seconds: float = 240) -> int:
    """`manage.py work --until-idle`; its exit code: 0 when nothing failed."""
    with workers(environment, "--until-idle", processes=processes) as foreman:
        return foreman.wait(timeout=seconds)
