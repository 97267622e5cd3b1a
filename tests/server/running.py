"""A server as a city runs it, without containers: the entry scripts, gunicorn, Debian's nginx; on loopback, gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent.parent
ENTRY = ROOT / "docker" / "entry"
START_SECONDS = 60.0


@dataclass
class Server:
    """What runs: nginx at `address`, gunicorn behind it at `behind`."""

    address: str
    behind: str
    environment: Mapping[str, str]
    front: subprocess.Popen[bytes]
    web: subprocess.Popen[bytes]

    @contextmanager
    def without_the_application(self) -> Iterator[None]:
        """Only nginx is there meanwhile; afterwards both are again."""
        end(self.web)
        yield
        self.web = start(self.environment, "web")
        wait_for(self)


def free_port() -> int:
    """A port of this machine that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def nginx() -> str:
    """Debian's nginx; it lies where ordinary users do not look."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/sbin")
    assert program, "nginx is missing: make setup-test"
    return program


def installation(data: Path, *, database: str = "", **more: str) -> dict[str, str]:
    """The environment of an installation of its own: this data folder, this database, the product's own settings."""
    plain = {name: value for name, value in os.environ.items() if name != "RIS_TEST_FOLDER"}
    return plain | {
        "DJANGO_SETTINGS_MODULE": "ris.settings",
        "DATA_DIR": str(data),
        "DATABASE_URL": database,
        "SECRET_KEY": "",
        "PAGE_CACHE_SECONDS": "",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        **more,
    }


def entry(environment: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the entry script to its end; what it said is for the test to judge."""
    return subprocess.run(
        [str(ENTRY), *command], env=environment, text=True, capture_output=True, timeout=240, check=False
    )


@contextmanager
def served(environment: Mapping[str, str], folder: Path) -> Iterator[Server]:
    """nginx and gunicorn by the entry scripts over this environment's database and data folder, migrated before."""
    front, web = free_port(), free_port()
    own = {
        "SERVE_FILES_BY": "nginx",
        "WEB_BIND": f"127.0.0.1:{web}",
        "WEB_ADDRESS": f"127.0.0.1:{web}",
        "WEB_WORKERS": "2",
        "FRONT_LISTEN": f"127.0.0.1:{front}",
        "FRONT_RUN": str(folder),
        "FRONT_USER": "root",  # only heeded where the tests run as root, whose folders nobody else may enter
        "FRONT_ACCESS_LOG": "off",
        "NGINX_PROGRAM": nginx(),
    }
    everything = {**environment, **own, **{name: environment[name] for name in own if environment.get(name)}}
    parts = [start(everything, part) for part in ("front", "web")]
    server = Server(f"http://{everything['FRONT_LISTEN']}", f"http://{everything['WEB_BIND']}", everything, *parts)
    try:
        wait_for(server)
        yield server
    finally:
        for process in (server.front, server.web):
            end(process)


def start(environment: Mapping[str, str], part: str) -> subprocess.Popen[bytes]:
    """Start a part in a process group of its own, so that ending it ends all it started."""
    return subprocess.Popen([str(ENTRY), part], env=environment, start_new_session=True)


def wait_for(server: Server) -> None:
    """Return once a page comes through both."""
    until = time.monotonic() + START_SECONDS
    while True:
        for process in (server.front, server.web):
            assert process.poll() is None, f"ended with {process.returncode}: {process.args}"
        try:
            if httpx.get(f"{server.address}/", timeout=20).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        assert time.monotonic() < until, "no page came through nginx"
        time.sleep(0.1)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process with all that it started: asked first, then by force."""
    for asked, seconds in ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0)):
        try:
            os.killpg(process.pid, asked)
        except ProcessLookupError:
            return
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            process.poll()
            try:
                os.killpg(process.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.05)
