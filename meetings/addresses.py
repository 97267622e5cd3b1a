"""Readable addresses: made once, unique in the installation, never dead: an old one redirects to the new."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.utils.text import slugify

GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def german_slug(text: str) -> str:
    """`Ausschuss für Straßen` → `ausschuss-fuer-strassen`."""
    return slugify(text.translate(GERMAN))[:100].strip("-") or "ohne-titel"


def free_slug(model: type[Any], text: str) -> str:
    """The first address of this form that neither a row nor a redirect of the model holds."""
    redirects = apps.get_model("meetings", "SlugRedirect").objects.filter(model=model._meta.label_lower)
    base = candidate = german_slug(text)
    number = 2
    while model._base_manager.filter(slug=candidate).exists() or redirects.filter(old_slug=candidate).exists():
        candidate = f"{base}-{number}"
        number += 1
    return candidate


def leave_redirect(row: Any) -> None:
    """When this save changes the address, keep the old one as a redirect."""
    if row.pk is None:
        return
    old = type(row)._base_manager.filter(pk=row.pk).values_list("slug", flat=True).first()
    if old and old != row.slug:
        apps.get_model("meetings", "SlugRedirect").objects.update_or_create(
            model=row._meta.label_lower, old_slug=old, defaults={"object_id": row.pk}
        )


def moved_to(model: type[Any], old_slug: str) -> int | None:
    """The key of the row that once stood at this address."""
    key: int | None = (
        apps.get_model("meetings", "SlugRedirect")
        .objects.filter(model=model._meta.label_lower, old_slug=old_slug)
        .values_list("object_id", flat=True)
        .first()
    )
    return key


def dangling_redirects() -> int:
    """How many redirects lead to a row that is not there."""
    redirects = apps.get_model("meetings", "SlugRedirect").objects
    count = 0
    for label in redirects.values_list("model", flat=True).distinct():
        rows = apps.get_model(label)._base_manager.values("pk")
        count += redirects.filter(model=label).exclude(object_id__in=rows).count()
    return count
