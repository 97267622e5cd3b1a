"""What every test shares: marks by what a test touches, folders that are not there on every machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests import migrated
from tests.world import World, build_world

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}
ELSEWHERE = ("e2e", "speech", "kill", "slow", "openai_whisper", "crawl", "server", "once")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark browser tests by their folder and database tests by what they ask for, so that `-m postgres` selects them."""
    for item in items:
        if Path(item.path).is_relative_to(ROOT / "tests" / "e2e"):
            item.add_marker("e2e")
        asks = set(getattr(item, "fixturenames", ()))
        touches_database = item.get_closest_marker("django_db") is not None or not asks.isdisjoint(DATABASE_FIXTURES)
        if touches_database and not any(item.get_closest_marker(name) for name in ELSEWHERE):
            item.add_marker("postgres")


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings: None) -> bool:
    """Whether the database that is set up stands there already: a copy of what the migrations made before."""
    return connection.vendor == "sqlite" and migrated.copied_to(Path(connection.settings_dict["TEST"]["NAME"]))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_keepdb: bool) -> None:
    """pytest-django's, and a database that had to be made is kept for the next run."""
    if connection.vendor == "sqlite" and not django_db_keepdb:
        migrated.keep(Path(connection.settings_dict["NAME"]))


@pytest.fixture
def shared() -> Path:
    """The folder beside the project with real data; tests that need it are skipped where it is not."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here")
    return SHARED


@pytest.fixture
def process_environment(transactional_db: None) -> dict[str, str]:
    """The environment for a real process (`manage.py work`) that must meet this test's database and data folder."""
    used = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{used['NAME']}"
    else:
        url = f"postgres://{used['USER']}:{used['PASSWORD']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"
    return os.environ | {"DATABASE_URL": url}


@pytest.fixture
def django_capture_on_commit_callbacks(django_capture_on_commit_callbacks: Any) -> Any:
    """pytest-django's, with each block a transaction of its own: what was asked for before it has happened."""

    @contextmanager
    def capture(**kwargs: Any) -> Iterator[list[Any]]:
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(**kwargs) as callbacks:
            yield callbacks
        connection.run_on_commit.clear()

    return capture


@pytest.fixture
def world(db: None) -> World:
    """The small world of `tests/world.py`, freshly written."""
    return build_world()
