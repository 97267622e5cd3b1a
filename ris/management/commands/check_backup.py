"""`manage.py check_backup FOLDER`: is what was backed up still whole?"""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from ris.backup import checking, manifest
from ris.backup.wording import Refused, size


class Command(BaseCommand):
    """Read every byte of the newest backup, or of all."""

    help = "Prüft eine Sicherung: jede Datei gegen ihre Prüfsumme, die Datenbank gegen ihre Zeilenzahlen."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which."""
        parser.add_argument("folder", type=Path, help="eine Sicherung, oder der Ordner mit Sicherungen")
        parser.add_argument("--all", action="store_true", help="alle im Ordner; Vorgabe: die neueste")

    def handle(self, *args: object, folder: Path, **options: object) -> None:
        """A line for each; exit code 1 when one is damaged."""
        try:
            which = (manifest.generations(folder) if options["all"] else []) or [manifest.newest(folder)]
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        complaints = []
        for each in which:
            try:
                found = checking.check(each)
            except Refused as refusal:
                complaints.append(str(refusal))
                continue
            self.stdout.write(f"In Ordnung: {each}, {found.files} Dateien, {size(found.size)}, {found.engine}")
        if complaints:
            raise CommandError("\n".join(complaints))
