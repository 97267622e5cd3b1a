from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    """What other programs follow: calendars, Atom feeds, the podcast."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "ris.feeds"
    label = "feeds"
    verbose_name = _("Calendars and feeds")
