"""Which stages exist: their functions, what they wait for, and their order. Knows no rows.

Every app registers its stages in its own `stages.py`, which is imported when Django starts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jobs.run import Run

StageFunction = Callable[[int, "Run"], None]
Inputs = Callable[[int], Mapping[str, Any]]
Words = Callable[[str, Mapping[str, Any]], str]

HOUR = 3600


class UnknownStage(LookupError):
    """No stage of this name is registered (an app was removed, or its `stages.py` fails to import)."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.code = "unknown_stage"
        self.name = name


def no_inputs(subject_id: int) -> Mapping[str, Any]:
    """For stages whose result depends on their subject alone."""
    return {}


@dataclass(frozen=True, slots=True)
class StageType:
    """One kind of work on one kind of subject. `max_seconds` is the longest a single attempt may take."""

    name: str
    function: StageFunction
    subject: str
    queue: str = "default"
    after: tuple[str, ...] = ()
    version: int = 1
    inputs: Inputs = no_inputs
    present: Callable[..., bool] | None = None
    max_seconds: float = HOUR
    pieces: bool = False
    standing: bool = False
    every: float | None = None
    noted: bool = True
    words: Words | None = field(default=None, compare=False)


_types: dict[str, StageType] = {}


def stage(
    name: str,
    *,
    subject: str = "",
    queue: str = "default",
    after: Sequence[str] = (),
    version: int = 1,
    inputs: Inputs = no_inputs,
    present: Callable[..., bool] | None = None,
    max_seconds: float = HOUR,
    pieces: bool = False,
    standing: bool = False,
    every: float | None = None,
    noted: bool = True,
    words: Words | None = None,
) -> Callable[[StageFunction], StageFunction]:
    """Register the function below as a stage.

    `inputs(subject_id)` tells what the result depends on; it must not depend on what the stage itself writes.
    `present(subject_id)` tells whether the product is there (with `pieces`: `present(subject_id, piece)`).
    `standing` stages have one row for the whole installation (subject "" and id 0): they are woken by the outbox
    (unless `noted` is False) and, with `every`, when so many seconds have passed since they last ended.
    `words(code, values)` makes the sentence for an `Unworkable` of this stage.
    """
    if standing and (after or pieces or subject):
        raise ValueError(f"{name}: a standing stage has no subject, waits for nothing and has no pieces")
    if not standing and not subject:
        raise ValueError(f"{name}: a stage needs a subject")

    def register(function: StageFunction) -> StageFunction:
        if name in _types and _types[name].function.__module__ != function.__module__:
            raise ValueError(f"Two stages are called {name}")
        _types[name] = StageType(
            name=name,
            function=function,
            subject=subject,
            queue=queue,
            after=tuple(after),
            version=version,
            inputs=inputs,
            present=present,
            max_seconds=max_seconds,
            pieces=pieces,
            standing=standing,
            every=every,
            noted=noted,
            words=words,
        )
        return function

    return register


def lookup(name: str) -> StageType:
    """The stage of this name; raises UnknownStage."""
    try:
        return _types[name]
    except KeyError:
        raise UnknownStage(name) from None


def forget(name: str) -> None:
    """Unregister a stage (tests only: an installation's stages are fixed when it starts)."""
    _types.pop(name, None)


def remember(kind: StageType) -> None:
    """Register again what was forgotten (tests only)."""
    _types[kind.name] = kind


def standing_stages() -> list[StageType]:
    """Stages that belong to the whole installation."""
    return [kind for kind in _types.values() if kind.standing]


def names() -> set[str]:
    """All stages there are."""
    return set(_types)


def subjects() -> set[str]:
    """Labels of all models that have stages."""
    return {kind.subject for kind in _types.values() if not kind.standing}


def in_order(subject: str) -> list[StageType]:
    """All stages of this kind of subject, each behind those it waits for. Raises UnknownStage, ValueError (a circle)."""
    ordered: list[StageType] = []
    entered: set[str] = set()

    def visit(kind: StageType) -> None:
        if kind in ordered:
            return
        if kind.name in entered:
            raise ValueError(f"Stages wait for each other in a circle at {kind.name}")
        entered.add(kind.name)
        for name in kind.after:
            before = lookup(name)
            if before.subject != subject:
                raise ValueError(f"{kind.name} waits for {name}, which belongs to another subject")
            visit(before)
        ordered.append(kind)

    for kind in _types.values():
        if kind.subject == subject and not kind.standing:
            visit(kind)
    return ordered
