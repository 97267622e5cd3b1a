"""`make bench-import`: a real city's archive from its server on this machine into an empty installation, and once more.

Prints what the archive holds and what is here after it, and fails when the two differ. Then some objects are changed and deleted
at the source, and exactly their rows must change.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console

from tests.oparl.karlsruhe import unpacked

ROOT = Path(__file__).resolve().parents[3]
say = partial(Console(highlight=False, soft_wrap=True).print, markup=False)
LIMITS = {"first_run_s": 45.0, "second_run_s": 5.0, "rss_mb": 400.0}


def main() -> int:
    """Exit code 1 when something was lost, changed without need, or a limit was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archive", type=Path, default=ROOT.parent / "shared" / "data" / "karlsruhe-dev.tar.zst")
    parser.add_argument("--json", type=Path)
    wanted = parser.parse_args()
    archive = wanted.archive.resolve()
    if not archive.exists():
        say(f"Das Archiv {archive} ist nicht da. Mit ARCHIVE=Datei.tar.zst nennen Sie ein anderes.")
        return 1
    with tempfile.TemporaryDirectory(prefix="ris-bench-") as folder:
        result = measure(archive, Path(folder))
    show(result)
    if wanted.json:
        wanted.json.write_text(json.dumps(result, indent=1, ensure_ascii=False), encoding="utf-8")
    return 1 if result["wrong"] else 0


def measure(archive: Path, folder: Path) -> dict[str, Any]:
    """All figures. The folder holds the database and the unpacked archive."""
    (folder / "archive").mkdir()
    data = archive if archive.is_dir() else unpacked(archive, folder / "archive")
    theirs = count_archive(data)
    installation = Installation(folder)
    with serving(archive.parent.parent / "tools" / "serve_karlsruhe.py", data) as base:
        entry = f"{base}/oparl/system"
        first = installation.read(entry)
        ours = installation.counts()
        before = installation.dump()
        second = installation.read(entry)
        unchanged = installation.dump() == before
        written = sum(each.get(what, 0) for each in second["counts"].values() for what in ("new", "changed", "back"))
        expected = change(base, before)
        third = installation.read(entry)
        changed = compare(before, installation.dump())
    wrong = [
        f"{kind}: {theirs[kind]} im Archiv, {ours.get(kind, 0)} hier"
        for kind in theirs
        if theirs[kind] != ours.get(kind, 0)
    ]
    if written or not unchanged:
        wrong.append(f"Der zweite Lauf hat {written} Einträge geschrieben.")
    if changed != expected:
        wrong.append(f"Geändert werden sollten {expected}, geändert wurden {changed}.")
    result: dict[str, Any] = {
        "archive": archive.name,
        "first_run_s": round(first["wall"], 1),
        "second_run_s": round(second["wall"], 1),
        "third_run_s": round(third["wall"], 1),
        "cpu_s": {"first": round(first["cpu"], 1), "second": round(second["cpu"], 1)},
        "rss_mb": round(max(each["rss"] for each in (first, second, third)), 1),
        "lost": sum(max(theirs[kind] - ours.get(kind, 0), 0) for kind in theirs),
        "counts": {kind: {"archive": theirs[kind], "here": ours.get(kind, 0)} for kind in theirs},
        "faults": {code: each["count"] for code, each in first["faults"].items()},
        "changed": changed,
    }
    wrong += [f"{name}: {result[name]}, erlaubt sind {most:g}." for name, most in LIMITS.items() if result[name] > most]
    return result | {"wrong": wrong}


def count_archive(data: Path) -> dict[str, int]:
    """Living objects by type, as they stand in the archive; stations of one id are told apart by their item."""
    seen: dict[str, set[Any]] = {}

    def walk(found: Any) -> None:
        if isinstance(found, list):
            for each in found:
                walk(each)
        elif isinstance(found, dict):
            kind = str(found.get("type", "")).rpartition("/")[2]
            if kind and found.get("id") and not found.get("deleted"):
                more = (found.get("paper"), found.get("agendaItem")) if kind == "Consultation" else ()
                seen.setdefault(kind, set()).add((found["id"], *more))
            if not found.get("deleted"):
                for each in found.values():
                    walk(each)

    for name in ("organization", "meeting", "paper", "consultation"):
        with (data / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                walk(json.loads(line))
    kinds = ("Organization", "Meeting", "AgendaItem", "Paper", "Consultation", "File", "Location")
    return {kind: len(seen.get(kind, ())) for kind in kinds}


@contextmanager
def serving(script: Path, data: Path, *more: str) -> Iterator[str]:
    """The archive's server on this machine, at a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(script), "--data", str(data), "--port", str(port), "--no-files", *more]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"{base}/oparl/system", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait()


class Installation:
    """An empty installation in a folder of its own; each command a process of its own, as an operator starts it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cpu = 0.0
        self.environment = os.environ | {
            "DATA_DIR": str(folder / "var"),
            "FETCH_PRIVATE_ADDRESSES": "1",
            "DJANGO_SETTINGS_MODULE": "ris.settings",
            "SECRET_KEY": "only-for-measuring-" + "x" * 40,
        }
        (folder / "var").mkdir()
        self.manage("migrate", "-v0")

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """A command that goes on beside us."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def manage(self, *command: str) -> float:
        """Run a command; tells the most memory it took, in MB."""
        run = self.start(*command)
        _pid, status, usage = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        if run.returncode:
            raise SystemExit(f"manage.py {' '.join(command)}: {run.returncode}")
        self.cpu = usage.ru_utime + usage.ru_stime
        return usage.ru_maxrss / 1024

    def read(self, entry: str) -> dict[str, Any]:
        """One reading: its report, the seconds of the whole command, its memory."""
        report = self.folder / "report.json"
        began = time.monotonic()
        rss = self.manage("import_oparl", entry, "--files", "none", "--json", str(report))
        return json.loads(report.read_text("utf-8")) | {"wall": time.monotonic() - began, "rss": rss, "cpu": self.cpu}

    def dump(self, *options: str) -> dict[tuple[str, str], str]:
        """The archive, by type and id."""
        target = self.folder / "dump.jsonl"
        self.manage("dump_archive", str(target), *options)
        lines = target.read_text("utf-8").splitlines()
        return {(said["type"], said["id"]): line for line in lines for said in [json.loads(line)]}

    def counts(self) -> Counter[str]:
        """Rows by type."""
        return Counter(kind for kind, _identity in self.dump())


def change(base: str, before: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """Change two objects and delete one at the source; tells what must change here."""
    papers = sorted(identity for kind, identity in before if kind == "Paper")
    items = sorted(identity for kind, identity in before if kind == "AgendaItem")
    # No other paper refers to it: so only it goes, with its stations.
    named = {
        each
        for line in before.values()
        for name in ("superordinatedPaper", "relatedPaper")
        for each in _several(json.loads(line).get(name))
    }
    doomed = next(each for each in papers[len(papers) // 2 :] if each not in named)
    gone = [
        f"Paper {doomed}",
        *(f"Consultation {each}" for each in json.loads(before["Paper", doomed]).get("consultation", ())),
    ]
    _post(base, "touch", {"id": papers[0], "set": {"name": "Von der Messung geändert"}})
    _post(base, "touch", {"id": items[0], "set": {"name": "Von der Messung geändert"}})
    _post(base, "delete", {"id": doomed})
    return {"changed": sorted([f"AgendaItem {items[0]}", f"Paper {papers[0]}"]), "gone": sorted(gone), "new": []}


def _several(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _post(base: str, what: str, said: dict[str, Any]) -> None:
    asked = urllib.request.Request(
        f"{base}/__bench/{what}", json.dumps(said).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(asked, timeout=10).read()


def compare(before: dict[tuple[str, str], str], after: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """Which objects differ, went and came."""
    return {
        "changed": sorted(
            f"{kind} {each}" for kind, each in before.keys() & after.keys() if before[kind, each] != after[kind, each]
        ),
        "gone": sorted(f"{kind} {each}" for kind, each in before.keys() - after.keys()),
        "new": sorted(f"{kind} {each}" for kind, each in after.keys() - before.keys()),
    }


def show(result: dict[str, Any]) -> None:
    """The table."""
    say(f"{'':<14}{'Archiv':>10}{'hier':>10}")
    for kind, each in result["counts"].items():
        say(f"{kind:<14}{each['archive']:>10}{each['here']:>10}")
    say(
        f"erster Lauf {result['first_run_s']} s, zweiter {result['second_run_s']} s, nach drei Änderungen {result['third_run_s']} s"
    )
    say(f"davon Rechenzeit des Einlesens {result['cpu_s']['first']} s und {result['cpu_s']['second']} s")
    say(f"Speicher {result['rss_mb']} MB, verloren {result['lost']}")
    say("geändert:", ", ".join(result["changed"]["changed"]), "· fort:", ", ".join(result["changed"]["gone"]))
    for each in result["wrong"]:
        say("FALSCH:", each)


if __name__ == "__main__":
    sys.exit(main())
