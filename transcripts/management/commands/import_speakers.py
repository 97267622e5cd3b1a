"""`manage.py import_speakers MEETING FILE`: who spoke when, from a log."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import ngettext

from meetings.history import acting
from meetings.models import Meeting
from transcripts.speakers import UnreadableLog, import_speakers, read_log
from transcripts.wording import words


class Command(BaseCommand):
    """Takes in a CSV or JSON log of speakers."""

    help = "Liest ein Redeprotokoll (CSV oder JSON: person, start, end in Sekunden auf der Sitzungsuhr) und ordnet den Wortlaut zu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("meeting", help="Adresse (slug) oder Kennung (UUID) der Sitzung")
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", default="", help="Name der Quelle; ein Protokoll ersetzt das frühere derselben Quelle"
        )
        parser.add_argument("--dry-run", action="store_true", help="nur prüfen")

    def handle(self, *args: Any, **options: Any) -> None:
        key: str = options["meeting"]
        meeting = Meeting.objects.living().filter(slug=key).first() or (
            Meeting.objects.living().filter(uuid=key).first() if len(key) == 36 else None
        )
        if meeting is None:
            raise CommandError(f"Es gibt keine Sitzung „{key}“.")
        if not options["file"].is_file():
            raise CommandError(f"Es gibt keine Datei „{options['file']}“.")
        try:
            if options["dry_run"]:
                self.stdout.write(f"{len(read_log(options['file']))} Redebeiträge, nichts geschrieben.")
                return
            with acting(cause="command:import_speakers"):
                done = import_speakers(meeting, options["file"], source=options["source"])
        except UnreadableLog as error:
            raise CommandError(words(error.code, error.values)) from error
        text = ngettext("%(count)d turn was written.", "%(count)d turns were written.", done.turns)
        self.stdout.write(text % {"count": done.turns})
        for name in done.unknown:
            self.stdout.write(f"Niemandem zugeordnet, als Beschriftung übernommen: {name}")
