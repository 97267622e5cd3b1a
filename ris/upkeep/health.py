"""Two addresses for machines: does the process live, and may it be given visitors. Strangers read one word, no details."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

from ris.upkeep import facts

logger = logging.getLogger(__name__)

ALIVE = "/gesund/"
READY = "/gesund/bereit/"


class HealthMiddleware:
    """Middleware: answers both addresses itself, before session, language and host names: whoever asks from beside the
    server may call it by any name.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.migrations_were_applied = False

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path not in (ALIVE, READY):
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        well = request.path == ALIVE or self._is_ready()
        word = "gesund" if request.path == ALIVE else "bereit" if well else "nicht bereit"
        return HttpResponse(
            f"{word}\n",
            status=200 if well else 503,
            content_type="text/plain; charset=utf-8",
            headers={"Cache-Control": "no-store"},
        )

    def _is_ready(self) -> bool:
        missing = what_is_missing(migrations_too=not self.migrations_were_applied)
        # Applied once is applied for this process: a later upgrade starts it anew.
        self.migrations_were_applied = self.migrations_were_applied or not missing
        if missing:
            logger.error("Not ready: %s", ", ".join(missing))
        return not missing


def what_is_missing(*, migrations_too: bool = True) -> list[str]:
    """Codes of what keeps this installation from serving visitors; empty when it is ready."""
    missing = []
    connection = connections[DEFAULT_DB_ALIAS]
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
        if migrations_too and is_migration_due():
            missing.append("migrations")
        elif facts.is_index_missing():
            missing.append("index")
    except DatabaseError:
        missing.append("database")
    if not os.access(settings.DATA_DIR, os.R_OK | os.W_OK | os.X_OK):
        missing.append("data_folder")
    elif not facts.disk().is_enough:
        missing.append("disk")
    return missing


def is_migration_due() -> bool:
    """Whether the database lacks a migration of this code. Raises DatabaseError."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
