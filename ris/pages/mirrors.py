"""What a page says of a row that is led elsewhere: from where it comes, and when that was last asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Max, Q, Value

from meetings.models import Source

COMPLETE = Q(runs__ended__isnull=False, runs__error_code="")


@dataclass(frozen=True, slots=True)
class Origin:
    """`address`: the original, where it has one that a browser can open; `seen`: when its source was last read to the end."""

    name: str
    address: str
    seen: datetime | None
    vanished: datetime | None


def origin_of(row: Any) -> Origin | None:
    """Of a mirrored row; None for what is led here. One query, for mirrored rows alone; nothing is written for a row to be seen."""
    if row.mirrored_from_id is None:
        return None
    sources = Source.objects.filter(pk=row.mirrored_from_id)
    # Runs belong to the importer, which stands beside the pages, not below them.
    read = Max("runs__ended", filter=COMPLETE) if hasattr(Source, "runs") else Value(None, output_field=DateTimeField())
    name, seen = sources.annotate(read=read).values_list("name", "read").get()
    address = row.source_url or row.source_id
    return Origin(name, address if address.startswith(("https://", "http://")) else "", seen, row.vanished_at)
