"""The invented city as a running site for those who look at it from outside: screenshots, Lighthouse, links, load.

`make demo` must have run once; the site is then started on a free port, from the same data, and ends with the block.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
HERE = ROOT / ".ci"


@contextmanager
def site() -> Iterator[str]:
    """Yield the site's address (`SITE=http://…` names one that runs already). Exits with a sentence where there is no demo."""
    if running := os.environ.get("SITE"):
        yield running.rstrip("/")
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    manage = [sys.executable, "manage.py"]
    for step in (["migrate", "--noinput"], ["collectstatic", "--noinput"]):  # the data may be of an earlier version
        subprocess.run([*manage, *step], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=300)
    command = [sys.executable, "-m", "gunicorn", "ris.wsgi", "--bind", f"127.0.0.1:{port}"]
    log = ROOT / "var" / "log" / "site.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    server = subprocess.Popen(
        [
            *command,
            "--workers",
            "2",
            "--worker-class",
            "gthread",
            "--threads",
            "8",
            "--log-level",
            "error",
            "--graceful-timeout",
            "2",
        ],
        cwd=ROOT,
        env=os.environ
        | {"CANONICAL_HOST": address, "DJANGO_SETTINGS_MODULE": "site_settings", "PYTHONPATH": f"{HERE}:{ROOT}"},
        stderr=log.open("w"),
    )
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                httpx.get(address, timeout=20).raise_for_status()
                break
            except httpx.HTTPError:
                if server.poll() is not None or time.monotonic() > until:
                    sys.exit(
                        "Die Beispielstadt antwortet nicht. Bitte rufen Sie zuerst „make demo“ auf und beenden es mit Strg-C."
                    )
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
