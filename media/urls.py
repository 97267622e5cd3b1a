"""Addresses of recordings and documents."""

from django.urls import path

from media import serving

urlpatterns = [
    path("aufnahmen/<uuid:uuid>/<str:digest>/<path:path>", serving.rendition_file, name="rendition_file"),
    path("dateien/<uuid:uuid>/<str:name>", serving.document, name="document"),
]
