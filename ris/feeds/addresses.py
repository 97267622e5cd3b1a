"""Absolute addresses in feeds: where a row is at home, whatever host a program has asked."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from meetings.models import Body
from ris.pages.addresses import address_of


def home_of(body: Body | None) -> str:
    """Scheme and host: the municipality's own, else the installation's."""
    canonical = str(settings.CANONICAL_HOST).rstrip("/")
    return f"{urlsplit(canonical).scheme}://{body.host}" if body is not None and body.host else canonical


def host_name() -> str:
    """The name of the installation's host, as it stands in ids that never change."""
    return urlsplit(settings.CANONICAL_HOST).hostname or "localhost"


def page_of_row(row: Any, body: Body) -> str:
    """The page of a sitting, an item, a paper, an organization or a person."""
    return home_of(body) + address_of(row)
