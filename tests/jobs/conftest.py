"""A kitchen of stages for tests within this process; traces of stages for tests with real worker processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from jobs import registry
from tests.jobs.stages_for_tests import Kitchen, open_kitchen


@pytest.fixture
def kitchen(db: None) -> Iterator[Kitchen]:
    """Stages on `kitchen.Soup` that leave traces."""
    with open_kitchen() as kitchen:
        yield kitchen


@dataclass
class Traces:
    """What the stages of `traces/stages.py` wrote, and the environment in which they do."""

    folder: Path
    environment: dict[str, str]

    def lines(self, name: str, word: str = "") -> list[list[str]]:
        """Lines of this stage (with this word), split: name, piece, word, pid, unix time, OMP_NUM_THREADS."""
        file = self.folder / "traces"
        lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
        return [line for line in lines if line[0] == name and word in ("", line[2])]

    def takes(self, name: str, seconds: float) -> None:
        """Let a stage take so long."""
        (self.folder / name).write_text(str(seconds))


@pytest.fixture(autouse=True)
def same_stages_afterwards() -> Iterator[None]:
    """Whatever a test registers or forgets, the next file's tests find the installation's own stages."""
    before = {name: registry.lookup(name) for name in registry.names()}
    yield
    for name in registry.names() - before.keys():
        registry.forget(name)
    for kind in before.values():
        registry.remember(kind)


@pytest.fixture
def traces(process_environment: dict[str, str], tmp_path: Path) -> Iterator[Traces]:
    """The stages of `traces/stages.py`, known here and in worker processes on this test's database."""
    from tests.jobs.traces import stages

    others = registry.standing_stages()
    stages.register()
    try:
        extra = {"TRACES_FOLDER": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.jobs.worker_settings"}
        yield Traces(tmp_path, process_environment | extra)
    finally:
        for name in stages.NAMES:
            registry.forget(name)
        for kind in others:
            registry.remember(kind)
