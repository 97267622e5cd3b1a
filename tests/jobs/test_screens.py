"""The stages in the admin and in the terminal."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import translation
from rich.console import Console

from jobs import pipeline
from jobs.models import Stage
from jobs.progress_display import watch
from jobs.run import Unworkable
from tests.jobs.running import run_all_due
from tests.jobs.stages_for_tests import SUBJECT


@pytest.fixture
def failed(kitchen):
    """A kitchen where the shop is closed."""
    kitchen.errors["buy"] = [Unworkable("closed")]
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    kitchen.did()
    return kitchen


def test_the_admin_shows_state_progress_and_error_and_changes_nothing(admin_client, failed):
    Stage.objects.named("kitchen.lay").update(progress=40)
    page = admin_client.get(reverse("admin:jobs_stage_changelist")).text
    assert "▓▓▓▓░░░░░░ 40 %" in page
    assert "closed" in page
    row = failed.row("buy")
    page = admin_client.get(reverse("admin:jobs_stage_change", args=[row.pk])).text
    assert "<pre>closed" in page
    assert admin_client.get(reverse("admin:jobs_stage_add")).status_code == 403
    assert 'name="state"' not in page


def test_once_more_in_the_admin(admin_client, failed):
    chosen = {"action": "once_more", "_selected_action": [failed.row("buy").pk]}
    page = admin_client.post(reverse("admin:jobs_stage_changelist"), chosen, follow=True)
    assert page.status_code == 200
    run_all_due()
    assert failed.state("serve") == "done"


def test_cancel_in_the_admin(admin_client, failed):
    chosen = {"action": "cancel", "_selected_action": [failed.row("lay").pk, failed.row("buy").pk]}
    admin_client.post(reverse("admin:jobs_stage_changelist"), chosen)
    assert (failed.state("lay"), failed.state("buy")) == ("cancelled", "failed"), "what is over is not cancelled"


def test_in_a_log_one_line_per_stage_tells_how_it_ended(kitchen):
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    out = io.StringIO()
    with translation.override("en"):
        assert watch(SUBJECT, 1, console=Console(file=out, width=120))
    assert "kitchen.cut: done 2/2\n" in out.getvalue()
    assert out.getvalue().count("kitchen.serve") == 1


def test_a_terminal_gets_bars(kitchen):
    pipeline.refresh(SUBJECT, 1)
    run_all_due()
    out = io.StringIO()
    assert watch(SUBJECT, 1, console=Console(file=out, width=120, force_terminal=True))
    assert "100%" in out.getvalue()


def test_watching_ends_with_an_error_when_a_stage_failed(failed, capsys):
    with pytest.raises(CommandError):
        call_command("watch_stages", "--subject", SUBJECT)
    assert "kitchen.buy: closed" in capsys.readouterr().out
