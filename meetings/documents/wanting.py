"""Which documents of other systems are to be brought here: noted in bulk, fetched by a stage (`bringing.py`)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from jobs import pipeline
from jobs.once import once_committed
from meetings.models import File, FileReading, Keep

BATCH = 1000
FETCH = "documents.fetch"


def want(file_ids: Iterable[int], *, how: str) -> int:
    """Have these mirrored files fetched and read; tells how many will be asked for at their source.

    `how="text"`: the text is read and the bytes are thrown away; `"all"`: they are kept. Wanting again what has not changed at its
    source since it was brought asks for nothing; more may be wanted than before ("all" after "text"), never less. Set-based:
    12,000 files take three seconds and make no stage of their own. Call it in the transaction that writes the files.
    """
    wanted = Keep(how)
    ids = list(dict.fromkeys(file_ids))
    asked = 0
    for at in range(0, len(ids), BATCH):
        with transaction.atomic():
            asked += _want(ids[at : at + BATCH], wanted)
    if asked:
        once_committed(_wake)
    return asked


def _wake() -> None:
    pipeline.wake(FETCH)


def _want(ids: Collection[int], how: Keep) -> int:
    now = timezone.now()
    rows = File.objects.living().filter(pk__in=ids, mirrored_from__isnull=False)
    facts = rows.values("pk", "address", "download_address", "content_hash", "source_modified")
    said = {row["pk"]: digest_of(row) for row in facts if row["address"] or row["download_address"]}
    known = {row.file_id: row for row in FileReading.objects.filter(file__in=said)}
    fresh, changed = [], []
    for key, digest in said.items():
        row = known.get(key)
        if row is None:
            fresh.append(FileReading(file_id=key, keep=how, wanted=digest, due_from=now))
            continue
        more = how == Keep.ALL and row.keep != Keep.ALL
        if row.wanted == digest and not more:
            continue  # brought, or noted already, or tried in vain
        row.wanted, row.failures, row.due_from = digest, 0, now
        if more:
            row.keep, row.brought = how, ""
        changed.append(row)
    FileReading.objects.bulk_create(fresh, batch_size=BATCH)
    FileReading.objects.bulk_update(changed, ["wanted", "failures", "due_from", "keep", "brought"], batch_size=200)
    return len(fresh) + len(changed)


def digest_of(row: dict[str, Any]) -> str:
    """What tells whether a source speaks of the same bytes: where they lie and what it says of them."""
    said = "\n".join(
        str(row[name] or "") for name in ("download_address", "address", "content_hash", "source_modified")
    )
    return hashlib.sha256(said.encode()).hexdigest()
