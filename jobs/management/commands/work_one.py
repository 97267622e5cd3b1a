"""`manage.py work_one`: one worker process, started by `manage.py work`."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "One worker process; started by `manage.py work`, not by hand."
    requires_system_checks: list[str] = []  # `work` has made them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--parent", type=int, required=True)
        parser.add_argument("--queues", default="*")

    def handle(self, *args: Any, **options: Any) -> None:
        from jobs.worker import work_until_told_to_stop

        work_until_told_to_stop(options["queues"].split(","), options["parent"])
