"""How quick the interface answers: `make bench-oparl` (PAPERS=30000 JSON=file). Server time in this process, p50 and p95 in ms.

The invented city of `make demo` is asked where it lies in the data folder, and a city of so many papers made for it.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
TIMES = 25
HOST = "http://testserver"


def main() -> None:
    """Both sizes, each in a process of its own."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--papers", type=int, default=30_000)
    asked.add_argument("--json")
    asked.add_argument("--inside", choices=["demo", "large"], help=argparse.SUPPRESS)
    wish = asked.parse_args()
    if wish.inside:
        sys.stdout.write(json.dumps(_inside(wish.inside, wish.papers)))
        return
    found = {}
    if (ROOT / "var" / "db.sqlite3").exists() and _is_current():
        found["demo"] = _process("demo", wish.papers, str(ROOT / "var"))
    with tempfile.TemporaryDirectory(prefix="ris-bench-") as folder:
        found["large"] = _process("large", wish.papers, folder)
    for size, rows in found.items():
        sys.stdout.write(f"\n{size}: {rows.pop('counts')}\n{'':34}queries   p50   p95      bytes\n")
        for name, row in rows.items():
            sys.stdout.write(f"{name:34}{row['queries']:7}{row['p50']:6.0f}{row['p95']:6.0f}{row['bytes']:11}\n")
    if wish.json:
        Path(wish.json).write_text(json.dumps(found, indent=1))


def _process(size: str, papers: int, folder: str) -> dict[str, Any]:
    surroundings = {"DATA_DIR": folder, "CANONICAL_HOST": HOST, "ALLOWED_HOSTS": "*", "DATABASE_URL": "", "DEBUG": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.oparl.server.bench", "--inside", size, "--papers", str(papers)],
        env=os.environ | surroundings | {"DJANGO_SETTINGS_MODULE": "ris.settings"},
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(done.stderr)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _is_current() -> bool:
    """Whether the demo's database has the tables of this version; says so where it has not."""
    check = [sys.executable, "manage.py", "migrate", "--check"]
    done = subprocess.run(check, cwd=ROOT, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode:
        sys.stdout.write(
            "Die Beispielstadt ist von einem älteren Stand und wird ausgelassen; bitte zuerst: make demo\n"
        )
    return not done.returncode


def _inside(size: str, papers: int) -> dict[str, Any]:
    import django

    django.setup()
    if size == "large":
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _make(papers)
    return _measure()


def _make(papers: int) -> None:
    from django.db import transaction
    from django.utils import timezone

    from meetings.models import AgendaItem, Body, File, FilePage, Meeting, Organization
    from motions.models import Consultation, Paper, PaperFile

    def public(model: Any, count: int, **fields: Any) -> list[Any]:
        made: list[Any] = model.objects.bulk_create(
            model(audience="public", **{name: make(n) for name, make in fields.items()}) for n in range(count)
        )
        return made

    body = Body.objects.create(name="Großstadt", audience="public")
    council = Organization.objects.create(body=body, name="Rat", type="council", audience="public")
    now, text = timezone.now(), "Der Ausschuss nimmt den Bericht zur Kenntnis. " * 60
    through = Meeting.organizations.through
    for start in range(0, papers, 500):
        with transaction.atomic():
            meetings = public(
                Meeting, 100, body=lambda _: body, name=lambda _: "Rat", slug=lambda n: f"rat-{start}-{n}",  # noqa: B023
                start=lambda n: now - timedelta(days=n),
            )  # fmt: skip
            through.objects.bulk_create(through(meeting=meeting, organization=council) for meeting in meetings)
            items = public(
                AgendaItem, 800, meeting=lambda n: meetings[n // 8], position=lambda n: n % 8,  # noqa: B023
                title=lambda n: f"Punkt {n}", public=lambda _: True,
            )  # fmt: skip
            rows = public(
                Paper, 500, body=lambda _: body, name=lambda n: f"Vorlage {n}", type=lambda _: "proposal",
                reference=lambda n: f"{start + n}/2026",  # noqa: B023
            )  # fmt: skip
            files = public(
                File, 1500, body=lambda _: body, name=lambda n: f"Anlage {n}", address=lambda _: "https://x.example/"
            )
            PaperFile.objects.bulk_create(PaperFile(paper=rows[n // 3], file=file) for n, file in enumerate(files))
            FilePage.objects.bulk_create(FilePage(file=file, number=1, text=text) for file in files)
            public(
                Consultation, 500, paper=lambda n: rows[n], position=lambda _: 1, organization=lambda _: council,  # noqa: B023
                role=lambda _: "decision", public=lambda _: True, agenda_item=lambda n: items[n],  # noqa: B023
            )  # fmt: skip


def _measure() -> dict[str, Any]:
    from django.test import Client
    from django.test.utils import setup_test_environment

    from motions.models import Paper

    setup_test_environment()
    client = Client()
    body = client.get("/oparl/v1.1/body").json()["data"][0]
    found: dict[str, Any] = {"counts": f"{Paper.objects.filter(public_now=True).count()} papers"}
    for name in ("organization", "person", "meeting", "paper", "agendaItem", "consultation", "file", "locationList", "membership"):  # fmt: skip
        address = body[name].removeprefix(HOST)
        page = client.get(address).json()
        if not page["data"]:
            continue
        found[f"{name}, first page"] = _timed(client, address)
        found[f"{name}, 304"] = _timed(client, address, conditional=True)
        far = _far(name)
        if far and page["links"].get("next"):
            found[f"{name}, page far behind"] = _timed(client, f"{address}?after={far}")
        found[f"{name}, one"] = _timed(client, page["data"][0]["id"].removeprefix(HOST))
    since = "modified_since=2020-01-01T00:00:00%2B01:00&omit_internal=true"
    found["paper, changed, omit_internal"] = _timed(client, f"{body['paper'].removeprefix(HOST)}?{since}")
    return found


def _far(name: str) -> Any:
    from ris.oparl.server.fields import BODY_LISTS
    from ris.oparl.server.table import BY_WORD

    rows = BY_WORD[BODY_LISTS[name]][0].seen().order_by("pk")
    count = rows.count()
    return rows.values_list("uuid", flat=True)[count * 9 // 10] if count > 200 else None


def _timed(client: Any, address: str, *, conditional: bool = False) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as context:
        answer = client.get(address)
    queries = len(context)  # before the next request empties the log
    assert answer.status_code == 200, (address, answer.status_code)
    headers = {"If-None-Match": answer["ETag"]} if conditional else {}
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        client.get(address, headers=headers)
        times.append((time.perf_counter() - begun) * 1000)
    cuts = statistics.quantiles(times, n=20)
    return {"queries": queries, "p50": statistics.median(times), "p95": cuts[18], "bytes": len(answer.content)}


if __name__ == "__main__":
    main()
