"""All facts at one moment, and which of them need somebody: what the status page shows first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from jobs.models import Crew, Stage
from ris.upkeep import facts

BACKUP_DUE_AFTER = timedelta(days=2)
TOO_LONG_IN_LINE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class State:
    """The installation at the moment `at`."""

    at: datetime
    stages: dict[str, int]
    oldest_waiting: timedelta | None
    outbox: int
    letters: facts.Letters
    crews: list[Crew]
    disk: facts.Disk
    index: facts.Index | None
    is_index_missing: bool
    last_backup: datetime | None
    version: str
    model: str

    @property
    def workers(self) -> int:
        """Living worker processes."""
        return sum(crew.processes for crew in self.crews)

    @property
    def troubles(self) -> list[str]:
        """Codes of what needs somebody, the most urgent first."""
        found = {
            "disk": not self.disk.is_enough,
            "no_workers": not self.workers,
            "no_index": self.is_index_missing,
            "failed_stages": self.stages[Stage.State.FAILED] > 0,
            "slow_line": self.oldest_waiting is not None and self.oldest_waiting > TOO_LONG_IN_LINE,
            "letters": bool(self.letters.trouble),
            "no_backup": self.last_backup is None,
            "old_backup": self.last_backup is not None and self.at - self.last_backup > BACKUP_DUE_AFTER,
        }
        return [code for code, true in found.items() if true]


def state_now() -> State:
    """Ask everything."""
    at = timezone.now()
    return State(
        at=at,
        stages=facts.stages_by_state(),
        oldest_waiting=facts.oldest_waiting(at),
        outbox=facts.outbox_depth(),
        letters=facts.letters(),
        crews=facts.crews(),
        disk=facts.disk(),
        index=facts.index(),
        is_index_missing=facts.is_index_missing(),
        last_backup=facts.last_backup(),
        version=facts.version(),
        model=facts.speech_model(),
    )
