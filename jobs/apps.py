from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """Slow work: stages, leases, sweep, outbox. Knows no council."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "jobs"
    verbose_name = _("Work in the background")

    def ready(self) -> None:
        """Import every app's `stages.py`, so that its stages are registered."""
        from jobs import checks  # noqa: F401  registers the system check by import

        autodiscover_modules("stages")
