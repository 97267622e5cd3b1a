"""`manage.py import_oparl URL`: a whole city from another council information system; `--replay` maps it again without the network."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from meetings.models import Source
from ris.oparl.models import Files, ImportRun, RunKind
from ris.oparl.taking import reporting
from ris.oparl.taking.bodies import LedHere
from ris.oparl.taking.replaying import replay
from ris.oparl.taking.running import NothingReadable, TakenOver, Wanted
from ris.oparl.taking.showing import faults_of, name_of, table_of
from ris.oparl.taking.starting import read, source_at
from ris.oparl.wording import sentence


class Bar:
    """A bar in the terminal; where there is none, a line for each list."""

    def __init__(self, console: Console) -> None:
        self.console, self.type = console, ""
        self.bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            TaskProgressColumn(),
            TextColumn("{task.fields[words]}", style="dim"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self.task = self.bar.add_task("", total=None, words="")

    def told(self, run: ImportRun, progress: reporting.Progress) -> None:
        """Show it. Without an earlier run nobody knows how much there is: then there is a count and no estimate."""
        words = f"{progress.read} Objekte, Liste {progress.lists_done} von {progress.lists}"
        if progress.faults:
            words += f", {progress.faults} Auffälligkeiten"
        self.bar.update(
            self.task,
            description=name_of(progress.type),
            total=progress.expected,
            completed=progress.read,
            words=words,
        )
        if not self.console.is_terminal and progress.type != self.type:
            self.type = progress.type
            self.console.print(f"{name_of(progress.type)}: {words}", markup=False)

    def writing(self) -> AbstractContextManager[Any]:
        """Nothing to hold: the terminal is ours."""
        return nullcontext()


class Command(BaseCommand):
    help = "Liest ein Ratsinformationssystem über OParl ein: beim ersten Mal ganz, danach die Änderungen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "url", nargs="?", default="", help="Adresse des Systems oder einer Körperschaft (OParl 1.1 oder 1.0)"
        )
        parser.add_argument("--body", default="", help="Nur diese Körperschaft (Adresse)")
        parser.add_argument(
            "--since", default="", help="Nur was seit diesem Zeitpunkt geändert wurde (2026-01-31 oder mit Uhrzeit)"
        )
        parser.add_argument("--full", action="store_true", help="Alles lesen, auch um Verschwundenes zu finden")
        parser.add_argument(
            "--files", choices=Files.values, default="", help="Dokumente: nichts, nur den Text, oder alles behalten"
        )
        parser.add_argument("--dry-run", action="store_true", help="Lesen und zählen, nichts behalten")
        parser.add_argument(
            "--replay",
            default="",
            metavar="QUELLE",
            help="Ohne Netz: die aufbewahrten Rohdaten dieser Quelle neu zuordnen (Nummer oder Adresse)",
        )
        parser.add_argument("--json", default="", help="Den Bericht auch in diese Datei schreiben")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["url"]) == bool(options["replay"]):
            raise CommandError("Bitte geben Sie entweder eine Adresse an oder --replay mit einer Quelle.")
        self.console = Console(file=cast(IO[str], self.stdout), highlight=False, soft_wrap=True)
        with transaction.atomic() if options["dry_run"] else nullcontext():
            run = self._replayed(options) if options["replay"] else self._read(options)
            if options["dry_run"]:
                transaction.set_rollback(True)
        self._report(run, options)

    def _read(self, options: dict[str, Any]) -> ImportRun:
        source = source_at(options["url"], files=options["files"])
        kind = RunKind.FULL if options["full"] else ""
        wanted = Wanted(kind=kind, since=_moment(options["since"]), body=options["body"])
        bar = Bar(self.console)
        try:
            with bar.bar:
                return read(source, wanted, bar)
        except NothingReadable as nothing:
            raise CommandError(
                f"Nichts konnte gelesen werden. {nothing.fault.address}: {sentence(nothing.fault.code, nothing.fault.values)}"
            ) from None
        except (LedHere, TakenOver) as refused:
            raise CommandError(sentence(refused.code, {"name": str(refused)})) from None

    def _replayed(self, options: dict[str, Any]) -> ImportRun:
        named = options["replay"]
        sources = Source.objects.filter(pk=named) if named.isdigit() else Source.objects.filter(address=named)
        source = sources.first()
        if source is None:
            raise CommandError(f"Eine Quelle „{named}“ gibt es nicht.")
        bar = Bar(self.console)
        with bar.bar:
            return replay(source, bar)

    def _report(self, run: ImportRun, options: dict[str, Any]) -> None:
        self.console.print(table_of(run))
        for line in faults_of(run):
            self.console.print(line, markup=False)
        words = f"{run.get_kind_display()}: {run.seconds:.1f} Sekunden, {run.bytes / 1e6:.1f} MB gelesen."
        self.console.print(words + (" Nichts wurde behalten (--dry-run)." if options["dry_run"] else ""), markup=False)
        if options["json"]:
            said = {
                "kind": run.kind,
                "counts": run.counts,
                "faults": run.faults,
                "seconds": run.seconds,
                "bytes": run.bytes,
            }
            Path(options["json"]).write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
        read_any = any(sum(each.values()) for kind, each in run.counts.items() if kind != "Body")
        if run.kind == RunKind.FULL and not read_any:
            raise CommandError("Nichts konnte gelesen werden.")


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = parse_datetime(text)
        day = parse_date(text[:10])
    except ValueError:
        found = day = None
    if found is None and day is None:
        raise CommandError(f"„{text}“ ist kein Zeitpunkt. Erwartet wird 2026-01-31 oder 2026-01-31T12:00:00+01:00.")
    found = found or datetime.combine(day, datetime.min.time())  # type: ignore[arg-type]  # one of the two is there
    return found if timezone.is_aware(found) else timezone.make_aware(found)
