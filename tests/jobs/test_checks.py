"""Stages that do not fit together are told before the first one runs."""

from __future__ import annotations

import pytest

from jobs import registry
from jobs.checks import stages_fit_together


def test_our_own_stages_fit_together():
    assert len(registry.subjects()) >= 2
    assert stages_fit_together(None) == []


@pytest.mark.parametrize(
    ("subject", "after", "code"),
    [
        ("jobs.Outbox", ["media.prboe"], "jobs.E001"),
        ("jobs.Inbox", [], "jobs.E002"),
        ("jobs.Outbox", ["jobs.test"], "jobs.E003"),
        ("jobs.Outbox", ["media.probe"], "jobs.E003"),
    ],
)
def test_a_name_written_wrong_a_missing_model_and_a_circle_are_found(subject, after, code):
    registry.stage("jobs.test", subject=subject, after=after)(lambda subject_id, run: None)
    try:
        assert [message.id for message in stages_fit_together(None)] == [code]
    finally:
        registry.forget("jobs.test")
