from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServerConfig(AppConfig):
    default_auto_field = "django.db.models.BigAutoField"
    name = "ris.oparl.server"
    label = "oparl_server"
    verbose_name = _("OParl interface")

    def ready(self) -> None:
        from ris.oparl.server import following

        following.connect()
