"""The work in the terminal: one bar per stage, read from the rows alone, so that it may be started and ended at any time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn

from jobs import outbox
from jobs.models import Stage
from jobs.wording import state_in_words

LOOK = 0.3  # seconds between two looks
SETTLE = 1.5  # seconds that must pass without anything to do: one stage's end may call the next


@dataclass(frozen=True, slots=True)
class Line:
    """One stage with all its pieces, summed up over the rows watched."""

    name: str
    pieces: int
    done: int
    percent: float
    state: str
    note: str
    error: str


def watch(subject: str = "", subject_id: int | None = None, *, console: Console | None = None) -> bool:
    """Show the stages until all have ended. False: one failed."""
    console = console or Console(stderr=False, highlight=False)
    quiet_since: float | None = None
    if console.is_terminal:
        with _bars(console) as progress:
            shown: dict[str, TaskID] = {}
            while quiet_since is None or time.monotonic() - quiet_since < SETTLE:
                for line in lines(_watched(subject, subject_id)):
                    _draw(progress, shown, line)
                quiet_since = _quiet(subject, subject_id, quiet_since)
                time.sleep(LOOK)
    else:
        told: dict[str, str] = {}
        while quiet_since is None or time.monotonic() - quiet_since < SETTLE:
            for line in lines(_watched(subject, subject_id)):
                sentence = _sentence(line)
                if told.get(line.name) != sentence:
                    told[line.name] = sentence
                    console.print(sentence, markup=False)
            quiet_since = _quiet(subject, subject_id, quiet_since)
            time.sleep(LOOK)
    failed = [line for line in lines(_watched(subject, subject_id)) if line.state == Stage.State.FAILED]
    for line in failed:
        console.print(f"{line.name}: {line.error.splitlines()[0] if line.error else ''}", style="red", markup=False)
    return not failed


def lines(stages: QuerySet[Stage]) -> Iterator[Line]:
    """One line per stage name, in the order in which the rows were made."""
    by_name: dict[str, list[Stage]] = {}
    for stage in stages.order_by("id"):
        by_name.setdefault(stage.name, []).append(stage)
    for name, rows in by_name.items():
        states = {row.state for row in rows}
        done = sum(row.state == Stage.State.DONE for row in rows)
        order = (Stage.State.FAILED, Stage.State.RUNNING, Stage.State.WAITING, Stage.State.CANCELLED, Stage.State.DONE)
        state = next(state for state in order if state in states)
        percent = sum(100.0 if row.state == Stage.State.DONE else row.progress for row in rows) / len(rows)
        note = next((row.note for row in rows if row.state == Stage.State.RUNNING and row.note), "")
        error = next((row.last_error for row in rows if row.state == Stage.State.FAILED), "")
        yield Line(name, len(rows), done, percent, state, note, error)


def _watched(subject: str, subject_id: int | None) -> QuerySet[Stage]:
    stages = Stage.objects.all()
    if subject:
        stages = stages.filter(subject=subject)
    if subject_id is not None:
        stages = stages.filter(subject_id=subject_id)
    return stages


def _quiet(subject: str, subject_id: int | None, since: float | None) -> float | None:
    """Since when nothing is to be done; None while there is."""
    busy = _watched(subject, subject_id).filter(pk__in=Stage.objects.unfinished()).exists()
    if busy or (not subject and not outbox.is_empty()):
        return None
    return since if since is not None else time.monotonic()


def _bars(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        TaskProgressColumn(),
        TextColumn("{task.fields[words]}", style="dim"),
        console=console,
    )


def _draw(progress: Progress, shown: dict[str, TaskID], line: Line) -> None:
    if line.name not in shown:
        shown[line.name] = progress.add_task(line.name, total=100, words="")
    progress.update(shown[line.name], completed=line.percent, words=_words(line))


def _words(line: Line) -> str:
    words = [state_in_words(line.state)]
    if line.pieces > 1:
        words.append(_("%(done)d of %(all)d pieces") % {"done": line.done, "all": line.pieces})
    if line.note:
        words.append(line.note)
    return " · ".join(words)


def _sentence(line: Line) -> str:
    """What is printed where there is no terminal: changes in steps of ten percent, so that a log stays readable."""
    percent = f" {int(line.percent // 10 * 10)} %" if line.state == Stage.State.RUNNING else ""
    pieces = f" {line.done}/{line.pieces}" if line.pieces > 1 else ""
    return f"{line.name}: {state_in_words(line.state)}{percent}{pieces}"
