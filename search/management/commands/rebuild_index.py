"""`manage.py rebuild_index`: in place of haystack's, which empties the index first."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from search.backends.tantivy_backend import WriterBusy
from search.indexing import rebuild


class Command(BaseCommand):
    help = "Builds the search index anew beside the old one and swaps them; searches go on meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--noinput", action="store_true", help="Accepted for haystack's sake; nothing is asked.")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            count = rebuild(self.stdout.write if options["verbosity"] else None)
        except WriterBusy as error:
            raise CommandError(
                "Another process is writing the search index; try again when it has finished."
            ) from error
        self.stdout.write(f"{count} documents in {time.monotonic() - began:.1f} s")
