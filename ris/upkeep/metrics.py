"""Metrics for Prometheus: counted requests of all processes of this server, and gauges asked when they are read.

Under `ris/web_server.py` several processes answer requests; each keeps its counts in a file of a common folder
(prometheus_client's multi-process mode), and whichever is asked for /metrics adds them up.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from accounts.client_address import client_address, passed_an_unknown_proxy
from ris.upkeep import facts

OWN = CollectorRegistry()
REQUESTS = Counter("ris_requests", "Answered requests", ["method", "route", "status"], registry=OWN)
SECONDS = Histogram(
    "ris_request_seconds",
    "Seconds from a request to its answer (streams: to its first byte)",
    ["route"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=OWN,
)


def count(*, method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request. `route` is the name of an address pattern, so there are only so many."""
    REQUESTS.labels(method, route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


class Gauges(Collector):
    """What the installation is like at this moment."""

    def collect(self) -> Iterator[Metric]:
        """Asked for each reading; without a database only what needs none, and `ris_database_up 0`."""
        now = timezone.now()
        disk, backup = facts.disk(), facts.last_backup()
        yield GaugeMetricFamily("ris_disk_free_bytes", "Free bytes where DATA_DIR lies", value=disk.free)
        yield GaugeMetricFamily("ris_disk_total_bytes", "All bytes where DATA_DIR lies", value=disk.total)
        if backup:
            age = (now - backup).total_seconds()
            yield GaugeMetricFamily("ris_last_backup_age_seconds", "Seconds since the last backup", value=age)
        try:
            yield from list(self._asked_of_the_database(now))
        except DatabaseError:
            yield GaugeMetricFamily("ris_database_up", "1 while the database answers", value=0)

    def _asked_of_the_database(self, now: datetime) -> Iterator[Metric]:
        yield GaugeMetricFamily("ris_database_up", "1 while the database answers", value=1)
        stages = GaugeMetricFamily("ris_stages", "Steps of slow work by state", labels=["state"])
        for state, number in facts.stages_by_state().items():
            stages.add_metric([state], number)
        yield stages
        oldest = facts.oldest_waiting(now)
        yield GaugeMetricFamily(
            "ris_oldest_due_stage_seconds",
            "How long the step has waited that a worker should take next; 0: none waits",
            value=oldest.total_seconds() if oldest else 0,
        )
        yield GaugeMetricFamily("ris_outbox", "Changes that the index has not taken up", value=facts.outbox_depth())
        yield GaugeMetricFamily("ris_letters", "Mails not sent yet", value=facts.letters().waiting)
        workers = sum(crew.processes for crew in facts.crews())
        yield GaugeMetricFamily("ris_workers", "Living worker processes", value=workers)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The text that Prometheus reads; 404 for everybody who is not named in the settings."""
    if not may_read(request):
        raise Http404
    registry = CollectorRegistry()
    registry.register(Gauges())
    try:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types there
        counted = b""
    except ValueError:  # one process only: what it counted is in its own memory
        counted = generate_latest(OWN)
    return HttpResponse(
        counted + generate_latest(registry), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def may_read(request: HttpRequest) -> bool:
    """By the secret, or from a network named. Behind a proxy that nobody declared the network cannot be known."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if settings.METRICS_TOKEN and kind == "Bearer" and _same(token, settings.METRICS_TOKEN):
        return True
    address = client_address(request)
    if address is None or passed_an_unknown_proxy(request):
        return False
    return any(address in network for network in settings.METRICS_NETWORKS)


def _same(told: str, known: str) -> bool:
    # As bytes: of text it takes ASCII only, and a stranger may send anything.
    return secrets.compare_digest(told.encode(errors="replace"), known.encode())
