"""The measurement of `make bench-search-speech` runs on any archive of this form and leaves nothing behind."""

from __future__ import annotations

import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
import zstandard
from django.conf import settings
from django.core.management import CommandError, call_command
from haystack import connections

SENTENCE = "Die Straßenbahn in der Gartenstraße und der Radweg am Marktplatz sind Thema. "


def archive(folder: Path, speeches: list[dict[str, Any]]) -> Path:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        data = json.dumps(speeches).encode()
        info = tarfile.TarInfo("town/2024-01-18/session-speeches-2024-01-18.json")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
    path = folder / "town.tar.zst"
    path.write_bytes(zstandard.ZstdCompressor().compress(packed.getvalue()))
    return path


def test_it_measures_and_writes_the_figures(tmp_path: Path) -> None:
    speech = {"speaker": "A", "start": 10, "duration": 300, "transcription": SENTENCE * 40}
    silent = {"speaker": "B", "start": 400, "duration": 5, "transcription": None}
    figures = tmp_path / "figures.json"
    call_command("bench_search_speech", archive=archive(tmp_path, [speech, silent]), json=figures)
    found = json.loads(figures.read_text())
    assert (found["sessions"], found["sentences"], found["queries"]) == (1, 40, 200)
    assert found["docs"] >= 6
    assert 0 < found["query_p50_ms"] <= found["query_p95_ms"]
    assert found["queries_without_hits"] < 50
    assert "bench" not in settings.HAYSTACK_CONNECTIONS
    assert "bench" not in connections.connections_info


def test_it_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no archive"):
        call_command("bench_search_speech", archive=tmp_path / "none.tar.zst")
    with pytest.raises(CommandError, match="no speech"):
        call_command("bench_search_speech", archive=archive(tmp_path, []))
