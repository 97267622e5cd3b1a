"""Every kind of page at the size of a city and at ten times that: queries, server time, bytes.

    python -m tests.city.bench [--size 1 10] [--texts 0.05] [--json FILE] [--only papers,meeting] [--keep FOLDER]

Asked in this process, through all middlewares, as a stranger, with no page kept. Of each address the quickest of three requests counts,
so that what else the machine does is left out; the percentiles are over the addresses of a kind of page.
SQLite in a folder of its own; with DATABASE_URL on that (empty) PostgreSQL database. Ends with 1 above the limits.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

MOST_QUERIES, MOST_MS = 15, 80.0
ROUNDS = 3
# What is a file of a map is read by programs, some times a day, and holds up to 5,000 rows.
NOT_TIMED = {"site map", "site map, a part"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of page at one size; times in ms, `kb` is the largest answer before it is packed."""

    size: int
    page: str
    samples: int
    queries: int
    p50: float
    p95: float
    cpu95: float
    kb: float

    @property
    def is_too_much(self) -> bool:
        """Above a limit."""
        return self.queries > MOST_QUERIES or (self.p95 > MOST_MS and self.page not in NOT_TIMED)


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--texts", type=float, default=0.05)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--keep", type=Path, help="a folder in which the cities are kept and found again")
    wanted = parser.parse_args()
    found: list[dict[str, Any]] = []
    for size in wanted.size:
        if len(wanted.size) > 1:
            found += _in_a_process(size, wanted)
        else:
            found += _measure_here(size, wanted)
    if wanted.json:
        wanted.json.write_text(json.dumps(found, indent=1))
    wrong = [row for row in found if row.get("too_much")]
    return 1 if wrong else 0


def _in_a_process(size: int, wanted: Any) -> list[dict[str, Any]]:
    """A settings module is read once in a process, and names one data folder."""
    import subprocess

    with tempfile.NamedTemporaryFile(suffix=".json") as told:
        command = [sys.executable, "-m", "tests.city.bench", "--size", str(size), "--texts", str(wanted.texts)]
        command += ["--json", told.name, "--only", wanted.only]
        command += ["--keep", str(wanted.keep)] if wanted.keep else []
        subprocess.run(command, check=False)
        text = Path(told.name).read_text()
    rows: list[dict[str, Any]] = json.loads(text) if text else [{"size": size, "page": "broken", "too_much": True}]
    return rows


def _measure_here(size: int, wanted: Any) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="ris-city-") as thrown_away:
        folder = wanted.keep / str(size) if wanted.keep else Path(thrown_away)
        folder.mkdir(parents=True, exist_ok=True)
        os.environ["DATA_DIR"] = str(folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.city.settings"
        import django

        django.setup()
        facts = _city(size, wanted.texts)
        rows = _measured(size, [name for name in wanted.only.split(",") if name])
        _print(size, rows, facts)
    return [asdict(row) | {"too_much": row.is_too_much} for row in rows] + ([{"size": size, **facts}] if facts else [])


def _city(size: int, texts: float) -> dict[str, Any]:
    """Makes it where it is not there; tells how long that and its index took."""
    from django.core.management import call_command

    from motions.models import Paper
    from ris.upkeep.statistics import take_statistics
    from search import indexing
    from tests.city.grown import grow
    from tests.city.made import make_city

    call_command("migrate", verbosity=0)
    if Paper._base_manager.exists():
        return {}
    began = time.perf_counter()
    make_city(texts=texts)
    if size > 1:
        grow(size, years=4)
    take_statistics()
    made, began = time.perf_counter() - began, time.perf_counter()
    documents = indexing.rebuild()
    took = time.perf_counter() - began
    folder = Path(os.environ["DATA_DIR"]) / "index"
    bytes_ = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "made_s": round(made, 1), "index_s": round(took, 1), "documents": documents, "index_mb": round(bytes_ / 1e6, 1),
        "rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def _measured(size: int, only: list[str]) -> list[Measured]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tests.city.pages import samples

    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")

    def turn(address: str, way: str, pages: int) -> list[str]:
        met: list[str] = []
        while address and len(met) < pages:
            met.append(address)
            to = re.search(rf'href="([^"]+)" rel="{way}"', client.get(address).content.decode())
            address = address.split("?")[0] + html.unescape(to[1]) if to else ""
        return met

    client.get("/")  # templates, content types and translations are read once
    found = []
    for page, addresses in samples(turn).items():
        if only and not any(page.startswith(name) for name in only):
            continue
        queries, largest = 0, 0
        quickest: dict[str, tuple[float, float]] = {}
        for address in addresses:
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address}: {answer.status_code}")
            queries = max(queries, len(asked))
            largest = max(largest, len(b"".join(answer)))
        for _ in range(ROUNDS):
            for address in addresses:
                began, busy = time.perf_counter(), time.process_time()
                client.get(address)
                took = (time.perf_counter() - began) * 1000, (time.process_time() - busy) * 1000
                known = quickest.get(address, took)
                quickest[address] = min(known[0], took[0]), min(known[1], took[1])
        wall, cpu = ([pair[n] for pair in quickest.values()] for n in (0, 1))
        found.append(
            Measured(
                size, page, len(quickest), queries, _at(wall, 50), _at(wall, 95), _at(cpu, 95), round(largest / 1000, 1)
            )
        )  # fmt: skip
    return found


def _at(times: list[float], percent: int) -> float:
    """The value below which so many of them lie (the nearest one measured)."""
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, len(ordered) * percent // 100)], 1)


def say(line: str) -> None:
    """One line of the table."""
    sys.stdout.write(f"{line}\n")


def _print(size: int, rows: list[Measured], facts: dict[str, Any]) -> None:
    from django.db import connection

    say(f"\n{connection.vendor}, Größe {size}" + (f": {json.dumps(facts)}" if facts else ""))
    say(f"{'page':28}{'samples':>8}{'queries':>9}{'p50 ms':>9}{'p95 ms':>9}{'cpu p95':>9}{'kB':>8}")
    for row in rows:
        mark = "  !" if row.is_too_much else ""
        say(f"{row.page:28}{row.samples:>8}{row.queries:>9}{row.p50:>9}{row.p95:>9}{row.cpu95:>9}{row.kb:>8}{mark}")


if __name__ == "__main__":
    sys.exit(main())
