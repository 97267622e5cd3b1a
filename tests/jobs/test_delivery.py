"""The queue carries ids; what it loses is sent again, what waits in it is not sent twice."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jobs import delivery, pipeline
from jobs.models import Stage
from jobs.sweep import sweep
from tests.jobs.stages_for_tests import SUBJECT


def messages() -> list[list[int]]:
    return [args["args"] for args in DBTaskResult.objects.values_list("args_kwargs", flat=True)]


def test_what_is_due_is_sent_when_the_change_is_committed(kitchen, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        pipeline.refresh(SUBJECT, 1)
        assert messages() == []
    assert messages() == [[kitchen.row("buy").pk]]


def test_the_sweep_sends_what_was_never_sent_and_only_once(kitchen):
    pipeline.refresh(SUBJECT, 1)
    assert (sweep(), sweep()) == (1, 0)
    assert messages() == [[kitchen.row("buy").pk]]


def test_a_message_that_waits_in_a_long_queue_is_not_repeated_but_a_lost_one_is(kitchen):
    pipeline.refresh(SUBJECT, 1)
    sweep()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert sweep() == 0
        DBTaskResult.objects.all().delete()
        assert sweep() == 1


def test_stages_go_to_their_queue(kitchen):
    stage = Stage.objects.create(name="kitchen.cut", subject=SUBJECT, subject_id=1, queue="cpu", ready=True)
    delivery.send([stage.pk])
    assert DBTaskResult.objects.get().queue_name == "cpu"


def test_old_messages_are_forgotten(kitchen):
    pipeline.refresh(SUBJECT, 1)
    sweep()
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - timedelta(days=3))
    assert delivery.remove_old_messages() == 1
