"""Is it alive, may it be given visitors: asked of an installation that really lacks something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from ris.upkeep import health
from search import indexing
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def indexed(world: World, settings: Any) -> World:
    settings.MIN_FREE_DISK_BYTES = 1
    indexing.rebuild()
    return world


def test_alive_asks_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        answer = client.get("/gesund/")
    assert (answer.status_code, answer.content) == (200, b"gesund\n")
    assert answer["Cache-Control"] == "no-store"


def test_ready_when_nothing_is_missing(client: Client, indexed: World) -> None:
    answer = client.get("/gesund/bereit/")
    assert (answer.status_code, answer.content) == (200, b"bereit\n")
    assert health.what_is_missing() == []


def not_ready(client: Client, caplog: pytest.LogCaptureFixture) -> str:
    """What the log says is missing; the stranger reads nothing of it."""
    caplog.clear()
    answer = client.get("/gesund/bereit/")
    assert (answer.status_code, answer.content) == (503, b"nicht bereit\n")
    [said] = [line for line in caplog.messages if line.startswith("Not ready: ")]
    return said.removeprefix("Not ready: ")


def test_a_full_disk_is_not_ready(
    client: Client, indexed: World, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MIN_FREE_DISK_BYTES = 10**18
    assert not_ready(client, caplog) == "disk"


def test_without_data_folder_or_index_it_is_not_ready(
    client: Client, indexed: World, settings: Any, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    settings.HAYSTACK_CONNECTIONS = {"default": {"PATH": str(tmp_path / "nothing")}}
    assert not_ready(client, caplog) == "index"
    settings.DATA_DIR = tmp_path / "gone"
    assert not_ready(client, caplog) == "index, data_folder"


def test_a_new_installation_needs_no_index_yet(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.MIN_FREE_DISK_BYTES = 1
    settings.HAYSTACK_CONNECTIONS = {"default": {"PATH": str(tmp_path / "nothing")}}
    assert client.get("/gesund/bereit/").status_code == 200


def test_a_migration_that_is_due_is_not_ready(client: Client, indexed: World, caplog: pytest.LogCaptureFixture) -> None:
    [latest] = MigrationLoader(connection).graph.leaf_nodes("jobs")
    MigrationRecorder(connection).record_unapplied(*latest)
    assert not_ready(Client(), caplog) == "migrations"


def test_a_name_nobody_knows_and_plain_http_do_not_matter(client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["rat.example.de"], True
    assert client.get("/gesund/", headers={"host": "10.1.2.3:8000"}).status_code == 200
    assert client.get("/vorlagen/", headers={"host": "rat.example.de"}).status_code == 301


def test_it_only_tells(client: Client) -> None:
    assert client.post("/gesund/").status_code == 405
    assert client.head("/gesund/").status_code == 200
