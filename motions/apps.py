from django.apps import AppConfig


class MotionsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "motions"

    def ready(self) -> None:
        from meetings.models import File
        from meetings.visibility import register_parent

        register_parent(File, "paper_links__paper")
