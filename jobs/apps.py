from importlib import import_module
from pathlib import Path

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext_lazy as _

LIBRARIES = {"site-packages", "dist-packages"}


class JobsConfig(AppConfig):
    """Slow work: stages, leases, sweep, outbox. Knows no council."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "jobs"
    verbose_name = _("Work in the background")

    def ready(self) -> None:
        """Import the `stages.py` of every app of ours, so that its stages are registered; listen to what is written."""
        from jobs import changes, checks  # noqa: F401  registers the system check by import

        connection_created.connect(changes.watch)
        for config in apps.get_app_configs():
            # Libraries have modules of that name too, about other things (django-allauth).
            is_library = not LIBRARIES.isdisjoint(Path(config.path).parts)
            if not is_library and config.module and module_has_submodule(config.module, "stages"):
                import_module(f"{config.name}.stages")
