"""`manage.py restore FOLDER`: a backup in the place of this installation."""

from __future__ import annotations

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ris.backup import restoring
from ris.backup.wording import Refused
from ris.doors.postgres import PostgresFailed


class Command(BaseCommand):
    """Restore and say what there is now, and where that lies which was here before."""

    help = "Stellt eine Sicherung wieder her: prüft sie, tauscht sie ein, baut den Suchindex neu. Alles oder nichts."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which one, and whether something may be replaced."""
        parser.add_argument(
            "folder", type=Path, help="eine Sicherung, oder der Ordner mit Sicherungen (dann die neueste)"
        )
        parser.add_argument(
            "--force", action="store_true", help="auch wenn schon etwas da ist; das bleibt daneben liegen"
        )

    def handle(self, *args: object, folder: Path, force: bool, **options: object) -> None:
        """A few lines, or one sentence."""
        try:
            done = restoring.restore(folder, at=timezone.now(), force=force)
        except (Refused, PostgresFailed) as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(done.manifest.tables.values())
        self.stdout.write(
            f"Wiederhergestellt: {done.backup}\n{done.manifest.files} Dateien, {rows} Zeilen, "
            f"{done.documents} Einträge im Suchindex."
        )
        if done.aside:
            self.stdout.write(f"Was vorher hier lag, liegt in {done.aside}; bitte löschen, wenn alles stimmt.")
        self.stdout.write("Server und Arbeiter neu starten.")
