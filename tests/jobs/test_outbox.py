"""Changes are noted with the change itself, passed on at least once, and never lost."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.db import transaction
from django.utils import timezone

from jobs import outbox, pipeline, registry
from jobs.models import Outbox, Stage
from jobs.once import Call
from jobs.sweep import sweep
from tests.jobs.running import run_all_due
from tests.jobs.stages_for_tests import add_standing


def test_a_change_that_is_rolled_back_leaves_no_note(kitchen):
    with transaction.atomic():
        outbox.note("kitchen.Soup", 1)
        transaction.set_rollback(True)
    assert outbox.is_empty()


def test_each_row_is_named_once_per_batch(kitchen):
    outbox.note_all("kitchen.Soup", [3, 1, 3, 3])
    outbox.note("kitchen.Plate", 3)
    (batch,) = list(outbox.drain())
    assert batch.ids == {"kitchen.Soup": [3, 1], "kitchen.Plate": [3]}
    assert outbox.is_empty()


def test_who_breaks_off_gets_the_same_batch_again(kitchen):
    outbox.note_all("kitchen.Soup", range(5))
    for _batch in outbox.drain(size=2):
        break
    assert [len(batch) for batch in outbox.drain(size=2)] == [2, 2, 1]


def test_a_change_during_the_work_on_a_batch_is_seen_again(kitchen):
    outbox.note("kitchen.Soup", 1)
    seen = []
    for batch in outbox.drain():
        seen.append(batch.ids["kitchen.Soup"])
        if len(seen) == 1:
            outbox.note("kitchen.Soup", 1)
    assert seen == [[1], [1]]


def test_a_note_wakes_the_standing_stage_once_per_transaction(kitchen, django_capture_on_commit_callbacks):
    add_standing(kitchen)
    kitchen.during["wipe"] = lambda run: list(outbox.drain())
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        for number in range(20):
            outbox.note("kitchen.Soup", number)
            transaction.on_commit(lambda: None)  # others ask for something in between
    assert callbacks.count(Call(outbox.wake_standing_stages, ())) == 1
    run_all_due()
    assert kitchen.did() == ["wipe"]
    assert outbox.is_empty()


def test_of_the_installations_own_stages_only_the_reader_of_the_outbox_is_woken_by_notes():
    assert [kind.name for kind in registry.standing_stages() if kind.noted] == ["search.update"]


def test_a_stage_woken_while_it_runs_runs_once_more(kitchen):
    add_standing(kitchen)

    def woken(run: object) -> None:
        kitchen.during.clear()
        pipeline.wake("kitchen.wipe")

    kitchen.during["wipe"] = woken
    pipeline.wake("kitchen.wipe")
    run_all_due()
    assert kitchen.did() == ["wipe", "wipe"]


def test_the_sweep_wakes_it_when_the_call_was_lost(kitchen):
    add_standing(kitchen)
    Outbox.objects.create(label="kitchen.Soup", object_id=1)
    sweep()
    assert run_all_due() == ["kitchen.wipe"]


def test_a_standing_stage_with_a_clock_runs_again_after_its_time(kitchen):
    add_standing(kitchen, every=3600)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sweep()
        assert run_all_due() == ["kitchen.wipe"]
        clock.shift(timedelta(minutes=50))
        sweep()
        assert run_all_due() == []
        clock.shift(timedelta(minutes=20))
        sweep()
        assert run_all_due() == ["kitchen.wipe"]


def test_one_that_only_keeps_time_is_not_woken_by_notes(kitchen, django_capture_on_commit_callbacks):
    add_standing(kitchen, every=3600, noted=False)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sweep()
        assert run_all_due() == ["kitchen.wipe"]
        with django_capture_on_commit_callbacks(execute=True):
            outbox.note("kitchen.Soup", 1)
        sweep()
        assert run_all_due() == []
        clock.shift(timedelta(minutes=70))
        sweep()
        assert run_all_due() == ["kitchen.wipe"]


def test_a_broken_standing_stage_is_not_called_again_at_once_but_later(kitchen):
    add_standing(kitchen)
    pipeline.wake("kitchen.wipe")
    Stage.objects.update(state="failed", ended=timezone.now())
    pipeline.wake("kitchen.wipe")
    assert kitchen.state("wipe") == "failed"
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        pipeline.wake("kitchen.wipe")
        assert kitchen.state("wipe") == "waiting"
