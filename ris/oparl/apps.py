from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OparlConfig(AppConfig):
    """OParl 1.1, both ways: the server that others read, and the importer that mirrors other systems here."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "ris.oparl"
    label = "oparl"
    verbose_name = _("OParl")

    def ready(self) -> None:
        from meetings.documents.manners import ask_with
        from ris.oparl.manners import manners_of

        ask_with(manners_of)
