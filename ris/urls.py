"""All addresses: German, readable, permanent."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("ris.pages.urls")),
    path("admin/", admin.site.urls),
    path("", include("media.urls")),
]

handler404 = "ris.pages.errors.not_found"
handler403 = "ris.pages.errors.forbidden"
handler500 = "ris.pages.errors.broken"
