"""`manage.py prepare`: what the entry scripts of a server call before anything else."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ris import preparing


class Command(BaseCommand):
    """Wait for the database, then migrate and collect, or wait until another process has."""

    help = "Wartet auf die Datenbank, bringt sie auf den Stand dieser Version und sammelt Gestaltung und Skripte."
    requires_system_checks: list[str] = []  # some of them ask the database that is waited for

    def add_arguments(self, parser: CommandParser) -> None:
        """How long, and whether somebody else does the work."""
        parser.add_argument("--seconds", type=float, default=120, help="so lange warten (Vorgabe: 120)")
        parser.add_argument("--wait", action="store_true", help="nur warten, bis ein anderer damit fertig ist")

    def handle(self, *args: object, **options: object) -> None:
        """Say what was done in one line."""
        seconds = float(str(options["seconds"]))
        try:
            preparing.wait_for_database(seconds)
            if options["wait"]:
                preparing.wait_for_migrations(seconds)
                return
        except preparing.NotReady as missing:
            raise CommandError(sentence(missing)) from missing
        applied = preparing.migrate()
        self.stdout.write(f"Datenbank auf dem Stand dieser Version; {len(applied)} Schritte angewendet.")


def sentence(missing: preparing.NotReady) -> str:
    """What the operator reads; German and not translated, as in ris/checks.py."""
    if missing.code == "database":
        return f"Die Datenbank antwortet nicht: {missing.complaint}"
    return "Die Datenbank ist nicht auf dem Stand dieser Version; zuerst: manage.py prepare"
