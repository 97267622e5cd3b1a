"""Ten times the archive: each copy of all that a city has dealt with lies some years earlier, with ids of its own.

Municipality, organizations and people stay as they are, so that each of them has ten times the past. Written in SQL, in some seconds.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

COPIED = (
    "meetings.File", "meetings.FilePage", "meetings.Meeting", "meetings.MeetingFile", "meetings.AgendaItem",
    "meetings.AgendaItemFile", "meetings.AgendaVersion", "motions.Paper", "motions.PaperFile", "motions.Consultation",
    "motions.Vote", "motions.MemberVote",
)  # fmt: skip
"""What grows with the years, parents first."""

SHIFTED = {"start", "end", "date", "received", "withdrawn_at", "answer_due", "follow_up_date", "published_at"}
"""When something happened, in contrast to when we wrote it down."""


def grow(times: int, *, years: int) -> None:
    """Adds `times - 1` copies, each `years` earlier than the one before; at most ten times, as one digit tells their ids apart."""
    tables = _tables()
    with transaction.atomic(), connection.cursor() as cursor:
        steps = {model: _highest(cursor, model) for model in tables}
        for number in range(1, times):
            for model in tables:
                cursor.execute(_copy(model, steps, number, years))
        for sql in connection.ops.sequence_reset_sql(_no_style(), tables):
            cursor.execute(sql)
    if connection.vendor == "postgresql":
        # It does so by itself some seconds after many writes; SQLite never does, and must do without.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _tables() -> list[type[models.Model]]:
    """The models, with those of their links."""
    found: list[type[models.Model]] = []
    for label in COPIED:
        model = apps.get_model(label)
        found.append(model)
        found += [field.remote_field.through for field in model._meta.local_many_to_many if field.remote_field.through._meta.auto_created]  # fmt: skip
    return found


def _highest(cursor: Any, model: type[models.Model]) -> int:
    cursor.execute(f'SELECT coalesce(max(id), 0) FROM "{model._meta.db_table}"')
    return int(cursor.fetchone()[0])


def _copy(model: type[models.Model], steps: dict[type[models.Model], int], number: int, years: int) -> str:
    columns, values = [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        values.append(_value(field, steps, number, years))
    rows = f'SELECT {", ".join(values)} FROM "{model._meta.db_table}" WHERE id <= {steps[model]}'
    return f'INSERT INTO "{model._meta.db_table}" ({", ".join(columns)}) {rows}'


def _value(field: Any, steps: dict[type[models.Model], int], number: int, years: int) -> str:
    column, model = f'"{field.column}"', field.model
    if field.primary_key:
        return f"{column} + {number * steps[model]}"
    if field.many_to_one or field.one_to_one:
        step = steps.get(field.related_model)
        return f"{column} + {number * step}" if step else column
    if isinstance(field, models.UUIDField):
        return _uuid(column, number)
    if field.name == "slug":
        return f"{column} || '-v{number}'"
    if field.name == "source_id":
        return f"CASE WHEN {column} = '' THEN '' ELSE {column} || '#{number}' END"
    if field.name in SHIFTED:
        return _earlier(column, field, number * years)
    return column


def _uuid(column: str, number: int) -> str:
    """Random ids have a 4 at one place; another digit there makes others, as random and as unique."""
    digit = "012356789a"[number]
    if connection.vendor == "sqlite":
        return f"substr({column}, 1, 12) || '{digit}' || substr({column}, 14)"
    return f"overlay({column}::text placing '{digit}' from 15 for 1)::uuid"


def _earlier(column: str, field: Any, years: int) -> str:
    if connection.vendor != "sqlite":
        return f"({column} - interval '{years} years'){'::date' if type(field) is models.DateField else ''}"
    if type(field) is models.DateField:
        return f"date({column}, '-{years} years')"
    return f"strftime('%Y-%m-%d %H:%M:%S', {column}, '-{years} years')"


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()
