"""What runs, in which order, and what runs again."""

from __future__ import annotations

from jobs import pipeline
from jobs.models import Stage
from tests.jobs.running import run_all_due
from tests.jobs.stages_for_tests import SUBJECT

FIRST = ["buy", "lay", "plan", "cut 0000", "cut 0001", "cook", "serve"]


def test_everything_runs_once_each_stage_behind_those_it_waits_for(kitchen):
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert sorted(kitchen.order) == sorted(FIRST)
    place = kitchen.order.index
    assert place("buy") < place("plan") < place("cut 0000") < place("cook") < place("serve") > place("lay")
    assert set(Stage.objects.values_list("state", flat=True)) == {"done"}
