"""Stages in the admin: what runs, how far it is, why it failed; once more and cancel. Nothing is edited by hand."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jobs import pipeline
from jobs.models import Outbox, Stage
from jobs.wording import error_in_words

BAR = 10  # characters


@admin.register(Stage)
class StageAdmin(admin.ModelAdmin[Stage]):
    list_display = [
        "name",
        "piece",
        "subject",
        "subject_id",
        "state",
        "bar",
        "attempts",
        "first_line",
        "started",
        "ended",
    ]
    list_filter = ["state", "name", "subject", "queue"]
    search_fields = ["name", "subject_id", "last_error"]
    ordering = ["-id"]
    actions = ["once_more", "cancel"]
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: Stage | None = None) -> list[str]:
        return [field.name for field in Stage._meta.fields if field.name != "last_error"] + ["bar", "error"]

    def get_fields(self, request: HttpRequest, obj: Stage | None = None) -> Any:
        shown = ["name", "piece", "subject", "subject_id", "queue", "state", "bar", "note", "error", "error_code"]
        return [
            *shown,
            "attempts",
            "failures",
            "worker",
            "created",
            "started",
            "ended",
            "lease_until",
            "due_from",
            "digest",
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Stage | None = None) -> bool:
        return False

    @admin.display(description=_("progress"))
    def bar(self, stage: Stage) -> str:
        """E.g. ▓▓▓▓░░░░░░ 40 %."""
        full = int(stage.progress * BAR / 100)
        return f"{'▓' * full}{'░' * (BAR - full)} {stage.progress:.0f} %"

    @admin.display(description=_("last error"))
    def first_line(self, stage: Stage) -> str:
        lines = self._error(stage).splitlines()
        return lines[0][:120] if lines else ""

    @admin.display(description=_("last error"))
    def error(self, stage: Stage) -> str:
        return format_html("<pre>{}</pre>", self._error(stage))

    def _error(self, stage: Stage) -> str:
        if not stage.last_error:
            return ""
        return error_in_words(stage.error_code, stage.error_values, stage.name, stage.last_error)

    @admin.action(description=_("Once more"), permissions=["change"])
    def once_more(self, request: HttpRequest, queryset: QuerySet[Stage]) -> None:
        count = sum(pipeline.retry(stage) for stage in queryset)
        self._tell(request, count, ngettext("%d stage starts once more.", "%d stages start once more.", count) % count)

    @admin.action(description=_("Cancel"), permissions=["change"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Stage]) -> None:
        count = sum(pipeline.cancel(stage) for stage in queryset)
        self._tell(request, count, ngettext("%d stage cancelled.", "%d stages cancelled.", count) % count)

    def _tell(self, request: HttpRequest, count: int, sentence: str) -> None:
        self.message_user(request, sentence, messages.SUCCESS if count else messages.WARNING)


@admin.register(Outbox)
class OutboxAdmin(admin.ModelAdmin[Outbox]):
    list_display = ["label", "object_id", "note", "created"]
    list_filter = ["label"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
