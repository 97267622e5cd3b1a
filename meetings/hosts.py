"""Host names of municipalities: which one belongs to whom, and which may be given at all."""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.http.request import validate_host

from meetings.models.council import Body

Rows = TypeVar("Rows", bound="QuerySet[Any]")


def name_of(host: str) -> str:
    """`Rat.Example.de:8000` → `rat.example.de`."""
    return (urlsplit(f"//{host}").hostname or "").rstrip(".")


def common_host() -> str:
    """The host on which all municipalities stand side by side."""
    return name_of(urlsplit(settings.CANONICAL_HOST).netloc)


def body_at(host: str) -> Body | None:
    """The living municipality, seen or hidden, whose own host this is; the common host belongs to nobody."""
    name = name_of(host)
    if not name or name == common_host():
        return None
    body: Body | None = Body.objects.living().filter(host__iexact=name).first()
    return body


def within(rows: Rows, host: str, path: str) -> Rows:
    """Rows of the municipality whose host this is; all rows on the common one."""
    own = body_at(host)
    return rows if own is None else rows.filter(**{path: own.pk})


def what_is_wrong_with(host: str) -> str | None:
    """A code why this host name cannot be a municipality's own; None when it can."""
    if not host:
        return None
    if name_of(host) != host.lower():
        return "not_a_host"
    if host.lower() == common_host():
        return "common_host"
    return None if validate_host(host.lower(), settings.ALLOWED_HOSTS) else "host_not_allowed"
