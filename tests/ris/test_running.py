"""Whatever ends `make demo`, nothing that it started stays behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from ris.management.commands.run_demo import is_free
from ris.running import Ended, Household

ROOT = Path(__file__).resolve().parent.parent.parent

# A server that has a worker of its own, as gunicorn does; both write their ids. The stubborn one does not listen.
SERVER = """
import os, signal, subprocess, sys, time
if "stubborn" in sys.argv: signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
print(os.getpid(), child.pid, file=open(sys.argv[1], "w"), flush=True)
time.sleep(120)
"""
KEEPER = """
import os, sys
import ris.running
from ris.running import Household, Leaving, leaving_on_signals
ris.running.PATIENCE_SECONDS = 1.0
with leaving_on_signals(), Household(os.environ) as household:
    try:
        household.start("server", [sys.executable, "-c", sys.argv[1], *sys.argv[2:]])
        household.stay()
    except Leaving:
        print("left", flush=True)
"""


def started(folder: Path, *how: str) -> tuple[subprocess.Popen[str], list[int]]:
    note = folder / "ids"
    keeper = subprocess.Popen(
        [sys.executable, "-c", KEEPER, SERVER, str(note), *how],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    until = time.monotonic() + 30
    while not (note.exists() and note.read_text().endswith("\n")):
        assert time.monotonic() < until
        time.sleep(0.05)
    return keeper, [int(word) for word in note.read_text().split()]


def are_gone(ids: list[int]) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not any(psutil.pid_exists(each) and psutil.Process(each).status() != psutil.STATUS_ZOMBIE for each in ids):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("how", [(), ("stubborn",)])
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_term_and_a_closed_terminal_leave_nothing_behind(
    tmp_path: Path, ending: signal.Signals, how: tuple[str, ...]
) -> None:
    keeper, ids = started(tmp_path, *how)
    os.kill(keeper.pid, ending)
    out, _ = keeper.communicate(timeout=30)
    assert keeper.returncode == 0
    assert out == "left\n"
    assert are_gone(ids)


def test_even_a_killed_keeper_takes_its_server_along(tmp_path: Path) -> None:
    keeper, ids = started(tmp_path)
    keeper.kill()
    keeper.wait(timeout=30)
    assert are_gone(ids[:1])
    for each in ids[1:]:  # the server itself looks after its worker; this one of the test does not
        psutil.Process(each).kill()


@pytest.fixture
def keep_signals() -> Iterator[None]:
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def test_one_that_ends_by_itself_is_named(keep_signals: None) -> None:
    with Household(os.environ) as household:
        household.start("worker", [sys.executable, "-c", "raise SystemExit(3)"])
        with pytest.raises(Ended, match=r"worker \(3\)"):
            household.stay()


def test_a_step_that_fails_is_named(keep_signals: None) -> None:
    with pytest.raises(Ended, match=r"migrate \(1\)"), Household(os.environ) as household:
        household.run("migrate", [sys.executable, "-c", "raise SystemExit(1)"])


def test_a_taken_port_is_noticed() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert not is_free(port)
    assert is_free(port)


def test_demo_says_which_port_is_taken_and_which_to_take() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "run_demo", "--port", str(port)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 1
    assert f"Port {port} ist belegt. Ein anderer geht so: make demo PORT={port + 1}" in done.stderr
