"""A wrong value stops the start with one plain sentence that names the variable."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://x"),
        ("DATABASE_URL", "postgres://"),
        ("TASK_BACKEND", "nix.da"),
        ("TASK_BACKEND", "nix"),
    ],
)
def test_a_wrong_value_is_said_in_one_sentence(name: str, value: str) -> None:
    environment = os.environ | {name: value, "DJANGO_SETTINGS_MODULE": "ris.settings"}
    done = subprocess.run(
        [sys.executable, "manage.py", "check"], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120
    )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert f"Umgebungsvariable {name} passt nicht" in done.stderr
