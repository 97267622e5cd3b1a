"""Reading other systems as a stage: asked for by the button, by the schedule, or again after a worker died."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any

from django.utils.translation import ngettext

from jobs.registry import stage
from jobs.run import Run, Unworkable
from meetings.models import Source
from ris.oparl.models import ImportRun
from ris.oparl.taking.bodies import LedHere
from ris.oparl.taking.reporting import Progress
from ris.oparl.taking.running import NothingReadable, TakenOver, Wanted, rules_of
from ris.oparl.taking.starting import SUBJECT, ask_for_what_is_due, read
from ris.oparl.wording import sentence

A_DAY = 24 * 3600.0
LOOK_EVERY = 300.0  # seconds between two looks at the schedule


class StageWatcher:
    """Tells the stage's row how far the run is; each transaction stands only while the stage is ours."""

    def __init__(self, run: Run) -> None:
        self.stage = run

    def told(self, run: ImportRun, progress: Progress) -> None:
        """Raises LeaseLost when the stage was taken away."""
        note = ngettext("%(count)d object read", "%(count)d objects read", progress.read) % {"count": progress.read}
        self.stage.progress(progress.percent, note)

    def writing(self) -> AbstractContextManager[Any]:
        """Raises LeaseLost."""
        return self.stage.still_mine()


def asked(source_id: int) -> Mapping[str, Any]:
    """It runs once for each time it is asked for."""
    return {"asked_at": rules_of(Source.objects.get(pk=source_id)).asked_at}


@stage("oparl.read", subject=SUBJECT, version=1, inputs=asked, max_seconds=A_DAY, words=sentence)
def read_source(source_id: int, run: Run) -> None:
    """Read a source; a page of a list is a piece of this work, and a killed attempt is taken up after the last one."""
    source = Source.objects.get(pk=source_id)
    if not source.active:
        return
    try:
        read(source, Wanted(), StageWatcher(run))
    except NothingReadable as nothing:
        raise Unworkable(nothing.fault.code, **nothing.fault.values) from nothing
    except (LedHere, TakenOver) as refused:
        raise Unworkable(refused.code, name=str(refused)) from refused


@stage("oparl.schedule", standing=True, every=LOOK_EVERY, noted=False, max_seconds=600)
def schedule(subject_id: int, run: Run) -> None:
    """Ask for the sources whose turn has come."""
    ask_for_what_is_due()
