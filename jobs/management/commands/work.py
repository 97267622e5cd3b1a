"""`manage.py work`: run the stages that are due, with several worker processes."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from jobs import delivery
from jobs.foreman import Foreman, WorkersDoNotStart


class Command(BaseCommand):
    help = "Runs stages with worker processes until Ctrl-C, or with --until-idle until nothing is left to do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="default: one per core")
        parser.add_argument("--queues", default="*", help="comma-separated, e.g. default,cpu; default: all")
        parser.add_argument(
            "--until-idle", action="store_true", help="end when nothing is left to do; exit code 1 if a stage failed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["processes"] < 1:
            raise CommandError(_("--processes must be at least 1."))
        if not delivery.is_database_queue():
            raise CommandError(_("TASK_BACKEND is not the database: start the workers of that backend instead."))
        try:
            went_well = Foreman(options["processes"], options["queues"].split(",")).work(
                until_idle=options["until_idle"]
            )
        except WorkersDoNotStart:
            raise CommandError(_("The workers end as soon as they start; see the error above.")) from None
        if options["until_idle"] and not went_well:
            raise CommandError(_("At least one stage failed; see the stages in the admin."))
