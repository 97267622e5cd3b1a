"""Addresses of recordings and documents."""

from django.urls import path

from media import serving, tus

urlpatterns = [
    path("aufnahmen/hochladen/", tus.all_uploads, name="uploads"),
    path("aufnahmen/hochladen/<uuid:upload_id>/", tus.one_upload, name="upload"),
    path("aufnahmen/<uuid:uuid>/<str:digest>/<path:path>", serving.rendition_file, name="rendition_file"),
    path("dateien/<uuid:uuid>/<str:name>", serving.document, name="document"),
]
