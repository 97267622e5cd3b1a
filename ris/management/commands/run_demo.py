"""What `make demo` does after set-up: database, static files, workers, server, the invented city; until Ctrl-C."""

from __future__ import annotations

import http.client
import os
import socket
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError

from jobs import outbox
from jobs.models import Stage
from ris.assets import collect_when_changed
from ris.running import Ended, Household, Leaving, leaving_on_signals

START_SECONDS = 60.0
INVENTED = (
    "https://creativecommons.org/publicdomain/zero/1.0/"  # whoever likes may do with the invented city what they like
)


class Command(BaseCommand):
    """Bring up everything, show the recording being processed, say what to try, and stay."""

    help = "Startet die erfundene Stadt mit Arbeitern und Server; Strg-C beendet alles, was gestartet wurde."
    requires_system_checks: list[str] = []  # asked below, once the data folder is there

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen."""
        parser.add_argument("--port", type=int, default=8000, help="Port des Servers auf diesem Rechner")
        parser.add_argument("--processes", type=int, default=2, help="Arbeiter für langsame Schritte")

    def handle(self, *args: object, **options: object) -> None:
        """The steps in order; Ctrl-C at any of them leaves nothing running."""
        port, processes = int(str(options["port"])), int(str(options["processes"]))
        if not is_free(port):
            raise CommandError(f"Port {port} ist belegt. Ein anderer geht so: make demo PORT={port + 1}")
        address = f"http://127.0.0.1:{port}"
        # Ids that leave the house stand on this port, also when it is another one than last time.
        environment = os.environ | {"CANONICAL_HOST": address, "DEMO": "1", "PYTHONUNBUFFERED": "1"}
        environment.setdefault("OPARL_LICENSE", INVENTED)
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        settings.CANONICAL_HOST = address  # for the steps in this process
        with leaving_on_signals(), Household(environment) as household:
            try:
                self._prepare()
                household.start("Server", gunicorn(port))
                call_command("demo", stdout=self.stdout)
                household.start("Arbeiter", [*manage, "work", "--processes", str(processes)])
                self._watch(household, manage)
                call_command("demo", publish=True, stdout=self.stdout)
                self._watch(household, manage)  # the index takes up what was published
                wait_for(port, household)
                self.stdout.write(f"\nBereit: {address}/\n\n")
                call_command("demo", what_to_try=True, stdout=self.stdout)
                self.stdout.write("Strg-C beendet alles.")
                self.stdout.flush()
                household.stay()
            except Leaving:
                self.stdout.write("\nWird beendet …")
            except Ended as ended:
                raise CommandError(
                    f"„{ended.code}“ ist unerwartet zu Ende gegangen (Status {ended.status})."
                ) from ended

    def _watch(self, household: Household, manage: list[str]) -> None:
        """Show the progress of what is to be done; a process of its own, so that a dead worker is noticed meanwhile."""
        if Stage.objects.unfinished().exists() or not outbox.is_empty():
            self.stdout.flush()
            household.run("watch_stages", [*manage, "watch_stages"])

    def _prepare(self) -> None:
        """Database and static files; then the system checks, whose hints say what is missing."""
        call_command("migrate", interactive=False, verbosity=0)
        collect_when_changed(Path(settings.STATIC_ROOT))
        try:
            self.check()
        except SystemCheckError as error:
            raise CommandError(str(error)) from error


def is_free(port: int) -> bool:
    """Whether nobody listens on the port of this machine."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def gunicorn(port: int) -> list[str]:
    """The server as in production (ris/web_server.py), on this machine alone and quicker to end."""
    return [
        *(sys.executable, "-m", "gunicorn", "--config", "python:ris.web_server", "ris.wsgi"),
        *("--bind", f"127.0.0.1:{port}", "--graceful-timeout", "5"),
    ]


def wait_for(port: int, household: Household) -> None:
    """Wait until the start page answers; raises CommandError after a minute, or when it answers with an error."""
    until = time.monotonic() + START_SECONDS
    while True:
        household.look()
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            asked.request("GET", "/")
            status = asked.getresponse().status
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() > until:
                raise CommandError(f"Der Server antwortet nicht auf Port {port}.") from error
        else:
            if status >= 400:
                raise CommandError(f"Der Server antwortet auf die Startseite mit {status}.")
            return
        finally:
            asked.close()
        time.sleep(0.2)
