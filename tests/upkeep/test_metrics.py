"""Metrics: who may read them, what they say, and that several processes count together."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.conf import settings as used
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from jobs.models import Crew, Outbox, Stage
from tests.world import World

TOKEN = "geheim-fuer-prometheus"
ROOT = Path(used.BASE_DIR)


def samples(text: str) -> dict[str, float]:
    """Values by name and labels, read by prometheus_client's own parser."""
    return {
        sample.name + json.dumps(sample.labels, sort_keys=True): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("token", "networks", "sent", "status"),
    [
        ("", [], {}, 404),
        ("", [], {"Authorization": "Bearer "}, 404),
        (TOKEN, [], {}, 404),
        (TOKEN, [], {"Authorization": "Bearer falsch"}, 404),
        (TOKEN, [], {"Authorization": "Bearer fälsch"}, 404),
        (TOKEN, [], {"Authorization": f"Basic {TOKEN}"}, 404),
        (TOKEN, [], {"Authorization": f"Bearer {TOKEN}"}, 200),
        ("", ["127.0.0.0/8"], {}, 200),
        ("", ["10.0.0.0/8"], {}, 404),
        # Somebody asks through a proxy that the settings do not know: 127.0.0.1 is the proxy, not the visitor.
        ("", ["127.0.0.0/8"], {"X-Forwarded-For": "203.0.113.5"}, 404),
    ],
)
def test_only_who_is_named_may_read(
    client: Client, settings: Any, token: str, networks: list[str], sent: dict[str, str], status: int
) -> None:
    import ipaddress

    settings.METRICS_TOKEN = token
    settings.METRICS_NETWORKS = [ipaddress.ip_network(each) for each in networks]
    assert client.get("/metrics", headers=sent).status_code == status


@pytest.mark.django_db
def test_the_gauges_tell_what_is_there(client: Client, world: World, settings: Any, tmp_path: Path) -> None:
    settings.METRICS_TOKEN, settings.DATA_DIR = TOKEN, tmp_path
    now = timezone.now()
    Outbox.objects.all().delete()
    Stage.objects.all().delete()
    Outbox.objects.create(label="x", object_id=1)
    Stage.objects.create(name="a", subject="x", subject_id=1, ready=True, due_from=now - timedelta(minutes=5))
    Stage.objects.create(name="b", subject="x", subject_id=1, state=Stage.State.FAILED)
    Crew.objects.create(name="here:1", processes=3, queues="*", started=now, seen=now)
    Crew.objects.create(name="dead:2", processes=5, queues="*", started=now, seen=now - timedelta(minutes=5))
    (tmp_path / "last_backup.json").write_text(json.dumps({"at": (now - timedelta(hours=3)).isoformat()}))
    client.get("/vorlagen/")
    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).content.decode()
    found = samples(text)
    assert found['ris_stages{"state": "failed"}'] == 1
    assert found['ris_stages{"state": "waiting"}'] == 1
    assert 299 < found["ris_oldest_due_stage_seconds{}"] < 400
    assert found["ris_outbox{}"] == 1
    assert found["ris_workers{}"] == 3
    assert found["ris_database_up{}"] == 1
    assert found["ris_disk_free_bytes{}"] > 0
    assert 3 * 3600 - 1 < found["ris_last_backup_age_seconds{}"] < 3 * 3600 + 100
    assert found['ris_requests_total{"method": "GET", "route": "papers", "status": "200"}'] >= 1


@pytest.mark.parametrize("told", [None, "", "{", '{"at": 7}', "[]", '{"at": "gestern"}', '{"when": "2026-01-01"}'])
@pytest.mark.django_db
def test_without_a_backup_that_can_be_read_nothing_is_claimed(
    client: Client, settings: Any, tmp_path: Path, told: str | None
) -> None:
    settings.METRICS_TOKEN, settings.DATA_DIR = TOKEN, tmp_path
    if told is not None:
        (tmp_path / "last_backup.json").write_text(told)
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert "ris_last_backup_age_seconds" not in answer.content.decode()


def test_several_processes_count_together(process_environment: dict[str, str], tmp_path: Path) -> None:
    """The real server of production with three processes; whichever is asked tells the sum."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "python:ris.web_server", "ris.wsgi"]
    environment = process_environment | {"METRICS_TOKEN": TOKEN, "TMPDIR": str(tmp_path), "ALLOWED_HOSTS": "*"}
    server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}", "--workers", "3"], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + 60
        while True:
            try:
                httpx.get(f"{address}/gesund/", timeout=5)
                break
            except httpx.TransportError:
                assert server.poll() is None
                assert time.monotonic() < until
                time.sleep(0.2)
        for _ in range(40):
            httpx.get(f"{address}/gesund/", timeout=10)
        text = httpx.get(f"{address}/metrics", headers={"Authorization": f"Bearer {TOKEN}"}, timeout=20).text
        assert samples(text)['ris_requests_total{"method": "GET", "route": "health", "status": "200"}'] == 41
        assert len(list(tmp_path.glob("ris-metrics-*/counter_*.db"))) > 1, "more than one process has answered"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=40)
    assert list(tmp_path.glob("ris-metrics-*")) == [], "nothing is left behind"
