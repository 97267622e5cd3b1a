"""Everything that counts, group by group, with a table of seconds and counts at the end; goes on after a group that failed.

    python3 .ci/test_all.py [GROUP …]

Needs nothing but Python 3.11: the first group, set-up, makes the rest.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTS = ROOT / "var" / "test"
PYTEST = [".venv/bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
# Two cores: two workers, whole files each. Groups that start servers, browsers or recognizers have the machine to themselves.
SIDE_BY_SIDE = [*PYTEST, "-n", "2", "--dist", "loadfile"]

ALONE = "not e2e and not speech and not slow and not server and not openai_whisper"
# What other programs read of ours and we of theirs: a group of its own, as long as all the rest.
OTHERS = ["tests/oparl", "tests/feeds", "tests/doors"]


@dataclass(frozen=True, slots=True)
class Group:
    """A command with the minutes it may take; after three times as long it is ended, so that CI never hangs."""

    name: str
    minutes: int
    command: list[str]
    tests: bool = True


GROUPS = [
    Group("set-up", 8, [".ci/set_up", "test"], tests=False),
    Group("check", 2, [".venv/bin/python", ".ci/check.py"], tests=False),
    Group("unit", 10, [*SIDE_BY_SIDE, "-m", ALONE, *(f"--ignore={folder}" for folder in OTHERS)]),
    Group("others", 6, [*SIDE_BY_SIDE, "-m", ALONE, *OTHERS]),
    Group("postgres", 10, [".ci/with_postgres", *SIDE_BY_SIDE, "-m", "postgres"]),
    Group("server", 4, [".ci/with_postgres", *PYTEST, "-m", "server"]),
    Group("browser", 8, [*PYTEST, "-m", "e2e"]),
    Group("speech", 6, [*PYTEST, "-m", "(speech or slow) and not e2e and not openai_whisper"]),
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a group came to; counts are None where the group has no tests to count."""

    group: Group
    seconds: float
    code: int
    passed: int | None = None
    failed: int | None = None
    skipped: int | None = None


def run(group: Group) -> Outcome:
    """Run a group in a process group of its own, so that ending it ends all it started."""
    sys.stdout.write(f"\n=== {group.name} ===\n")
    sys.stdout.flush()
    report = REPORTS / f"{group.name}.xml"
    report.unlink(missing_ok=True)
    command = [*group.command, f"--junitxml={report}"] if group.tests else group.command
    began = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        code = process.wait(timeout=group.minutes * 60 * 3)
    except subprocess.TimeoutExpired:
        sys.stdout.write(f"{group.name}: nach {group.minutes * 3} Minuten beendet\n")
        code = 124
    finally:
        end(process)
    return count(group, time.monotonic() - began, code, report)


def end(process: subprocess.Popen[bytes]) -> None:
    """End what a group left running: asked first, then by force."""
    for asked in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, asked)
        except ProcessLookupError:
            return
        for _ in range(100):
            process.poll()
            try:
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.1)


def count(group: Group, seconds: float, code: int, report: Path) -> Outcome:
    """Read pytest's report; a group of tests that ran none has failed, as a green line must mean something."""
    if not group.tests:
        return Outcome(group, seconds, code)
    if not report.exists():
        return Outcome(group, seconds, code or 1, 0, 1, 0)
    suite = next(ElementTree.parse(report).getroot().iter("testsuite"))  # noqa: S314  pytest wrote it a moment ago
    total, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
    failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
    return Outcome(group, seconds, code, total - skipped - failed, failed, skipped)


def table(outcomes: list[Outcome]) -> str:
    """The closing table, and one closing line with the sums."""
    lines = [f"{'group':<10} {'seconds':>8} {'limit':>6} {'passed':>7} {'failed':>7} {'skipped':>8}"]
    for each in outcomes:
        counts = [each.passed, each.failed, each.skipped]
        shown = " ".join(f"{'–' if n is None else n:>{width}}" for n, width in zip(counts, (7, 7, 8), strict=True))
        late = "  over its limit" if each.seconds > each.group.minutes * 60 else ""
        lines.append(
            f"{each.group.name:<10} {each.seconds:8.0f} {each.group.minutes * 60:6d} {shown}"
            f"{'' if each.code == 0 else f'  FAILED (exit {each.code})'}{late}"
        )
    lines.append(f"{'together':<10} {sum(each.seconds for each in outcomes):8.0f}")
    return "\n".join(lines)


def main(names: list[str]) -> int:
    """Run the groups asked for (all by default); 1 when one of them failed."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    outcomes: list[Outcome] = []
    for group in GROUPS:
        if names and group.name not in names:
            continue
        outcomes.append(run(group))
        if group.name == "set-up" and outcomes[-1].code:
            break
    bad = [each for each in outcomes if each.code]
    sys.stdout.write(f"\n{table(outcomes)}\n\n")
    passed = sum(each.passed if each.passed is not None else int(not each.code) for each in outcomes)
    failed = sum(max(each.failed or 0, int(each.code != 0)) for each in outcomes)
    skipped = sum(each.skipped or 0 for each in outcomes)
    sys.stdout.write(f"{passed} passed, {failed} failed, {skipped} skipped\n")
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
