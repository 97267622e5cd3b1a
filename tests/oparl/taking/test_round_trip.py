"""What we give away is what we have: an empty installation that reads ours over OParl holds the same archive."""

from __future__ import annotations

import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.oparl.taking.bench import Installation, serving


@contextmanager
def speaking(installation: Installation) -> Iterator[str]:
    """The address of this installation's System while its server runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    installation.environment |= {"CANONICAL_HOST": base, "ALLOWED_HOSTS": "127.0.0.1", "DEBUG": "0", "HTTPS": "0"}
    server = installation.start("runserver", "--noreload", str(port))
    try:
        for _attempt in range(600):
            try:
                urllib.request.urlopen(f"{base}/oparl/v1.1/", timeout=30).read()
                break
            except OSError:
                time.sleep(0.1)
        yield f"{base}/oparl/v1.1/"
    finally:
        server.kill()
        server.wait()


@pytest.mark.slow
def test_an_installation_that_reads_ours_holds_the_same_archive(shared: Path, tmp_path: Path) -> None:
    archive = shared / "data" / "karlsruhe-mini.unpacked"
    if not archive.is_dir():
        pytest.skip("the archive is not unpacked here")
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    first, second = Installation(tmp_path / "first"), Installation(tmp_path / "second")
    with serving(shared / "tools" / "serve_karlsruhe.py", archive) as base:
        first.read(f"{base}/oparl/system")
    with speaking(first) as system:
        second.read(system)
        ours = first.dump("--own-ids", "--public", "--without-addresses")
    theirs = second.dump("--without-addresses")
    assert theirs == ours
    assert len(ours) > 800
