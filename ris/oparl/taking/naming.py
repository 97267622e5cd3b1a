"""Names as long as the tables hold them, and readable addresses for many rows at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import CharField, URLField

from meetings.addresses import german_slug


@cache
def lengths(model: type[Any]) -> Mapping[str, int]:
    """Longest value of each text column."""
    return {
        field.attname: field.max_length
        for field in model._meta.concrete_fields
        if isinstance(field, CharField) and field.max_length and not field.choices
    }


@cache
def is_address(model: type[Any], name: str) -> bool:
    """Whether this column holds an address: half of one leads nowhere."""
    return isinstance(model._meta.get_field(name), URLField)


def give_addresses(model: type[Any], rows: Sequence[Any]) -> None:
    """Like `addresses.free_slug`, for rows that are not saved yet: three queries for all of them."""
    wanted = {id(row): german_slug(row.slug_source()) for row in rows if not row.slug}
    taken: set[str] = set()
    for base in set(wanted.values()):
        taken |= _taken(model, base)
    for row in rows:
        if row.slug:
            continue
        base = candidate = wanted[id(row)]
        number = 2
        while candidate in taken:
            candidate = f"{base}-{number}"
            number += 1
        taken.add(candidate)
        row.slug = candidate


def _taken(model: type[Any], base: str) -> set[str]:
    redirects = apps.get_model("meetings", "SlugRedirect").objects.filter(model=model._meta.label_lower)
    rows = model._base_manager.filter(slug__startswith=base).values_list("slug", flat=True)
    return {*rows, *redirects.filter(old_slug__startswith=base).values_list("old_slug", flat=True)}
