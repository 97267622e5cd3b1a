from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranscriptsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "transcripts"
    verbose_name = _("Transcripts and corrections")

    def ready(self) -> None:
        from transcripts import following

        following.connect()
