"""Measures recognition on a recording whose words are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from transcripts.bench import NORMALISATION, BenchImpossible, Setup, bench


class Command(BaseCommand):
    """Speed beside faster-whisper called directly, word errors before and after correction, agenda calls, memory."""

    help = "Misst die Spracherkennung an einem Ordner mit meeting.mp4, agenda.json und truth.json."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--recording", type=Path, default=settings.BASE_DIR.parent / "shared" / "data" / "recording"
        )
        parser.add_argument("--json", type=Path, help="Dieselben Zahlen als JSON in diese Datei.")

    def handle(self, *args: Any, **options: Any) -> None:
        setup = Setup(
            settings.WHISPER_MODEL,
            Path(settings.DATA_DIR),
            settings.WHISPER_DEVICE,
            settings.WHISPER_COMPUTE_TYPE,
            settings.SPEECH_LANGUAGE,
        )
        try:
            figures = bench(options["recording"], setup)
        except BenchImpossible as error:
            raise CommandError(f"{error.code}: {', '.join(str(value) for value in error.values.values())}") from error
        self.stdout.write(f"WER in Prozent; {NORMALISATION}")
        for name, value in figures.items():
            self.stdout.write(f"  {name:<20} {value:>10}")
        if options["json"]:
            options["json"].write_text(json.dumps(figures, indent=1) + "\n")
