from django.apps import AppConfig


class MotionsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "motions"
