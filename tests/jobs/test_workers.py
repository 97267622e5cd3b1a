"""Real worker processes: nothing runs twice, nothing is lost, whatever is killed."""

from __future__ import annotations

import os
import signal
import time

import pytest
from django_tasks_db.models import DBTaskResult

from jobs import outbox, pipeline
from jobs.models import Outbox, Stage
from jobs.tasks import run_stage
from tests.jobs.killing import (
    children_of,
    is_alive,
    kill_while_running,
    pid_of,
    wait_until,
    wait_until_running,
    work_to_the_end,
    workers,
)

pytestmark = pytest.mark.kill


def state(name: str) -> str:
    return Stage.objects.get(name=name).state


def test_two_workers_share_the_pieces_of_one_recording_and_run_none_twice(traces):
    pipeline.refresh("traces.Pieces", 1)
    assert work_to_the_end(traces.environment, processes=2) == 0
    pieces = traces.lines("traces.piece", "starts")
    assert sorted(line[1] for line in pieces) == ["0000", "0001", "0002", "0003"]
    assert len({line[3] for line in pieces}) == 2
    assert len(traces.lines("traces.join", "ends")) == 1
    joined = float(traces.lines("traces.join", "starts")[0][4])
    assert joined >= max(float(line[4]) for line in traces.lines("traces.piece", "ends"))
    assert {line[5] for line in pieces} == {"1"}, "a worker must use one core"


def test_a_message_delivered_many_times_runs_the_stage_once(traces):
    pipeline.refresh("traces.Thing", 1)
    slow = Stage.objects.get(name="traces.slow")
    for _ in range(6):
        run_stage.enqueue(slow.pk)
    assert work_to_the_end(traces.environment, processes=2) == 0
    assert len(traces.lines("traces.slow", "starts")) == 1
    assert Stage.objects.get(pk=slow.pk).attempts == 1


def test_a_message_that_got_lost_is_sent_again(traces):
    pipeline.refresh("traces.Thing", 1)
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.all().delete()
    assert work_to_the_end(traces.environment) == 0
    assert state("traces.next") == "done"


def test_after_a_power_cut_the_stage_runs_again_and_what_was_done_stays(traces):
    traces.takes("piece", 1.5)
    pipeline.refresh("traces.Pieces", 1)
    seen = kill_while_running(traces.environment, "traces.piece", piece="0001", progress_above=20)
    assert not is_alive(pid_of(seen))
    done = {line[1] for line in traces.lines("traces.piece", "ends")}
    assert work_to_the_end(traces.environment) == 0
    starts = [line[1] for line in traces.lines("traces.piece", "starts")]
    assert starts.count("0001") == 2
    assert done
    assert all(starts.count(piece) == 1 for piece in done), "finished pieces are not done again"
    assert Stage.objects.get(pk=seen.pk).attempts == 2


def test_a_killed_worker_is_replaced_and_its_stage_taken_up_at_once(traces):
    traces.takes("slow", 3)
    pipeline.refresh("traces.Thing", 1)
    with workers(traces.environment, "--until-idle") as foreman:
        seen = wait_until_running("traces.slow", progress_above=10)
        os.kill(pid_of(seen), signal.SIGKILL)
        assert foreman.wait(60) == 0
    assert len(traces.lines("traces.slow", "starts")) == 2
    assert len(traces.lines("traces.slow", "ends")) == 1
    assert state("traces.next") == "done"


def test_workers_end_when_their_foreman_is_killed(traces):
    with workers(traces.environment, processes=2) as foreman:
        wait_until("two workers", lambda: len(children_of(foreman.pid)) == 2)
        pids = children_of(foreman.pid)
        time.sleep(2)  # until they have said that they want to die with it
        os.kill(foreman.pid, signal.SIGKILL)
        foreman.wait()
        wait_until("no worker left", lambda: not any(is_alive(pid) for pid in pids), seconds=5)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_a_worker_gives_its_stage_back_and_everything_ends(traces, number):
    traces.takes("slow", 30)
    pipeline.refresh("traces.Thing", 1)
    with workers(traces.environment) as foreman:
        seen = wait_until_running("traces.slow", progress_above=1)
        foreman.send_signal(number)
        assert foreman.wait(15) == 0
        assert not is_alive(pid_of(seen))
    slow = Stage.objects.get(name="traces.slow")
    assert (slow.state, slow.ready, slow.attempts) == ("waiting", True, 0), "being asked to stop is no attempt"


def test_a_cancelled_stage_stops_its_worker_soon(traces):
    traces.takes("slow", 30)
    pipeline.refresh("traces.Thing", 1)
    with workers(traces.environment, "--until-idle") as foreman:
        seen = wait_until_running("traces.slow", progress_above=1)
        assert pipeline.cancel(seen)
        assert foreman.wait(10) == 0
    assert state("traces.slow") == "cancelled"
    assert traces.lines("traces.slow", "ends") == []


def test_the_heartbeat_keeps_a_stage_that_says_nothing_for_longer_than_a_lease(traces):
    pipeline.refresh("traces.Silent", 1)
    assert work_to_the_end(traces.environment, processes=2) == 0
    assert len(traces.lines("traces.silent", "starts")) == 1
    assert Stage.objects.get(name="traces.silent").attempts == 1


def test_a_stage_that_never_ends_is_given_up_after_its_time_and_its_worker_replaced(traces):
    pipeline.refresh("traces.Stuck", 1)
    Stage.objects.update(attempts=3)
    assert work_to_the_end(traces.environment, seconds=90) == 1
    stuck = Stage.objects.get(name="traces.stuck")
    assert (stuck.state, stuck.error_code, stuck.attempts) == ("failed", "worker_died", 5)


def test_changes_noted_while_the_outbox_is_drained_are_taken_too(traces):
    outbox.note_all("traces.Row", range(25))
    with workers(traces.environment, "--until-idle") as foreman:
        wait_until("the first batch", lambda: bool(traces.lines("traces.standing")))
        outbox.note("traces.Row", 3)
        assert foreman.wait(60) == 0
    assert not Outbox.objects.exists()
    assert sum(int(line[2].split(":")[1]) for line in traces.lines("traces.standing")) == 26


def test_the_wait_from_one_stage_to_the_next_is_short(traces):
    traces.takes("slow", 0.1)
    with workers(traces.environment) as _foreman:
        pipeline.refresh("traces.Thing", 1)
        wait_until("the first is done", lambda: state("traces.next") == "done")  # by now the worker has started
        asked = time.time()
        pipeline.refresh("traces.Thing", 2)
        wait_until("the second is done", lambda: not Stage.objects.exclude(state="done").exists())
    begins = [float(line[4]) for line in traces.lines("traces.slow", "starts")][-1]
    follows = float(traces.lines("traces.next", "starts")[-1][4]) - float(traces.lines("traces.slow", "ends")[-1][4])
    print(f"\nfrom refresh to start {begins - asked:.3f} s, from stage to stage {follows:.3f} s")  # noqa: T201
    assert begins - asked < 1.0
    assert follows < 1.0
