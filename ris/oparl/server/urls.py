"""Everything below /oparl/ is answered in one place, so that every wrong spelling meets it."""

from django.urls import path, re_path

from ris.oparl.server.page import interface
from ris.oparl.server.views import answer

urlpatterns = [
    path("schnittstelle/", interface, name="interface"),
    re_path(r"^oparl(?:/(?P<rest>.*))?$", answer, name="oparl"),
]
