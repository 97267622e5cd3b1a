"""`manage.py bench_search_speech`: index and query figures for real council speech."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.bench import BenchFailed, as_json, measure

DEFAULT = Path("..") / "shared" / "data" / "magdeburg-7.tar.zst"


class Command(BaseCommand):
    help = "Indexes the speech of an archive in a throwaway index and measures 200 searches with facets and snippets."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--archive", type=Path, default=None, help=f"Default: {DEFAULT}")
        parser.add_argument("--json", type=Path, default=None, help="Also write the figures there.")

    def handle(self, *args: Any, **options: Any) -> None:
        archive = options["archive"] or settings.BASE_DIR / DEFAULT
        try:
            measured = measure(archive, progress=self.stdout.write)
        except BenchFailed as error:
            reasons = {
                "no_archive": "There is no archive at {archive}.",
                "no_zstandard": "The package zstandard is missing (group test).",
                "no_speech": "{archive} holds no speech.",
            }
            raise CommandError(reasons[error.code].format(**error.values)) from error
        for name, value in asdict(measured).items():
            self.stdout.write(f"{name:>22}  {value}")
        if options["json"]:
            options["json"].write_text(as_json(measured) + "\n", encoding="utf-8")
