"""Single values as OParl writes them: times with an offset and without fractions, days, numbers; nothing for what is empty."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from meetings.identity import OPARL

ENDING = re.compile(r"\.(pdf|docx?|odt|txt|jpe?g|png|xlsx?|ods|pptx?|odp)$", re.IGNORECASE)


def moment(at: datetime | None) -> str | None:
    """`2026-11-24T18:00:00+01:00`: the offset that Berlin had on that day, never Z, no fractions."""
    return timezone.localtime(at).replace(microsecond=0).isoformat() if at else None


def day(on: date | None) -> str | None:
    """`2026-11-24`."""
    return on.isoformat() if on else None


def address(word: str, uuid: UUID | str) -> str:
    """The id of the object of this kind (`meeting`) with this uuid."""
    return f"{root()}{word}/{uuid}"


def root() -> str:
    """The id of the System."""
    return f"{settings.CANONICAL_HOST}{OPARL}/"


def site(path: str) -> str:
    """A page or file of this site on the canonical host."""
    return f"{settings.CANONICAL_HOST}{path}"


def url(text: str) -> str | None:
    """An address that is one: written in ASCII, with a scheme of the web; else nothing."""
    parts = urlsplit(text.strip())
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return None
    try:
        host = parts.netloc.encode("ascii").decode()
    except UnicodeEncodeError:
        host = parts.netloc.encode("idna").decode()
    safe = "-._~:/?#[]@!$&'()*+,;=%"
    return urlunsplit(
        (parts.scheme, host, quote(parts.path, safe), quote(parts.query, safe), quote(parts.fragment, safe))
    )


def without_ending(name: str) -> str:
    """OParl's `File.name` has none."""
    return ENDING.sub("", name)


def filled(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Only what is there: absent keys instead of null, empty texts and empty lists."""
    return {name: value for name, value in pairs if not is_empty(value)}


def is_empty(value: Any) -> bool:
    """Zero and false are values."""
    return value is None or (isinstance(value, str) and not value.strip()) or value == [] or value == {}
