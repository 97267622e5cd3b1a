"""`manage.py read_documents`: documents once more."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from meetings.documents.again import read_scans_again, try_failed_again


class Command(BaseCommand):
    """Scans and failures are put in line again; the workers do the rest."""

    help = "Stellt Dokumente noch einmal an: Scans (--scans), Fehlgeschlagenes (--failed)."

    def add_arguments(self, parser: CommandParser) -> None:
        """What is put in line."""
        parser.add_argument("--scans", action="store_true", help="Seiten, die nur Bilder sind, erkennen")
        parser.add_argument("--failed", action="store_true", help="Was nicht geholt oder gelesen werden konnte")
        parser.add_argument("--dry-run", action="store_true", help="Nur zählen")

    def handle(self, *args: object, **options: Any) -> None:
        """Count and put in line."""
        if not options["scans"] and not options["failed"]:
            raise CommandError("Bitte --scans oder --failed angeben.")
        if options["scans"]:
            self.stdout.write(f"{read_scans_again(dry_run=options['dry_run'])} Dokumente mit Scans")
        if options["failed"]:
            self.stdout.write(f"{try_failed_again(dry_run=options['dry_run'])} fehlgeschlagene")
