"""Stages for the tests of `jobs`: they do nothing but leave traces, and each can be told to fail.

A small kitchen: soup is bought, washed, cut in pieces (by several cooks), cooked, and served when the table is laid too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from jobs import registry
from jobs.models import Stage
from jobs.run import Run

SUBJECT = "kitchen.Soup"


@dataclass
class Kitchen:
    """What the stages see and what they did: `order` holds the names in the order they ran."""

    inputs: dict[str, dict[str, Any]] = field(default_factory=dict)
    absent: set[str] = field(default_factory=set)
    errors: dict[str, list[BaseException]] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=lambda: ["0000", "0001"])
    order: list[str] = field(default_factory=list)
    during: dict[str, Any] = field(default_factory=dict)

    def work(self, name: str, run: Run) -> None:
        """Be this stage."""
        self.order.append(f"{name} {run.piece}".strip())
        run.check()
        if name in self.during:
            self.during[name](run)
        if self.errors.get(name):
            raise self.errors[name].pop(0)

    def did(self) -> list[str]:
        """What ran since last asked."""
        done, self.order = self.order, []
        return done

    def state(self, name: str, piece: str = "") -> str:
        """The stage's state as stored."""
        return self.row(name, piece).state

    def row(self, name: str, piece: str = "") -> Stage:
        """The stage's row as stored."""
        return Stage.objects.get(name=f"kitchen.{name}", piece=piece)


def change_version(name: str, version: int) -> None:
    """As after an update of the software."""
    registry.remember(replace(registry.lookup(f"kitchen.{name}"), version=version))


def add_standing(kitchen: Kitchen, **how: Any) -> None:
    """A standing stage, "wipe" (forgotten when the kitchen closes)."""
    _register(kitchen, "wipe", standing=True, **how)


def _register(kitchen: Kitchen, name: str, **how: Any) -> None:
    def function(subject_id: int, run: Run) -> None:
        kitchen.work(name, run)
        if name == "plan":
            run.add_pieces("kitchen.cut", kitchen.pieces)

    if not how.get("standing"):
        how.setdefault("subject", SUBJECT)
        how.setdefault("inputs", lambda subject_id: kitchen.inputs.get(name, {}))
        how.setdefault("present", lambda *which: name not in kitchen.absent)
    registry.stage(f"kitchen.{name}", **how)(function)


@contextmanager
def open_kitchen() -> Iterator[Kitchen]:
    """The stages, registered for as long as the kitchen is open."""
    kitchen = Kitchen()
    names = ["buy", "lay", "plan", "cut", "cook", "serve", "wipe"]
    _register(kitchen, "buy")
    _register(kitchen, "lay", after=["kitchen.buy"])
    _register(kitchen, "plan", after=["kitchen.buy"])
    _register(kitchen, "cut", after=["kitchen.plan"], pieces=True, queue="cpu")
    _register(kitchen, "cook", after=["kitchen.cut"])
    _register(kitchen, "serve", after=["kitchen.cook", "kitchen.lay"])
    others = registry.standing_stages()
    for kind in others:
        registry.forget(kind.name)
    try:
        yield kitchen
    finally:
        for name in names:
            registry.forget(f"kitchen.{name}")
        for kind in others:
            registry.remember(kind)
