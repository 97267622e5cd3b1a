"""Addresses of the council office's screens."""

from django.urls import path

from ris.office import status

urlpatterns = [
    path("buero/status/", status.status, name="status"),
    path("buero/status/<int:stage_id>/noch-einmal/", status.once_more, name="status_once_more"),
]
