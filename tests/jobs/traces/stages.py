"""Stages that write a line when they start and one when they end, into TRACES_FOLDER; imported in worker processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

from jobs import outbox, registry
from jobs.registry import stage
from jobs.run import Run

NAMES = [
    "traces.slow",
    "traces.next",
    "traces.plan",
    "traces.piece",
    "traces.join",
    "traces.silent",
    "traces.stuck",
    "traces.standing",
]


def trace(word: str, run: Run) -> None:
    """One line, written by one system call: lines of several processes do not mix."""
    line = f"{run.name} {run.piece or '-'} {word} {os.getpid()} {time.time():.3f} {os.environ.get('OMP_NUM_THREADS')}\n"
    with Path(os.environ["TRACES_FOLDER"], "traces").open("a") as traces:
        traces.write(line)


def seconds(name: str, otherwise: float) -> float:
    """How long this stage takes: what the test wrote into a file, or a default (s)."""
    told = Path(os.environ["TRACES_FOLDER"], name)
    return float(told.read_text()) if told.exists() else otherwise


def take_time(run: Run, long: float) -> None:
    """Work for so many seconds, telling how far it is."""
    began = time.monotonic()
    while (passed := time.monotonic() - began) < long:
        run.progress(100 * passed / long, "working")
        time.sleep(0.02)


def register() -> None:
    """Make the stages known in this process, and no other standing ones: they would empty the same outbox."""
    for kind in registry.standing_stages():
        registry.forget(kind.name)

    @stage("traces.slow", subject="traces.Thing")
    def slow(subject_id: int, run: Run) -> None:
        trace("starts", run)
        take_time(run, seconds("slow", 1))
        with run.still_mine():
            trace("ends", run)

    @stage("traces.next", subject="traces.Thing", after=["traces.slow"])
    def after_slow(subject_id: int, run: Run) -> None:
        trace("starts", run)
        trace("ends", run)

    @stage("traces.plan", subject="traces.Pieces")
    def plan(subject_id: int, run: Run) -> None:
        run.add_pieces("traces.piece", ["0000", "0001", "0002", "0003"])

    @stage("traces.piece", subject="traces.Pieces", pieces=True, after=["traces.plan"], queue="cpu")
    def piece(subject_id: int, run: Run) -> None:
        trace("starts", run)
        take_time(run, seconds("piece", 0.7))
        trace("ends", run)

    @stage("traces.join", subject="traces.Pieces", after=["traces.piece"])
    def join(subject_id: int, run: Run) -> None:
        trace("starts", run)
        trace("ends", run)

    @stage("traces.silent", subject="traces.Silent")
    def silent(subject_id: int, run: Run) -> None:
        trace("starts", run)
        time.sleep(5)  # a long call into C: more than two leases without a word
        trace("ends", run)

    @stage("traces.stuck", subject="traces.Stuck", max_seconds=1)
    def stuck(subject_id: int, run: Run) -> None:
        trace("starts", run)
        time.sleep(600)

    @stage("traces.standing", standing=True)
    def standing(subject_id: int, run: Run) -> None:
        for batch in outbox.drain(["traces.Row"], size=10):
            trace(f"took:{len(batch)}", run)
            time.sleep(0.2)


register()
