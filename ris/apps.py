from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

from ris.assets import NOT_SERVED


class RisConfig(AppConfig):
    """The top: what joins the apps (pages, commands, system checks)."""

    name = "ris"
    default = True  # of two configurations in one module Django would take neither, and no check would run

    def ready(self) -> None:
        from ris import checks  # noqa: F401  registers the system checks by import
        from ris.upkeep import statistics  # noqa: F401  it registers its stage


class StaticFiles(StaticFilesConfig):
    """Django's, and what npm packages bring along that no page names stays where it is, however files are collected."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, *NOT_SERVED]
