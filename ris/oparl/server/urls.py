"""Everything below /oparl/ is answered in one place, so that every wrong spelling meets it."""

from django.urls import re_path

from ris.oparl.server.views import answer

urlpatterns = [re_path(r"^oparl(?:/(?P<rest>.*))?$", answer, name="oparl")]
