"""The reading process: takes an order a line, answers in lines of JSON. It may fall over at any time; its parent expects that."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ris.doors.formats import kinds

MIB = 1024 * 1024
LARGEST_PICTURE = 200 * MIB
"""What it may write to the disk: pictures of pages, nothing else."""
MOST_TEXT = 20_000_000  # characters of one document
MOST_PAGES = 5000


class Trouble(Exception):
    """Why there is no text (`reader.CODES`)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


Answer = dict[str, Any]


def main() -> None:
    """Answer until nobody asks any more."""
    parent, memory = int(sys.argv[1]), int(sys.argv[2])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG: end with the worker
    if os.getppid() != parent:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory * MIB, memory * MIB))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_PICTURE, LARGEST_PICTURE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What a library prints must not stand between the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="ascii")
    os.dup2(2, 1)
    for line in sys.stdin:
        for answer in answers_to(json.loads(line)):
            answers.write(json.dumps(answer) + "\n")
            answers.flush()


def answers_to(order: Answer) -> Iterator[Answer]:
    """All answers to one order; the last one says `done` or `trouble`."""
    path = Path(order["path"])
    of = ""
    try:
        if order["do"] == "draw":
            from ris.doors.formats import pdf

            pdf.draw(path, order["page"], Path(order["target"]))
        else:
            of = kinds.mime_type_of(path)
            yield from _limited(_read(path, of))
        yield {"done": True}
    except Trouble as trouble:
        yield {"trouble": trouble.code, "detail": trouble.detail, "of": of}
    except MemoryError:
        yield {"trouble": "too_hungry", "of": of}
    except RecursionError:
        yield {"trouble": "too_deep", "of": of}
    except Exception as error:  # noqa: BLE001  whatever a foreign parser raises means the same: it cannot read this
        yield {"trouble": "broken", "detail": f"{type(error).__name__}: {error}"[:300], "of": of}


def _read(path: Path, kind: str) -> Iterator[Answer]:
    if kind == kinds.PDF:
        from ris.doors.formats import pdf

        return pdf.read(path)
    if kind in {kinds.DOCX, kinds.OLE}:
        from ris.doors.formats import word

        return word.read(path)
    if kind.startswith(kinds.ODT):
        from ris.doors.formats import odt

        return odt.read(path)
    if kind in {kinds.TEXT, kinds.HTML, kinds.RTF}:
        from ris.doors.formats import plain

        return plain.read(path, kind)
    if kind.startswith("image/"):
        return iter([{"kind": kind, "pages": 1}, {"page": 1, "text": "", "picture": True}])
    raise Trouble("no_text_kind")


def _limited(answers: Iterator[Answer]) -> Iterator[Answer]:
    left = MOST_TEXT
    for answer in answers:
        if "page" in answer:
            left -= len(answer["text"])
            if left < 0 or answer["page"] > MOST_PAGES:
                raise Trouble("too_much_text")
        yield answer
