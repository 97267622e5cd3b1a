"""Readable addresses: made once, unique in the installation, never dead: an old one redirects to the new."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
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


class AddressTaken(Exception):
    """This address leads to another row that once stood there: whoever kept the old link must go on finding that one."""

    code = "address_taken"

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def is_taken(model: type[Any], slug: str, key: int | None) -> bool:
    """Whether a redirect to another row of the model holds this address."""
    redirects = apps.get_model("meetings", "SlugRedirect").objects
    return bool(redirects.filter(model=model._meta.label_lower, old_slug=slug).exclude(object_id=key or 0).exists())


@contextmanager
def redirecting(model: type[Any], keys: Collection[int]) -> Iterator[None]:
    """Around a write that may change addresses: each old one is kept as a redirect. Raises AddressTaken."""
    rows = model._base_manager.filter(pk__in=keys)
    before = dict(rows.values_list("pk", "slug"))
    yield
    for key, slug in rows.all().values_list("pk", "slug"):
        if slug == before.get(key):
            continue
        if is_taken(model, slug, key):
            raise AddressTaken(slug)
        if before.get(key):
            apps.get_model("meetings", "SlugRedirect").objects.update_or_create(
                model=model._meta.label_lower, old_slug=before[key], defaults={"object_id": key}
            )


def slug_today(model: type[Any], slug: str) -> str:
    """The address now of the row that stands or once stood at this one; unknown ones come back as they are."""
    slug = slug.replace("\0", "\ufffd")  # PostgreSQL refuses a zero byte in any text; no address has either of the two
    if not slug or model._base_manager.filter(slug=slug).exists():
        return slug
    key = moved_to(model, slug)
    today = model._base_manager.filter(pk=key).values_list("slug", flat=True).first() if key is not None else None
    return today or slug


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
