"""A run's report in words, for the terminal and for the office: counts for each type, and what was wrong, by kind."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from rich.table import Table

from ris.oparl.models import ImportRun
from ris.oparl.taking.kinds import KINDS
from ris.oparl.wording import is_lost, sentence

OUTCOMES: dict[str, str] = {
    "new": gettext_noop("new"),
    "changed": gettext_noop("changed"),
    "unchanged": gettext_noop("unchanged"),
    "back": gettext_noop("here again"),
    "deleted": gettext_noop("deleted there"),
    "vanished": gettext_noop("vanished"),
    "waiting": gettext_noop("waiting for another"),
    "unreadable": gettext_noop("not readable"),
}
"""Columns of the report. What was deleted there before we knew of it is not told."""

FEW = 3


def name_of(kind: str) -> str:
    """The German word for a type, in the plural."""
    return str(KINDS[kind].model._meta.verbose_name_plural) if kind in KINDS else kind


def rows_of(run: ImportRun) -> list[tuple[str, list[int]]]:
    """A line for each type that occurred, with a number for each outcome."""
    return [
        (name_of(kind), [outcomes.get(outcome, 0) for outcome in OUTCOMES])
        for kind, outcomes in run.counts.items()
        if any(outcomes.get(outcome) for outcome in OUTCOMES)
    ]


def table_of(run: ImportRun) -> Table:
    """The report for the terminal, without columns in which nothing stands."""
    rows = rows_of(run)
    used = [place for place in range(len(OUTCOMES)) if any(numbers[place] for _name, numbers in rows)]
    table = Table("", *(_(list(OUTCOMES.values())[place]) for place in used))
    for name, numbers in rows:
        table.add_row(name, *(str(numbers[place] or "") for place in used))
    return table


def faults_of(run: ImportRun) -> Iterator[str]:
    """What is missing here comes first, then what was put right; each kind with its count and some addresses."""
    for code, found in sorted(run.faults.items(), key=lambda each: (not is_lost(each[0]), -each[1]["count"])):
        example = found["examples"][0] if found["examples"] else {}
        yield f"{found['count']:>7} × {sentence(code, example)}"
        if is_lost(code):
            for each in found["examples"][:FEW]:
                yield f"          {each['address']}" + (f" → {each['target']}" if each.get("target") else "")
            more = found["count"] - FEW
            if more > 0:
                yield "          " + ngettext("… and %(count)d more", "… and %(count)d more", more) % {"count": more}
