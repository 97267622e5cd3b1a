"""Running ffmpeg and ffprobe: lists instead of shells, limits on time, progress from its own output, readable errors."""

from __future__ import annotations

import os
import selectors
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

Progress = Callable[[float], None]  # percent 0–100; whatever it raises ends the program at once

TAIL = 12  # lines of stderr that an error carries
LOOK = 0.5  # seconds between two looks at the clock and at the callback


class FfmpegError(Exception):
    """ffmpeg could not do it. `code` with `values` for the words module; `tail`: the last lines of its stderr.

    Codes: `empty`, `script`, `not_a_medium`, `truncated`, `wrong_ending`, `no_streams`, `no_duration`, `failed`,
    `took_too_long`, `not_installed`, `nothing_public`.
    """

    def __init__(self, code: str, name: str, tail: str = "", **values: Any) -> None:
        super().__init__(code, name, tail)
        self.code = code
        self.name = name
        self.tail = tail
        self.values = values

    def __str__(self) -> str:
        return f"{self.code}: {self.name}" + (f"\n{self.tail}" if self.tail else "")


def ignore(percent: float) -> None:
    """For callers who do not want to know."""


def read_lines(
    arguments: Sequence[str], *, name: str, limit: float, progress: Callable[[], None], reports: bool = False
) -> Iterator[str]:
    """Run a program and give its output (with `reports` also its stderr) line by line; `progress()` is called at least every LOOK seconds.

    The program is killed at once when the caller stops reading, when `progress` raises, and after `limit` seconds.
    Raises FfmpegError(failed, took_too_long, not_installed).
    """
    started = time.monotonic()
    with _process(arguments, name) as process:
        tail: deque[str] = deque(maxlen=TAIL)
        rests = {"out": b"", "err": b""}
        with selectors.DefaultSelector() as selector:
            assert process.stdout is not None  # noqa: S101  for the type checker
            assert process.stderr is not None  # noqa: S101
            selector.register(process.stdout, selectors.EVENT_READ, "out")
            selector.register(process.stderr, selectors.EVENT_READ, "err")
            looked = started
            while selector.get_map():
                events = selector.select(LOOK)
                now = time.monotonic()
                if now - started > limit:
                    raise FfmpegError("took_too_long", name, "\n".join(tail), limit=round(limit))
                if now - looked >= LOOK:
                    looked = now
                    progress()
                for key, _ in events:
                    chunk = os.read(key.fd, 65536)
                    if not chunk:
                        selector.unregister(key.fileobj)
                    *lines, rests[key.data] = (rests[key.data] + chunk).split(b"\n")
                    # ffmpeg ends a line of its status with a carriage return.
                    texts = [line.decode("utf-8", "replace").rstrip("\r") for line in lines]
                    if key.data == "out" or reports:
                        yield from texts
                    if key.data == "err":
                        tail.extend(text for text in texts if text.strip())
        if process.wait():
            if rests["err"].strip():
                tail.append(rests["err"].decode("utf-8", "replace"))
            raise FfmpegError("failed", name, "\n".join(tail), status=process.returncode)
        if rests["out"]:
            yield rests["out"].decode("utf-8", "replace")


def read_bytes(arguments: Sequence[str], *, name: str, limit: float) -> bytes:
    """Run a program and give its output. Raises like `read_lines`."""
    with _process(arguments, name) as process:
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            raise FfmpegError("took_too_long", name, limit=round(limit)) from None
        if process.returncode:
            tail = err.decode("utf-8", "replace").strip().splitlines()[-TAIL:]
            raise FfmpegError("failed", name, "\n".join(tail), status=process.returncode)
        return out


def follow(arguments: Sequence[str], *, name: str, milliseconds: int, progress: Progress, limit: float) -> None:
    """Run ffmpeg with `-progress pipe:1` among its arguments; `milliseconds`: how much it will write.

    The percentages given to `progress` never fall. Raises like `read_lines`.
    """
    percent = 0.0

    def tell() -> None:
        progress(percent)

    for line in read_lines(arguments, name=name, limit=limit, progress=tell):
        percent = percent_of(line, milliseconds, percent)
    progress(100.0)


def percent_of(line: str, milliseconds: int, before: float) -> float:
    """What this line of ffmpeg's own progress says (percent of `milliseconds`); `before` for all other lines. Never falls."""
    key, _, value = line.partition("=")
    if key == "out_time_us" and value.lstrip("-").isdigit() and milliseconds > 0:
        return max(before, min(int(value) / 10 / milliseconds, 100.0))
    return before


@contextmanager
def _process(arguments: Sequence[str], name: str) -> Iterator[subprocess.Popen[bytes]]:
    if shutil.which(arguments[0]) is None:
        raise FfmpegError("not_installed", name, program=arguments[0])
    process = subprocess.Popen(
        [*_with_its_parent(), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
        process.wait()


def _with_its_parent() -> list[str]:
    """Where util-linux has it: a killed worker takes its ffmpeg along instead of leaving it busy for an hour."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", "--"] if setpriv else []
