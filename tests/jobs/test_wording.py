"""Every stage of this installation has a name that people read."""

from __future__ import annotations

from jobs import registry
from jobs.wording import step_in_words


def test_every_stage_is_called_by_words() -> None:
    ours = {name for name in registry.names() if not name.startswith("tests.")}
    assert len(ours) > 10
    assert [name for name in sorted(ours) if step_in_words(name) == name] == []
