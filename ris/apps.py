from django.apps import AppConfig


class RisConfig(AppConfig):
    """The top: what joins the apps (pages, commands, system checks)."""

    name = "ris"

    def ready(self) -> None:
        from ris import checks  # noqa: F401  registers the system checks by import
