from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MotionsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "motions"
    verbose_name = _("Papers and votes")

    def ready(self) -> None:
        from meetings.models import File
        from meetings.visibility import register_parent

        register_parent(File, "paper_links__paper")
