"""Versions of many rows at once, copied inside the database: what was just written need not travel a second time.

For writes in bulk only. Single ones are kept by django-simple-history itself; the rows are the same.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connections
from django.db.models import Max
from django.utils import timezone
from simple_history.models import HistoricalRecords

from meetings.history import who_acts

AT_ONCE = 500  # keys in one statement


def keep_versions(model: type[Any], keys: Collection[int], *, created: bool, linked: bool, using: str) -> None:
    """The history gets these rows as they stand now, with author and cause; with `linked` also their many-to-many links."""
    if not hasattr(model, "history") or not keys:
        return
    ordered = list(keys)
    for start in range(0, len(ordered), AT_ONCE):
        part = ordered[start : start + AT_ONCE]
        _copy(model, part, kind="+" if created else "~", using=using)
        if linked and hasattr(model, "_history_m2m_fields"):
            _copy_links(model, part, using=using)


def _copy(model: type[Any], keys: list[int], *, kind: str, using: str) -> None:
    now = who_acts()
    kept = model.history.model
    told = {
        "history_date": timezone.now(),
        "history_change_reason": now.cause,
        "history_type": kind,
        "history_user": now.user.pk if now.user is not None else None,
    }
    connection = connections[using]
    quote = connection.ops.quote_name
    columns = [(kept._meta.get_field(field.name).column, field.column) for field in kept.tracked_fields]
    into = [*(there for there, _here in columns), *(kept._meta.get_field(name).column for name in told)]
    taken = ", ".join(quote(here) for _there, here in columns)
    values = [kept._meta.get_field(name).get_db_prep_save(value, connection) for name, value in told.items()]
    # Names of tables and columns come from the models, values from the driver.
    sql = (
        f"INSERT INTO {quote(kept._meta.db_table)} ({', '.join(map(quote, into))})"  # noqa: S608  # nosec B608
        f" SELECT {taken}, {', '.join(['%s'] * len(values))} FROM {quote(model._meta.db_table)}"
        f" WHERE {quote(model._meta.pk.column)} IN ({', '.join(['%s'] * len(keys))})"
        f" ORDER BY {quote(model._meta.pk.column)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, *keys])


def _copy_links(model: type[Any], keys: list[int], *, using: str) -> None:
    """The library copies the links of single writes only; row by row that would be three queries each."""
    versions = model.history.model.objects.using(using).filter(id__in=keys).order_by()
    latest = dict(versions.values_list("id").annotate(Max("history_id")))
    for field in model.history.model._history_m2m_fields:
        kept = HistoricalRecords.m2m_models[field]
        through = field.remote_field.through
        own_key = through._meta.get_field(field.m2m_field_name()).attname
        names = [link_field.attname for link_field in through._meta.concrete_fields]
        links = through._base_manager.using(using).filter(**{f"{own_key}__in": keys})
        kept.objects.using(using).bulk_create(
            (kept(history_id=latest[link[own_key]], **link) for link in links.values(*names)), batch_size=1000
        )
