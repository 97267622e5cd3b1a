"""Set-up says in one sentence what is missing where it may not install; a second run does nothing."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# What the script itself calls; neither ffmpeg nor apt-get nor sudo is among them.
BASICS = [
    "bash",
    "env",
    "dirname",
    "mkdir",
    "id",
    "cat",
    "find",
    "wc",
    "sha256sum",
    "cut",
    "touch",
    "rm",
    "tail",
    "tee",
]


def copy_of_the_script(folder: Path) -> Path:
    (folder / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "set_up", folder / ".ci" / "set_up")
    return folder / ".ci" / "set_up"


def test_without_permission_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in BASICS:
        (programs / name).symlink_to(shutil.which(name) or "missing")
    done = subprocess.run(
        [str(copy_of_the_script(tmp_path)), "test"],
        env={"PATH": str(programs), "PYTHON": "no-python"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()
    assert len(said) == 1
    assert said[0].startswith(
        "Es fehlen Programme; bitte installieren (unter Debian: apt-get install python3 python3-venv ffmpeg"
    )
    assert "chromium" in said[0]


def test_a_second_run_does_nothing_and_is_quick() -> None:
    subprocess.run([".ci/set_up", "test"], cwd=ROOT, capture_output=True, check=True)
    began = time.monotonic()
    done = subprocess.run([".ci/set_up", "test"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == ""
    assert time.monotonic() - began < 5
