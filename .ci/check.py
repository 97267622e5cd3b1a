"""All static checks, two at a time; prints each one's seconds, and the output of those that object.

.venv/bin/python .ci/check.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["accounts", "jobs", "media", "meetings", "motions", "ris", "search", "transcripts"]

SCRIPTS = [
    *(".ci/run", ".ci/set_up", ".ci/with_postgres", ".ci/test_openai_whisper"),
    *("docker/entry", "docker/nginx/render"),
]


def templates() -> list[str]:
    """All templates in the repository."""
    git = shutil.which("git") or "git"
    listed = subprocess.run([git, "ls-files", "*.html"], cwd=ROOT, text=True, capture_output=True, check=True)
    return listed.stdout.split()


def checks() -> dict[str, list[str]]:
    """Commands by name, the longest first: mypy takes about as long as all the others together."""
    manage = [sys.executable, "manage.py"]
    return {
        "mypy": ["mypy", "--strict", *APPS],
        "bandit": ["bandit", "-q", "-ll", "-r", *APPS],  # ruff's S rules say the rest, line by line
        "imports": ["lint-imports"],
        "migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "deploy": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "ruff": ["ruff", "check", "."],
        "format": ["ruff", "format", "--check", "."],
        "shell": ["shellcheck", *SCRIPTS],
        "container": ["hadolint", "docker/Dockerfile"],
        "compose": ["docker-compose", "-f", "docker/compose.yml", "--env-file", "docker/env.example", "config", "-q"],
        "nginx": front(),
        "templates": ["djade", "--target-version", "5.2", "--check", *templates()],
    }


def front() -> list[str]:
    """nginx's configuration as rendered. `Host` is handed on as asked for: the application refuses foreign names itself."""
    script = 'docker/nginx/render >"$DATA_DIR/nginx.conf" && exec gixy --skips host_spoofing "$DATA_DIR/nginx.conf"'
    return ["bash", "-c", script]


def run(command: list[str], environment: dict[str, str]) -> tuple[int, float, str]:
    """Exit code, seconds and output of one check."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode, time.monotonic() - began, done.stdout


def main() -> int:
    """Run all; 1 when one objects."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        # The defaults of a fresh installation behind TLS, in a data folder of its own, whatever `.env` says.
        environment = os.environ | {
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}",
            "DATA_DIR": folder,
            "DEBUG": "0",
            "HTTPS": "1",
            "DATABASE_URL": "",
            "SECRET_KEY": "",
        }
        with ThreadPoolExecutor(2) as pool:
            running = {name: pool.submit(run, command, environment) for name, command in checks().items()}
            objections = 0
            for name, future in running.items():
                code, seconds, output = future.result()
                objections += code != 0
                sys.stdout.write(f"  {name:<11} {'in Ordnung' if code == 0 else 'FEHLER':<10} {seconds:6.1f} s\n")
                if code:
                    sys.stdout.write("".join(f"      {line}\n" for line in output.splitlines()))
                sys.stdout.flush()
    sys.stdout.write(f"{len(running) - objections} passed, {objections} failed  ({time.monotonic() - began:.0f} s)\n")
    return int(objections > 0)


if __name__ == "__main__":
    sys.exit(main())
