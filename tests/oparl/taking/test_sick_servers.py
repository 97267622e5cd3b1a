"""A real city's archive from servers that break the rules in several ways at once: what can be read is here all the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from meetings.models import AgendaItem, File, Location, Meeting, Organization
from motions.models import Consultation, Paper
from ris.oparl.taking.kinds import KINDS
from ris.oparl.taking.running import Wanted
from ris.oparl.taking.starting import read, source_at
from tests.oparl.karlsruhe import served
from tests.oparl.taking.bench import count_archive
from tests.oparl.taking.city import Watching

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def mini(shared: Path, settings: Any) -> Path:
    """The small archive, unpacked."""
    settings.FETCH_PRIVATE_ADDRESSES = True
    folder = shared / "data" / "karlsruhe-mini.unpacked"
    if not folder.is_dir():
        pytest.skip("the archive is not unpacked here")
    return folder


def here() -> dict[str, int]:
    """Living rows, by type, as far as the archive has the type."""
    models = (Organization, Meeting, AgendaItem, Paper, Consultation, File, Location)
    return {model.__name__: model.objects.filter(deleted_at=None, vanished_at=None).count() for model in models}


@pytest.mark.parametrize(
    "quirks",
    [
        ("fillers", "html-entities", "object-for-array", "mime-short", "order-odd", "duplicates"),
        ("latin1", "control-chars", "times-utc", "date-as-datetime", "flaky-500", "no-pagination"),
        ("body-single", "type-missing", "times-naive", "next-loop", "deleted-in-list", "list-names"),
        ("moved-base", "tombstones-bare", "next-past-end", "html-200"),
        ("v1.0",),
    ],
)
def test_nothing_is_lost_and_a_second_reading_writes_nothing(mini: Path, shared: Path, quirks: tuple[str, ...]) -> None:
    with served(shared, mini, *quirks, page_size=100) as base:
        source = source_at(f"{base}/system", files="none")
        read(source, Wanted(), Watching())
        assert here() == count_archive(mini)
        before = {name: kind.model.history.count() for name, kind in KINDS.items()}
        read(source, Wanted(), Watching())
        read(source, Wanted(kind="full"), Watching())
    assert {name: kind.model.history.count() for name, kind in KINDS.items()} == before
    assert here() == count_archive(mini)


def test_dates_of_today_and_filters_that_do_nothing_write_nothing_either(mini: Path, shared: Path) -> None:
    with served(shared, mini, "dates-today", "filter-ignored", page_size=100) as base:
        source = source_at(f"{base}/system", files="none")
        read(source, Wanted(), Watching())
        before = {name: kind.model.history.count() for name, kind in KINDS.items()}
        run = read(source, Wanted(), Watching())
    assert run.counts["Paper"] == {"unchanged": 120}
    assert {name: kind.model.history.count() for name, kind in KINDS.items()} == before


def test_papers_that_are_refused_are_reported_and_cost_nothing_else(mini: Path, shared: Path) -> None:
    whole = count_archive(mini)
    with served(shared, mini, "dead-refs", page_size=100) as base:
        run = read(source_at(f"{base}/system", files="none"), Wanted(), Watching())
    assert 0 < here()["Paper"] < whole["Paper"]
    assert run.faults["dead_reference"]["count"] > 0
    assert (here()["Meeting"], here()["AgendaItem"]) == (whole["Meeting"], whole["AgendaItem"])
