"""Rows that are read from another system, in the admin: to be told from our own, and not to be changed but for what is ours."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from meetings.models.mirror import Mirrored

WHERE_FROM = ("mirrored_from", "source_id", "source_modified", "vanished_at")
"""Shown on the page of a mirrored row."""

CHOICES = {
    "here": (_("led here"), Q(mirrored_from__isnull=True)),
    "there": (_("read from another system"), Q(mirrored_from__isnull=False, vanished_at__isnull=True)),
    "vanished": (_("vanished there"), Q(vanished_at__isnull=False)),
}


class OriginFilter(admin.SimpleListFilter):
    """Led here, read from elsewhere, or not found there any more; only where there are mirrored rows at all."""

    title = _("origin")
    parameter_name = "origin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        if not model_admin.get_queryset(request).filter(mirrored_from__isnull=False).exists():
            return []
        return [(name, words) for name, (words, _condition) in CHOICES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        chosen = CHOICES.get(self.value() or "")
        return queryset.filter(chosen[1]) if chosen else queryset


def is_mirrored(row: Model | None) -> bool:
    """Whether this row says what another system says."""
    return isinstance(row, Mirrored) and row.mirrored_from_id is not None


def told_elsewhere(model: type[Model], row: Model | None) -> bool:
    """Whether rows of this kind, inside the page of this row, are the other system's to change."""
    return is_mirrored(row) and (issubclass(model, Mirrored) or getattr(model, "told_by_source", False))


def read_only(row: Any, names: Iterable[str]) -> tuple[str, ...]:
    """Of these fields of a mirrored row those that its source tells."""
    return tuple(name for name in names if name not in row.ours)
