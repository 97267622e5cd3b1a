"""A kitchen of stages, and running them here in this process."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.jobs.stages_for_tests import Kitchen, open_kitchen


@pytest.fixture
def kitchen(db: None) -> Iterator[Kitchen]:
    """Stages on `kitchen.Soup` that leave traces."""
    with open_kitchen() as kitchen:
        yield kitchen
