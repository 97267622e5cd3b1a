"""Erases a person's data on request (Art. 17 GDPR); the decision is a human's, the work is done here."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from meetings.models import Person
from ris.upkeep.erasing import InOffice, erase, has_namesake


class Command(BaseCommand):
    help = "Löscht die Daten einer Person überall; es bleibt ein Grabstein ohne Namen. Nicht rückgängig zu machen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("person", help="Adresse (Slug) oder Kennung (UUID) der Person")
        parser.add_argument("--dry-run", action="store_true", help="Nur zählen, nichts löschen")

    def handle(self, *args: Any, **options: Any) -> None:
        person = _find(options["person"])
        if has_namesake(person):
            self.stdout.write("Es gibt eine Person gleichen Namens: In freien Texten bleibt der Name stehen.")
        try:
            counts = erase(person, dry_run=options["dry_run"])
        except InOffice:
            raise CommandError(
                "Diese Person hat noch einen Sitz oder ein Amt. Beenden Sie zuerst ihre Mitgliedschaften und Mandate."
            ) from None
        for table, count in sorted(counts.items()):
            self.stdout.write(f"{count:>7}  {table}")
        pages = counts["meetings.FilePage.text"]
        if pages:
            self.stdout.write(f"{pages} Seiten von Dokumenten nennen den Namen: Bitte prüfen Sie die Dokumente selbst.")
        self.stdout.write("Nichts wurde gelöscht (--dry-run)." if options["dry_run"] else "Gelöscht.")


def _find(text: str) -> Person:
    try:
        wanted = {"uuid": UUID(text)}
    except ValueError:
        wanted = {"slug": text}  # type: ignore[dict-item]
    person: Person | None = Person.objects.filter(**wanted).first()
    if person is None:
        raise CommandError(f"Eine Person „{text}“ gibt es nicht.")
    return person
