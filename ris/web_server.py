"""Gunicorn's configuration: `gunicorn -c python:ris.web_server ris.wsgi`. Read before the application is.

What an installation wants different is said on the command line or in GUNICORN_CMD_ARGS, which both win.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from typing import Any

# Processes with threads: a recording that streams must not keep others waiting.
workers = 2
worker_class = "gthread"
threads = 8
timeout = 120  # seconds without a sign of a worker
graceful_timeout = 30  # seconds for answers under way when the server ends or starts anew
preload_app = True
control_socket_disable = True
# The log is ours (ris/upkeep/log_lines.py); gunicorn's own access log would name visitors' addresses.
accesslog = None
loglevel = "warning"

# A folder of this server's own for the counts of its processes, empty at each start (ris/upkeep/metrics.py).
_metrics_folder = tempfile.mkdtemp(prefix="ris-metrics-")
os.environ["PROMETHEUS_MULTIPROC_DIR"] = _metrics_folder


def child_exit(server: Any, worker: Any) -> None:
    """A worker ended: what it counted stays in the sums."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # the library has no types there


def on_exit(server: Any) -> None:
    """The server ends."""
    shutil.rmtree(_metrics_folder, ignore_errors=True)
