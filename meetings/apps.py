from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "meetings"

    def ready(self) -> None:
        from jobs.run import surround
        from meetings import documents  # noqa: F401  registers its stage
        from meetings.history import acting

        # What a stage writes says so in the history of each row.
        surround(lambda name: acting(cause=f"stage:{name}"))
