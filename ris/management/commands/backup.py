"""`manage.py backup FOLDER`: everything that cannot be made again, while the site runs."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ris.backup import taking
from ris.backup.wording import Refused, size


class Command(BaseCommand):
    """Take a backup and say what it came to; exit code 1 when it cannot be relied on."""

    help = (
        "Sichert Datenbank, Dateien und Schlüssel in einen neuen Ordner; Unverändertes wird nicht noch einmal kopiert."
    )
    requires_system_checks: list[str] = []  # a backup must be possible when something else is broken

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to, and how many stay."""
        parser.add_argument("folder", type=Path, help="Ordner für Sicherungen, am besten auf einem anderen Laufwerk")
        parser.add_argument("--keep", type=int, help="nur so viele Sicherungen behalten; Vorgabe: alle")

    def handle(self, *args: object, folder: Path, keep: int | None, **options: object) -> None:
        """Two lines, or one sentence."""
        if keep is not None and keep < 1:
            raise CommandError("--keep muss mindestens 1 sein.")
        try:
            taken = taking.take(folder, at=timezone.now(), keep=keep)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        found = taken.manifest
        rows = sum(found.tables.values())
        self.stdout.write(
            f"Gesichert: {taken.folder}\n{found.files} Dateien, {size(found.size)}, davon neu {size(taken.new)}; "
            f"{rows} Zeilen in {len(found.tables)} Tabellen."
        )
        if complaint := taking.what_was_damaged(taken):
            raise CommandError(complaint)
