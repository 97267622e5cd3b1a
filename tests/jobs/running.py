"""Running stages in the test's own process: no queue, no heartbeat, one after the other, until nothing is due."""

from __future__ import annotations

from jobs import execution
from jobs.models import Stage

MOST = 500


def run_all_due(worker: str = "test") -> list[str]:
    """Run what is due, and what becomes due by that; tells the names of the stages in the order they ran.

    Works inside an ordinary test transaction. Errors of stages are in their rows, as in real life.
    """
    ran: list[str] = []
    while (stage := Stage.objects.due().order_by("id").first()) is not None:
        assert len(ran) < MOST, f"Stages go round in a circle: {ran[-8:]}"
        execution.execute(stage.pk, worker=worker, heartbeat=False)
        ran.append(f"{stage.name} {stage.piece}".strip())
    return ran
