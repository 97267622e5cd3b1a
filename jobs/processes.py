"""Processes that start and end together: no worker outlives the command that started it, whatever ended that."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # linux/prctl.h

# One worker is one core: several that each open a thread per core would only wait for each other.
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "RAYON_NUM_THREADS"), "1"
)


def die_with_parent(parent: int) -> None:
    """End this process at once when the process `parent` (its pid) that started it ends, even by `kill -9`.

    Linux does this for us; elsewhere the worker's loop asks `is_orphan()`.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if is_orphan(parent):  # it died before we said so
        os._exit(1)


def is_orphan(parent: int) -> bool:
    """The process that started this one is gone."""
    return os.getppid() != parent
