"""How rows are named where one of many is chosen: with what they belong to, newest sitting first, nothing that was deleted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from meetings.models import AgendaItem, Meeting


def sitting(meeting: Meeting) -> str:
    """`Stadtrat, 18. Sitzung, 09.12.2026`: a number alone is every committee's."""
    names = [one.short_name or one.name for one in meeting.organizations.all()]
    return ", ".join([*names, meeting.name, f"{timezone.localtime(meeting.start):%d.%m.%Y}"])


def choice(row: Any) -> str:
    """What is shown of this row in a list of choices."""
    if isinstance(row, Meeting):
        return sitting(row)
    if isinstance(row, AgendaItem):
        return f"{row} ({sitting(row.meeting)})"
    return str(row)


class Choices(AutocompleteJsonView):
    """Answers to what is typed."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        told: dict[str, str] = super().serialize_result(obj, to_field_name)  # type: ignore[misc]  # the types leave it out
        return told | {"text": choice(obj)}

    def get_queryset(self) -> Any:
        rows = super().get_queryset()
        return rows.filter(deleted_at__isnull=True) if hasattr(rows.model, "deleted_at") else rows


def answer(request: HttpRequest) -> HttpResponseBase:
    """The admin's own view with our names."""
    return Choices.as_view(admin_site=admin.site)(request)
