"""The only message that ever goes through the queue: the id of a stage that may be due."""

from __future__ import annotations

from django_tasks import task

from jobs import execution


@task()
def run_stage(stage_id: int) -> str:
    """Run this stage unless it is not due any more or another worker has it. Safe to deliver twice."""
    try:
        return execution.execute(stage_id, worker=execution.this_worker())
    except execution.WorkerStops:  # the stage is back in the line, and the worker's loop knows that it was told to stop
        return "given back"
