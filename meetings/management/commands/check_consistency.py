"""Counts what disagrees in the database, for an operator: after an import, a restore or a hand in the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from meetings.addresses import dangling_redirects
from meetings.consistency import rules


class Command(BaseCommand):
    help = "Zählt Zeilen, die einander widersprechen (etwa ein Gremium einer anderen Gemeinde). Ändert nichts."

    def handle(self, *args: Any, **options: Any) -> None:
        found = [(f"{rule.model._meta.label}: {rule.name}", rule.count()) for rule in rules()]
        found.append(("meetings.SlugRedirect: führt ins Leere", dangling_redirects()))
        bad = [(name, count) for name, count in found if count]
        for name, count in bad:
            self.stdout.write(f"{count:>8}  {name}")
        if bad:
            total = sum(count for _name, count in bad)
            raise CommandError(f"{total} Widersprüche bei {len(bad)} von {len(found)} Regeln.")
        self.stdout.write(f"{len(found)} Regeln geprüft, keine Widersprüche.")
