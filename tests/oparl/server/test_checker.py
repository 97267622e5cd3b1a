"""The independent checker finds nothing to complain of, over the wire."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ris.oparl.server.following import follow_everything
from tests.oparl.server.city import build_city
from tests.world import build_world


@pytest.mark.once
@pytest.mark.parametrize("items", ["left_out", "title"])
def test_the_strict_checker_passes(
    transactional_db: None, live_server: Any, settings: Any, shared: Path, items: str
) -> None:
    settings.CANONICAL_HOST = live_server.url
    settings.OPARL_LICENSE = "https://www.govdata.de/dl-de/by-2-0"
    settings.OPARL_NONPUBLIC_ITEMS = items
    city = build_city(build_world())
    follow_everything()
    gone = [
        *("--deleted-id", f"{live_server.url}/oparl/v1.1/paper/{city.buried.uuid}"),
        *("--deleted-id", f"{live_server.url}/oparl/v1.1/meeting/{city.closed.uuid}"),
    ]
    done = subprocess.run(
        [sys.executable, str(shared / "tools" / "oparl_check.py"), f"{live_server.url}/oparl/v1.1/",
         "--ids", "all", "--files", "all", "--strict", *gone],
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    told = "\n".join(line for line in done.stdout.splitlines() if not line.startswith(("I ", "      ")) or "W " in line)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert "PASS: 0 errors, 0 warnings" in told
    assert ("AgendaItem 2" if items == "title" else "AgendaItem 1") in told
