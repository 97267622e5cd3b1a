"""Collect the texts of code and templates, and fill in the German that people wrote in pairs."""

from __future__ import annotations

import shutil

import polib
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from ris.translating import ROOT, WrongPair, compile_catalogues, merge, read_pairs

CATALOGUE = ROOT / "locale" / "de" / "LC_MESSAGES" / "django.po"
OTHERS = ["node_modules", "var", ".venv*", "tests", "docs"]


class Command(BaseCommand):
    """Bring `locale/de/LC_MESSAGES/django.po` up to date."""

    help = "Sammelt alle Texte (makemessages), trägt das Deutsche aus locale/de/pairs/ ein und übersetzt die Kataloge."

    def add_arguments(self, parser: CommandParser) -> None:
        """Only one choice: to say what would be missing without writing."""
        parser.add_argument("--dry-run", action="store_true", help="nur sagen, was fehlt")

    def handle(self, *args: object, **options: object) -> None:
        """Collect, merge, write, compile; exit code 1 when a text has no German."""
        if shutil.which("xgettext") is None:
            raise CommandError("Es fehlt gettext; unter Debian: apt-get install gettext.")
        if not options["dry_run"]:
            CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
            call_command(
                "makemessages",
                locale=["de"],
                ignore_patterns=OTHERS,
                no_wrap=True,
                no_obsolete=True,
                verbosity=0,
                # Without places in the code: they change with every line, and two people's catalogues would never agree.
                no_location=True,
            )
        catalogue = polib.pofile(str(CATALOGUE), wrapwidth=0)
        try:
            done = merge(catalogue, read_pairs(sorted((ROOT / "locale" / "de" / "pairs").glob("*.txt"))))
        except WrongPair as wrong:
            raise CommandError(f"Deutsche Paare, {wrong}") from wrong
        if not options["dry_run"]:
            # Without the day: two people who collect the same texts get the same file.
            catalogue.metadata.pop("POT-Creation-Date", None)
            catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
            catalogue.save(str(CATALOGUE))
            compile_catalogues(ROOT / "locale")
        for text in done.unused:
            self.stdout.write(f"nicht mehr gebraucht: {text!r}")
        self.stdout.write(
            f"{done.translated} Texte deutsch, {len(done.missing)} fehlen, {len(done.unused)} ungebraucht"
        )
        if done.missing:
            raise CommandError("Ohne Deutsch:\n" + "\n".join(repr(text) for text in done.missing))
