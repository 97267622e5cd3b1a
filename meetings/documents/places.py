"""Where the bytes of a document lie: in the store when they are kept, else in `DATA_DIR/reading` until they are read."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from meetings.models import File, FileReading
from meetings.storage import path_of


def reading_folder() -> Path:
    """Bytes that came from elsewhere and are thrown away once they are read."""
    return Path(settings.DATA_DIR) / "reading"


def fetching_folder() -> Path:
    """Half-fetched documents: the next attempt goes on where the last one ended, also that of another process."""
    folder = reading_folder() / "half"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def passing_path(file_id: int) -> Path:
    """Where the bytes of this document wait to be read."""
    return reading_folder() / f"{file_id % 256:02x}" / str(file_id)


def bytes_of(file: File) -> Path | None:
    """Where its bytes lie now; None when there are none here."""
    path = path_of(file.sha512) if file.sha512 else passing_path(file.pk)
    return path if path.is_file() else None


def throw_away(file_id: int) -> None:
    """It is read, or is not wanted any more: what was only passing through goes."""
    passing_path(file_id).unlink(missing_ok=True)


def reading_of(file: File) -> FileReading:
    """How it came here and what reading it came to; made where there is none."""
    row, _made = FileReading.objects.get_or_create(file=file)
    return row
