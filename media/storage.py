"""Where the products of a recording lie: `DATA_DIR/recordings/<uuid>/<digest>/`, one folder per stage and digest.

Masters lie in the content-addressed store (`meetings/storage.py`); what stages make of them lies here and may be made again.
"""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from jobs.models import Stage
from media.models import Recording
from meetings.storage import path_of

MEZZANINE = "sound.flac"
DIGEST = re.compile(r"[0-9a-f]{8,128}")


def recording_folder(recording: Recording) -> Path:
    """The folder of all products of this recording."""
    return Path(settings.DATA_DIR) / "recordings" / str(recording.uuid)


def product_folder(recording: Recording, digest: str) -> Path:
    """The folder of the product with this digest (whether or not it is there). Raises ValueError for what is no digest."""
    if not DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return recording_folder(recording) / digest


def master_of(recording: Recording) -> Path:
    """The immutable file as it was taken in."""
    return path_of(recording.source_sha512)


def mezzanine_of(recording: Recording) -> Path | None:
    """The 16 kHz mono sound of the whole master, private; None when there is no sound track (or not yet a product)."""
    row = Stage.objects.filter(
        name="media.mezzanine", subject="media.Recording", subject_id=recording.pk, state=Stage.State.DONE
    ).first()
    if row is None:
        return None
    path = product_folder(recording, row.done_digest) / MEZZANINE
    return path if path.exists() else None
