"""`manage.py refresh_stages`: after an update or a changed setting, find out which work is out of date."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from jobs import pipeline
from jobs.models import Stage


class Command(BaseCommand):
    help = "Compares all stages with today's inputs, settings and versions; what is out of date runs again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--subject", default="", help="only this kind of row, e.g. media.Recording")
        parser.add_argument("--dry-run", action="store_true", help="only tell what would run again")

    def handle(self, *args: Any, **options: Any) -> None:
        changed = pipeline.refresh_all(options["subject"], dry_run=options["dry_run"])
        for name, count in sorted(changed.items()):
            self.stdout.write(f"{name}: {count}")
        self.stdout.write(f"{sum(changed.values())} stages of {Stage.objects.count()}")
