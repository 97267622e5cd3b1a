"""What runs, in which order, what runs again, and what becomes of errors."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from jobs import execution, leases, pipeline, registry
from jobs.models import Stage
from jobs.run import LeaseLost, Run, Unworkable
from jobs.sweep import sweep
from tests.jobs.running import run_all_due
from tests.jobs.stages_for_tests import SUBJECT, Kitchen, change_version

FIRST = ["buy", "lay", "plan", "cut 0000", "cut 0001", "cook", "serve"]


@pytest.fixture
def cooked(kitchen: Kitchen) -> Kitchen:
    """A kitchen in which everything is done."""
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert sorted(kitchen.did()) == sorted(FIRST)
    return kitchen


def again(kitchen: Kitchen) -> list[str]:
    """Refresh, run, and tell what ran, in the order of the pipeline."""
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    return sorted(kitchen.did(), key=FIRST.index)


def test_everything_runs_once_each_stage_behind_those_it_waits_for(kitchen):
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert sorted(kitchen.order) == sorted(FIRST)
    place = kitchen.order.index
    assert place("buy") < place("plan") < place("cut 0000") < place("cook") < place("serve") > place("lay")
    assert set(Stage.objects.values_list("state", flat=True)) == {"done"}


def test_nothing_runs_when_nothing_has_changed(cooked):
    assert again(cooked) == []


def test_another_input_runs_exactly_that_stage_and_those_behind_it(cooked):
    cooked.inputs["cut"] = {"knife": "sharp"}
    assert again(cooked) == ["cut 0000", "cut 0001", "cook", "serve"]


def test_another_version_runs_exactly_that_stage_and_those_behind_it(cooked):
    change_version("lay", 2)
    assert again(cooked) == ["lay", "serve"]


def test_an_input_changed_and_changed_back_runs_nothing(cooked):
    cooked.inputs["cook"] = {"minutes": 20}
    pipeline.refresh(SUBJECT, 1)
    assert cooked.state("cook") == "waiting"
    cooked.inputs.clear()
    assert again(cooked) == []
    assert cooked.state("serve") == "done"


def test_a_product_that_is_gone_is_made_again_and_nothing_else(cooked):
    cooked.absent.add("cook")
    cooked.during["cook"] = lambda run: cooked.absent.discard("cook")
    assert again(cooked) == ["cook"]


def test_a_stage_that_ends_without_its_product_is_no_success(kitchen):
    kitchen.absent.add("buy")
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    row = kitchen.row("buy")
    assert (row.state, row.failures, row.error_code) == ("waiting", 1, "product_missing")


def test_inputs_that_depend_on_the_result_do_not_go_round_for_ever(kitchen):
    kitchen.during["buy"] = lambda run: kitchen.inputs.update(buy={"count": len(kitchen.order)})
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert kitchen.order.count("buy") == leases.MAX_ATTEMPTS
    assert kitchen.row("buy").error_code == "inputs_never_settle"


def test_pieces_not_named_any_more_go_away(cooked):
    cooked.inputs["plan"] = {"rough": True}
    cooked.pieces = ["0000"]
    assert again(cooked) == ["plan", "cut 0000", "cook", "serve"]
    assert Stage.objects.named("kitchen.cut").count() == 1


def test_without_any_piece_those_behind_do_not_wait_for_ever(kitchen):
    kitchen.pieces = []
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert kitchen.state("serve") == "done"


def test_an_error_is_tried_again_later_and_later_and_then_stays(kitchen):
    kitchen.errors["buy"] = [RuntimeError("the shop is closed")] * 9
    pipeline.refresh(SUBJECT, 1)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        run_all_due()
        assert (kitchen.did(), kitchen.state("buy")) == (["buy"], "waiting")
        clock.shift(timedelta(seconds=11))
        run_all_due()
        assert kitchen.did() == ["buy"]
        clock.shift(timedelta(seconds=11))
        assert run_all_due() == [], "the second pause is longer"
        clock.shift(timedelta(seconds=60))
        run_all_due()
        clock.shift(timedelta(days=1))
        assert kitchen.did() == ["buy"]
        assert run_all_due() == []
    row = kitchen.row("buy")
    assert (row.state, row.failures) == ("failed", 3)
    assert row.last_error.startswith("the shop is closed\n")
    assert not Stage.objects.unfinished().exists(), "what waits for something failed does not keep us waiting"


def test_once_more_lets_a_failed_stage_and_those_behind_it_run(kitchen):
    kitchen.errors["buy"] = [Unworkable("no_money", needed=7)]
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    row = kitchen.row("buy")
    assert (row.state, row.attempts, row.error_code, row.error_values) == ("failed", 1, "no_money", {"needed": 7})
    kitchen.did()
    assert again(kitchen) == [], "refreshing does not try again"
    assert pipeline.retry(row)
    run_all_due()
    assert kitchen.state("serve") == "done"
    assert kitchen.row("buy").last_error == ""


def test_changed_inputs_give_a_failed_stage_another_chance(kitchen):
    kitchen.errors["buy"] = [Unworkable("no_money")]
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    kitchen.did()
    kitchen.inputs["buy"] = {"money": 10}
    assert again(kitchen) == FIRST


def test_the_sentence_of_an_unworkable_is_made_by_its_app(kitchen):
    buy = registry.lookup("kitchen.buy")
    registry.forget("kitchen.buy")
    registry.stage("kitchen.buy", subject=SUBJECT, words=lambda code, values: f"{values['needed']} Euro fehlen")(
        buy.function
    )
    kitchen.errors["buy"] = [Unworkable("no_money", needed=7)]
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert kitchen.row("buy").last_error == "7 Euro fehlen"


def test_a_code_that_its_app_forgot_to_word_does_not_hide_the_error(kitchen):
    buy = registry.lookup("kitchen.buy")
    registry.remember(replace(buy, words=lambda code, values: {"no_money": "kein Geld"}[code]))
    kitchen.errors["buy"] = [Unworkable("no_shop", town="Linden")]
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert kitchen.row("buy").last_error == "no_shop {'town': 'Linden'}"


def test_inputs_that_cannot_be_told_are_an_error_of_their_stage_not_of_the_visitor(kitchen):
    kitchen.inputs["plan"] = {"soup": object()}
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert kitchen.did() == ["buy", "lay"]
    assert kitchen.row("plan").last_error.startswith("Object of type object is not JSON")
    kitchen.inputs.clear()
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    assert kitchen.state("serve") == "done"


def test_a_cancelled_stage_stays_so_until_somebody_says_once_more(kitchen):
    pipeline.refresh(SUBJECT, 1)
    assert pipeline.cancel(kitchen.row("cook"))
    run_all_due()
    assert (kitchen.state("cook"), kitchen.state("serve")) == ("cancelled", "waiting")
    assert again(kitchen)[-1] == "cut 0001"
    assert not pipeline.cancel(kitchen.row("cook"))
    pipeline.retry(kitchen.row("cook"))
    run_all_due()
    assert kitchen.state("serve") == "done"


@pytest.mark.parametrize("what", ["cancelled", "changed", "taken over"])
def test_who_lost_the_stage_hears_it_at_the_next_sign_of_progress_and_its_result_does_not_count(kitchen, what):
    def lose(run: Run) -> None:
        kitchen.during.clear()
        if what == "cancelled":
            pipeline.cancel(kitchen.row("buy"))
        elif what == "changed":
            kitchen.inputs["buy"] = {"list": "new"}
            pipeline.refresh(SUBJECT, 1)
        else:
            Stage.objects.filter(pk=run.stage_id).update(lease_until=timezone.now() - timedelta(seconds=1))
            assert leases.claim(run.stage_id, "another")
        with pytest.raises(LeaseLost):
            run.progress(50)
        with pytest.raises(LeaseLost), run.still_mine():
            pytest.fail("a stale result was written")
        assert not pipeline.succeed(run)
        assert not pipeline.fail(run, "late", {}, "late", for_good=True)

    kitchen.during["buy"] = lose
    pipeline.refresh(SUBJECT, 1)
    row = kitchen.row("buy")
    assert execution.execute(row.pk, worker="test", heartbeat=False) == "lost"
    expected = {"cancelled": "cancelled", "changed": "waiting", "taken over": "running"}
    assert kitchen.state("buy") == expected[what]


def test_only_one_of_two_claims_wins_and_a_held_stage_is_not_due(kitchen):
    pipeline.refresh(SUBJECT, 1)
    row = kitchen.row("buy")
    assert leases.claim(row.pk, "first")
    assert leases.claim(row.pk, "second") is None
    assert kitchen.row("buy").worker == "first"


def test_after_five_dead_workers_a_stage_is_given_up(kitchen):
    pipeline.refresh(SUBJECT, 1)
    row = kitchen.row("buy")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for attempt in range(1, leases.MAX_ATTEMPTS + 1):
            taken = leases.claim(row.pk, f"worker {attempt}")
            assert taken
            assert taken.attempts == attempt
            clock.shift(timedelta(seconds=31))
        assert leases.claim(row.pk, "one more") is None
    assert (kitchen.state("buy"), kitchen.row("buy").error_code) == ("failed", "worker_died")


def test_the_sweep_gives_up_a_stage_that_no_worker_asks_for_any_more(kitchen):
    pipeline.refresh(SUBJECT, 1)
    leases.claim(kitchen.row("buy").pk, "dead")
    Stage.objects.named("kitchen.buy").update(attempts=5, lease_until=timezone.now() - timedelta(seconds=1))
    sweep()
    assert kitchen.state("buy") == "failed"


def test_a_worker_told_to_stop_gives_the_stage_back_without_an_attempt(kitchen):
    kitchen.errors["buy"] = [execution.WorkerStops()]
    pipeline.refresh(SUBJECT, 1)
    with pytest.raises(execution.WorkerStops):
        execution.execute(kitchen.row("buy").pk, worker="test", heartbeat=False)
    assert (kitchen.state("buy"), kitchen.row("buy").attempts) == ("waiting", 0)


def test_a_stage_of_an_app_that_is_gone_fails_with_a_name(kitchen):
    stage = Stage.objects.create(name="attic.search", subject="attic.Box", subject_id=1, ready=True)
    assert execution.execute(stage.pk, worker="test", heartbeat=False) == "failed"
    stage.refresh_from_db()
    assert stage.error_code == "unknown_stage"


def test_after_an_update_all_rows_are_compared_and_a_dry_run_only_tells(cooked):
    pipeline.refresh(SUBJECT, 2)
    run_all_due()
    cooked.did()
    change_version("cook", 2)
    assert pipeline.refresh_all(dry_run=True) == {"kitchen.cook": 2, "kitchen.serve": 2}
    assert run_all_due() == []
    assert pipeline.refresh_all() == {"kitchen.cook": 2, "kitchen.serve": 2}
    run_all_due()
    assert sorted(cooked.did()) == ["cook", "cook", "serve", "serve"]


def test_stages_that_wait_in_a_circle_are_refused(kitchen):
    registry.stage("kitchen.wipe", subject="kitchen.Table", after=["kitchen.wipe"])(lambda subject_id, run: None)
    with pytest.raises(ValueError, match="circle"):
        registry.in_order("kitchen.Table")
