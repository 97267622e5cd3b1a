"""What can be set by the environment: the table of `docs/operations.md` and the lines of `.env.example`."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandParser

from ris.doors.env import Variable, env


def as_table(variables: Iterable[Variable]) -> str:
    """The variables as a Markdown table, in the order in which the settings read them."""
    rows = [
        f"| `{each.name}` | {each.kind.replace('|', '/')} | {f'`{each.default}`' if each.default else '–'} | {each.help} |"
        for each in variables
    ]
    return "\n".join(["| Variable | Art | Vorgabe | Bedeutung |", "|---|---|---|---|", *rows]) + "\n"


def as_env_file(variables: Iterable[Variable]) -> str:
    """The variables as an `.env` file in which every line is commented out, as the defaults run."""
    return "\n".join(f"# {each.help} ({each.kind})\n# {each.name}={each.default}\n" for each in variables)


class Command(BaseCommand):
    """Print every variable with its type, default and meaning."""

    help = "Zeigt alle Einstellungen aus der Umgebung mit Art, Vorgabe und Bedeutung."

    def add_arguments(self, parser: CommandParser) -> None:
        """One form for the documentation, one for a file to fill in."""
        parser.add_argument("--env", action="store_true", help="als Datei .env zum Ausfüllen")

    def handle(self, *args: object, **options: object) -> None:
        """Print them."""
        form = as_env_file if options["env"] else as_table
        self.stdout.write(form(env.variables.values()), ending="")
