"""One door to ffmpeg: nobody else starts it, and nobody reaches behind the door."""

from __future__ import annotations

import ast
from pathlib import Path

from django.conf import settings

from media.ffmpeg.processes import percent_of

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "jobs", "media", "meetings", "motions", "ris", "search", "transcripts")
DOOR = ROOT / "media" / "ffmpeg"
# They ask the program for its version, and write the demo film (which no installation does).
ALSO = {ROOT / "ris" / "checks.py", ROOT / "ris" / "demo" / "cutting_room.py"}


def reaches_past(tree: ast.AST) -> bool:
    """Whether this module imports what lies behind the door, or knows the program by name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("media.ffmpeg."):
            return True
        if isinstance(node, ast.Import) and any(name.name.split(".")[0] == "ffmpeg" for name in node.names):
            return True
        if isinstance(node, ast.Attribute) and node.attr in {"FFMPEG", "FFPROBE"}:
            return True
        if isinstance(node, ast.List) and node.elts and getattr(node.elts[0], "value", None) in {"ffmpeg", "ffprobe"}:
            return True
    return False


def test_only_the_door_starts_ffmpeg() -> None:
    files = [file for app in APPS for file in (ROOT / app).rglob("*.py")]
    outside = [file for file in files if DOOR not in file.parents and file not in ALSO]
    assert len(outside) > 100
    assert [str(file) for file in outside if reaches_past(ast.parse(file.read_text()))] == []
    inside = [file for file in files if DOOR in file.parents]
    assert sum(reaches_past(ast.parse(file.read_text())) for file in inside) >= 4, "the search itself must find"


def test_the_percentage_is_ffmpegs_own_and_never_falls() -> None:
    lines = ["frame=10", "out_time_us=1000000", "out_time_us=N/A", "out_time_us=3000000", "out_time_us=2000000"]
    told, percent = [], 0.0
    for line in lines:
        percent = percent_of(line, 4_000, percent)
        told.append(percent)
    assert told == [0, 25, 25, 75, 75]
    assert percent_of("out_time_us=9000000", 4_000, 0) == 100
    assert percent_of("out_time_us=9000000", 0, 7) == 7, "of unknown length: nothing is invented"
