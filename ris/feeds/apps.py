from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedsConfig(AppConfig):
    """What other programs follow: calendars, Atom feeds, the podcast."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "ris.feeds"
    label = "feeds"
    verbose_name = _("Calendars and feeds")

    def ready(self) -> None:
        from meetings.models.writing import hear_of
        from ris.feeds import revising

        hear_of("meetings.Meeting", revising.meetings_written)
        hear_of("meetings.Location", revising.places_written)
