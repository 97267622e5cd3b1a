"""Who read a non-public document: to look at, by the office of its municipality."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from media.models import FileRead
from meetings.admin_base import BodyBoundAdmin, rows_of_office
from meetings.models import File


@admin.register(FileRead)
class FileReadAdmin(BodyBoundAdmin):
    """Nothing is written here by hand, and nothing is taken away before its time."""

    list_display = ("at", "user", "file")
    list_select_related = ("user", "file")
    search_fields = ("file__name", "user__username")
    date_hierarchy = "at"
    readonly_fields = ("at", "user", "file")
    fields = ("at", "user", "file")
    actions = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(file__in=rows_of_office(File, request, File.objects.all()))

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """There is none: nobody changes these rows. Raises Http404."""
        raise Http404

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
