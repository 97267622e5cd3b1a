"""A real city's archive, served by the script beside the project with any of the faults that real servers have."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import zstandard

ORIGIN = "https://web1.karlsruhe.de/oparl/"


def unpacked(archive: Path, folder: Path) -> Path:
    """The archive's one folder, unpacked into this one."""
    with (
        archive.open("rb") as packed,
        zstandard.ZstdDecompressor().stream_reader(packed) as stream,
        tarfile.open(fileobj=stream, mode="r|") as tar,
    ):
        # Debian 12 has Python 3.11.2, which knows no filters yet; the archive is one of ours.
        tar.extractall(folder, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {}))  # type: ignore[arg-type]
    (only,) = (each for each in folder.iterdir() if each.is_dir())
    return only


@contextmanager
def served(shared: Path, data: Path, *quirks: str, page_size: int = 20) -> Iterator[str]:
    """The beginning of all its addresses, e.g. `http://127.0.0.1:41234/oparl`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    chosen = [word for quirk in quirks for word in ("--quirk", quirk)]
    process = subprocess.Popen(
        [sys.executable, str(shared / "tools" / "serve_karlsruhe.py"), "--data", str(data), "--port", str(port),
         "--page-size", str(page_size), *chosen],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("system:")
        yield f"http://127.0.0.1:{port}/oparl"
    finally:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def identities(data: Path) -> dict[str, set[str]]:
    """What the archive itself holds, by type, without the beginning of the ids; tombstones as `deleted`."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in ("organization", "meeting", "paper", "consultation"):
        for line in (data / f"{name}.jsonl").read_text().splitlines():
            whole = json.loads(line)
            for each in within(whole):
                type_ = each["type"].rpartition("/")[2]
                found["deleted" if each.get("deleted") else type_].add(each["id"].removeprefix(ORIGIN))
    return dict(found)


def within(value: Any) -> Iterator[dict[str, Any]]:
    """This object and all that stand in it."""
    if isinstance(value, list):
        for each in value:
            yield from within(each)
    elif isinstance(value, dict) and "id" in value and "type" in value:
        yield value
        for name, each in value.items():
            if name != "geojson":
                yield from within(each)
