"""The order of an admin form: what it is about first, then who may see it, then what only technical staff ask for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import LegislativeTerm

PUBLICATION = ("audience", "visible_from")
TECHNICAL = ("slug", "uuid", "mime_type", "size", "sha512", "digest", "parameters", "created", "modified", "deleted_at")


def laid_out(names: Sequence[str], *, first: Iterable[str], adding: bool) -> list[tuple[Any, dict[str, Any]]]:
    """Fieldsets of these fields. A new row has no address, number and times yet: they are made when it is saved."""
    front = [name for name in first if name in names and name not in (*PUBLICATION, *TECHNICAL)]
    rest = [name for name in names if name not in (*front, *PUBLICATION, *TECHNICAL)]
    seen = [name for name in PUBLICATION if name in names]
    technical = [name for name in TECHNICAL if name in names]
    sets: list[tuple[Any, dict[str, Any]]] = [(None, {"fields": front + rest})]
    if seen:
        sets.append((_("Who may see this"), {"fields": seen}))
    if technical and not adding:
        sets.append((_("Address and history"), {"fields": technical, "classes": ["collapse"]}))
    return sets


def usual_values(model: type[Model], bodies: QuerySet[Any]) -> dict[str, Any]:
    """What a new row nearly always has: the only municipality of the office, and its term of office today."""
    names = {field.name for field in model._meta.get_fields()}
    found = list(bodies[:2])
    if len(found) != 1 or "body" not in names:
        return {}
    values = {"body": found[0].pk}
    today = timezone.localdate()
    now = Q(start_date__lte=today) & (Q(end_date__isnull=True) | Q(end_date__gte=today))
    term = LegislativeTerm.objects.living().filter(now, body=found[0]).first()
    if term is not None and "legislative_term" in names:
        values["legislative_term"] = term.pk
    return values
