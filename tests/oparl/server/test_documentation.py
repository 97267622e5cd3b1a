"""The examples of docs/api.md run as they stand there, against a real server."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ris.oparl.server import fields, words
from tests.oparl.server.city import build_city
from tests.world import build_world

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "api.md"
EXAMPLE = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)
SAYS = {
    "Punkte": "Ausschuss für Mobilität 1 Punkte",
    "hashlib": "Bytes",
    "duration": "Straßenbahn in die Gartenstraße 1.0 s",
    "If-None-Match": "304",
}


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_every_example_runs(transactional_db: None, live_server: Any, settings: Any) -> None:
    settings.CANONICAL_HOST = live_server.url
    build_city(build_world())
    examples = EXAMPLE.findall(DOCUMENT.read_text())
    assert len(examples) > 6
    for language, text in examples:
        program = ["bash", "-euo", "pipefail", "-c"] if language == "sh" else [sys.executable, "-c"]
        done = subprocess.run(
            [*program, text.replace("https://rat.example.de", live_server.url)],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (text, done.stderr)
        assert done.stdout.strip(), text
        for word, said in SAYS.items():
            assert word not in text or said in done.stdout, (text, done.stdout)
        if language == "sh" and "http_code" not in text:
            assert json.loads(done.stdout), text


def test_every_field_of_our_own_is_explained() -> None:
    folder = Path(fields.__file__).parent
    ours = {name for path in folder.glob("*.py") for name in re.findall(rf'"({words.PREFIX}\w+)"', path.read_text())}
    assert len(ours) > 12
    explained = set(re.findall(r"`(ris:\w+)`", DOCUMENT.read_text()))
    assert ours <= explained
    assert explained - ours <= {"ris:source"}
