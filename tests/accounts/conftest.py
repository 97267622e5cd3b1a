"""Every test of signing in starts with a throttle that has counted nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def fresh_throttle(db: None) -> Iterator[None]:
    """The table of counts is no model's: what a test with real transactions leaves in it, nobody else takes away."""
    cache.clear()
    yield
    cache.clear()
