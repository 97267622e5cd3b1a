from django.apps import AppConfig, apps
from django.db.models.signals import pre_delete
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "meetings"
    verbose_name = _("Meetings and people")

    def ready(self) -> None:
        from jobs.run import surround
        from meetings import consistency, first_public  # noqa: F401  it registers its stage
        from meetings.documents import bringing, recognising, texts  # noqa: F401  they register their stages
        from meetings.history import acting
        from meetings.models.base import Published, Told
        from meetings.models.writing import hear_of_links, refuse_deletion

        # What a stage writes says so in the history of each row.
        surround(lambda name: acting(cause=f"stage:{name}"))
        # All apps' models are loaded by now, whichever app is ready first.
        autodiscover_modules("agreements", "told")
        consistency.watch()
        for model in apps.get_models():
            if issubclass(model, Told):
                hear_of_links(model)
        for model in apps.get_models():
            if issubclass(model, Published) and not model.derived:
                pre_delete.connect(refuse_deletion, sender=model, dispatch_uid=f"refuse {model._meta.label}")
