"""`manage.py watch_stages`: see the work go on, in the terminal."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jobs.progress_display import watch


class Command(BaseCommand):
    help = "Shows the progress of all stages (or of one row's) until all have ended; exit code 1 if one failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--subject", default="", help="e.g. media.Recording")
        parser.add_argument("--id", type=int, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["id"] is not None and not options["subject"]:
            raise CommandError(_("--id needs --subject."))
        if not watch(options["subject"], options["id"]):
            raise CommandError(_("At least one stage failed; see the stages in the admin."))
