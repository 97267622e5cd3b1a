from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OparlConfig(AppConfig):
    """OParl 1.1, both ways: the server that others read, and the importer that mirrors other systems here."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "ris.oparl"
    label = "oparl"
    verbose_name = _("OParl")
