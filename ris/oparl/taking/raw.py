"""The JSON as it came, compressed, for whatever was found in a list of its own or asked for alone: what replaying maps again."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from meetings.models import RawObject, Source
from ris.oparl.taking.kinds import Stored
from ris.oparl.taking.pieces import Whole

EMBEDDED_ELSEWHERE = frozenset({"AgendaItem", "Consultation", "File", "Location", "Membership", "LegislativeTerm"})
"""Lists of these repeat what their parents have told; only what no parent has told is worth keeping."""


def digests(source: Source, identities: Sequence[str]) -> dict[str, str]:
    """SHA-256 of the JSON that was kept last, by identity."""
    rows = RawObject.objects.filter(mirrored_from=source, source_id__in=identities)
    return dict(rows.values_list("source_id", "content_hash"))


def keep(source: Source, wholes: Sequence[Whole], stored: Mapping[str, Mapping[str, Stored]], *, at: datetime) -> None:
    """Keep these. A child that its parent has told before is not kept a second time."""
    rows = {
        whole.top.identity: RawObject(
            mirrored_from=source,
            source_id=whole.top.identity,
            data=zlib.compress(whole.found.raw, 6),
            content_hash=whole.raw_digest,
            fetched_at=at,
        )
        for whole in wholes
        if whole.top.type not in EMBEDDED_ELSEWHERE or whole.top.identity not in stored.get(whole.top.type, {})
    }
    RawObject.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["mirrored_from", "source_id"],
        update_fields=["data", "content_hash", "fetched_at"],
    )
