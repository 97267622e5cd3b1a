"""`manage.py dump_archive`: all that came from other systems as canonical JSON, to compare two installations."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.models import Body
from ris.oparl.taking.dumping import Dump


class Command(BaseCommand):
    help = "Schreibt das Archiv als kanonisches JSON (eine Zeile je Objekt), um zwei Installationen zu vergleichen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="", help="Zieldatei; ohne Angabe: Ausgabe")
        parser.add_argument(
            "--body", default="", help="Nur diese Gebietskörperschaft (Adresse in der Seite, z. B. karlsruhe)"
        )
        parser.add_argument(
            "--own-ids",
            action="store_true",
            help="Objekte mit unseren dauerhaften Kennungen nennen, nicht mit denen der Quelle",
        )
        parser.add_argument("--public", action="store_true", help="Nur was alle sehen dürfen")
        parser.add_argument("--without-addresses", action="store_true", help="Ohne die Adressen von Dokumenten")

    def handle(self, *args: Any, **options: Any) -> None:
        body = Body.objects.filter(slug=options["body"]).first() if options["body"] else None
        if options["body"] and body is None:
            raise CommandError(f"Eine Gebietskörperschaft „{options['body']}“ gibt es nicht.")
        dump = Dump(
            body=body,
            own_ids=options["own_ids"],
            public=options["public"],
            addresses=not options["without_addresses"],
        )
        if not options["file"]:
            for line in dump.lines():
                self.stdout.write(line)
            return
        with Path(options["file"]).open("w", encoding="utf-8") as target:
            count = 0
            for line in dump.lines():
                target.write(f"{line}\n")
                count += 1
        self.stdout.write(f"{count} Objekte geschrieben.")
