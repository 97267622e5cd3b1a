"""When the last backup succeeded: `DATA_DIR/last_backup.json`, for whoever watches over the installation."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

NAME = "last_backup.json"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """`size` of the whole backup and `new` of what had to be copied for it, in bytes."""

    at: datetime
    folder: str
    files: int
    size: int
    new: int
    seconds: float


def note(backup: LastBackup) -> None:
    """Remember a backup that succeeded."""
    path = Path(settings.DATA_DIR) / NAME
    own = path.with_name(f".{NAME}")
    own.write_text(json.dumps(asdict(backup) | {"at": backup.at.isoformat()}))
    own.replace(path)


def last_backup() -> LastBackup | None:
    """The last backup that succeeded; None when there never was one, or when nobody can say."""
    try:
        found = json.loads((Path(settings.DATA_DIR) / NAME).read_text())
        return LastBackup(**found | {"at": datetime.fromisoformat(found["at"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
