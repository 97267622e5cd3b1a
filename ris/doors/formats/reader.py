"""The parent of the reading process: hands it one file after the other, and ends it when it takes too long or too much."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parents[3]
MOST_FILES = 300
"""After so many a fresh process: what foreign code leaks does not add up."""
LONGEST_LINE = 64 * 1024 * 1024  # bytes of one answer
CODES = frozenset(
    {"locked", "broken", "bomb", "too_deep", "too_much_text", "no_text_kind", "took_too_long", "too_hungry"}
)


class Unreadable(Exception):
    """There is no text to be had. Codes: `CODES`; `kind` is the MIME type where it was found out."""

    def __init__(self, code: str, *, kind: str = "", detail: str = "") -> None:
        super().__init__(code, kind, detail)
        self.code = code
        self.kind = kind
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Kind:
    """What the file is. `macros`: it holds programs."""

    mime_type: str
    pages: int
    macros: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of one page, from 1; `picture`: it shows something and has no text of its own."""

    number: int
    text: str
    picture: bool = False


class Reader:
    """Reads files one at a time in a process of its own, which is started when it is first needed and kept.

    `memory` in MiB for the whole process; `seconds` for one file.
    """

    def __init__(self, *, memory: int, seconds: float) -> None:
        self.memory = memory
        self.seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._asked = 0

    def read(self, path: Path) -> Iterator[Kind | PageText]:
        """First what it is, then each page in order. Raises Unreadable, also in the middle: what came until then counts."""
        kind = ""
        for answer in self._ask({"do": "read", "path": str(path)}):
            if "kind" in answer:
                kind = answer["kind"]
                yield Kind(kind, answer["pages"], answer.get("macros", False))
            elif "page" in answer:
                yield PageText(answer["page"], answer["text"], answer.get("picture", False))
            elif "trouble" in answer:
                raise Unreadable(answer["trouble"], kind=answer.get("of", kind), detail=answer.get("detail", ""))

    def draw(self, path: Path, page: int, target: Path) -> None:
        """Draw a page (from 1) as a grey picture (PGM) of 300 dots per inch, or fewer where it would be huge. Raises Unreadable."""
        for answer in self._ask({"do": "draw", "path": str(path), "page": page, "target": str(target)}):
            if "trouble" in answer:
                raise Unreadable(answer["trouble"], detail=answer.get("detail", ""))

    def close(self) -> None:
        """End the process."""
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(ProcessLookupError):
            child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        child.wait()

    def _ask(self, order: dict[str, Any]) -> Iterator[dict[str, Any]]:
        if self._child is not None and (self._asked >= MOST_FILES or self._child.poll() is not None):
            self.close()
        if self._child is None:
            self._start()
        self._asked += 1
        whole = False
        try:
            child = self._child
            if child is None or child.stdin is None:
                raise AssertionError("it was just started")
            with contextlib.suppress(BrokenPipeError):
                child.stdin.write(json.dumps(order).encode() + b"\n")
                child.stdin.flush()
            for answer in self._answers(child):
                if "done" in answer:
                    whole = True
                    return
                whole = "trouble" in answer
                yield answer
        finally:
            # Broken off, by a limit or by whoever asked: the rest of the answer must not be taken for the next file's.
            if not whole:
                self.close()

    def _start(self) -> None:
        self._asked = 0
        # -I: nothing of the surroundings leads to other code; the folder is named in the program itself.
        program = f"import sys; sys.path.insert(0, {str(FOLDER)!r}); from ris.doors.formats.child import main; main()"
        self._child = subprocess.Popen(
            [sys.executable, "-I", "-c", program, str(os.getpid()), str(self.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"LANG": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            bufsize=0,
        )

    def _answers(self, child: subprocess.Popen[bytes]) -> Iterator[dict[str, Any]]:
        stream = child.stdout
        if stream is None:
            raise AssertionError("it was started with a pipe")
        latest = time.monotonic() + self.seconds
        waiting = b""
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while True:
                left = latest - time.monotonic()
                if left <= 0 or not selector.select(left):
                    raise Unreadable("took_too_long")
                chunk = os.read(stream.fileno(), 1024 * 1024)
                if not chunk or len(waiting) > LONGEST_LINE:
                    # Out of memory, or the parser fell over: either way this file is not for us.
                    raise Unreadable("too_hungry")
                *lines, waiting = (waiting + chunk).split(b"\n")
                for line in lines:
                    answer = json.loads(line)
                    yield answer
                    if "trouble" in answer:
                        return
