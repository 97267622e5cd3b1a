"""The tests' settings with one app more, for worker processes."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.jobs.traces"]
SILENCED_SYSTEM_CHECKS = ["jobs.E002"]  # the traces have no models
