"""What the tests of pages share."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings


@pytest.fixture(autouse=True)
def no_index_of_another_test() -> None:
    """Each test begins without a search index: what another one has indexed is not there any more."""
    (Path(settings.HAYSTACK_CONNECTIONS["default"]["PATH"]) / "current").unlink(missing_ok=True)
