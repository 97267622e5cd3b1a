"""What is true of the installation now, for the health addresses, the metrics and the status page. Nobody's data is in it."""

from __future__ import annotations

import json
import shutil
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Min
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from jobs.models import Crew, Letter, Outbox, Stage
from meetings.models import Meeting

LAST_BACKUP = "last_backup.json"


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes of the file system that holds DATA_DIR."""

    total: int
    free: int

    @property
    def is_enough(self) -> bool:
        """Not below MIN_FREE_DISK_GB."""
        return self.free >= settings.MIN_FREE_DISK_BYTES

    @property
    def used_percent(self) -> float:
        """0–100."""
        return 100 * (self.total - self.free) / self.total if self.total else 0.0


def disk() -> Disk:
    """Raises OSError when the folder is gone."""
    usage = shutil.disk_usage(settings.DATA_DIR)
    return Disk(usage.total, usage.free)


def stages_by_state() -> dict[str, int]:
    """How many stages are in each state; every state is named."""
    counted = dict(Stage.objects.order_by().values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in Stage.State.values}


def oldest_waiting(at: datetime | None = None) -> timedelta | None:
    """How long the stage has waited that a worker should have taken first; None when none is due."""
    at = at or timezone.now()
    since = Stage.objects.due(at).aggregate(since=Min("due_from"))["since"]
    return at - since if since else None


def outbox_depth() -> int:
    """Changes that the search index has not taken up yet."""
    return Outbox.objects.count()


@dataclass(frozen=True, slots=True)
class Letters:
    """Mails not sent yet. `trouble`: the code of the last error of the oldest one; empty when none was tried in vain."""

    waiting: int
    since: datetime | None
    trouble: str


def letters() -> Letters:
    """Mails not sent yet."""
    oldest = Letter.objects.exclude(error_code="").first()
    return Letters(
        Letter.objects.count(),
        Letter.objects.aggregate(since=Min("created"))["since"],
        oldest.error_code if oldest else "",
    )


def crews() -> list[Crew]:
    """Who works now."""
    return list(Crew.objects.alive())


def last_backup() -> datetime | None:
    """When the last backup was made; None when there was none or its note cannot be read."""
    try:
        told = json.loads((Path(settings.DATA_DIR) / LAST_BACKUP).read_text())
        at = parse_datetime(str(told["at"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if at is None:
        return None
    return at if timezone.is_aware(at) else timezone.make_aware(at)


@dataclass(frozen=True, slots=True)
class Index:
    """The search index in use: its generation's name, and when it was last written."""

    generation: str
    written: datetime


def index() -> Index | None:
    """None when there is no index, or the pointer leads nowhere."""
    folder = Path(str(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]))
    try:
        generation = (folder / "current").read_text().strip()
        stamp = max(file.stat().st_mtime for file in (folder / generation).iterdir())
    except (OSError, ValueError):
        return None
    return Index(
        generation.removeprefix("generation-"), datetime.fromtimestamp(stamp, tz=timezone.get_current_timezone())
    )


def is_index_missing() -> bool:
    """Whether there is something to find and no index to find it with; a new installation needs none yet."""
    return index() is None and Meeting.objects.exists()


@cache
def version() -> str:
    """The version of this software; empty when its description is not beside it."""
    try:
        return str(tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]["version"])
    except (OSError, ValueError, KeyError):
        return ""


def speech_model() -> str:
    """Which recognizer and model transcribe here."""
    return f"{settings.RECOGNIZER} {Path(settings.WHISPER_MODEL).name or 'base'}"
