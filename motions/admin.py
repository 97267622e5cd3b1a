"""Admin pages of papers, their way and votes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from meetings.admin_base import BodyBoundAdmin, BodyBoundInline
from motions import models


class ConsultationInline(BodyBoundInline):
    """The way of a paper."""

    model = models.Consultation
    fields = ("position", "organization", "role", "authoritative", "public", "audience", "agenda_item", "result")
    autocomplete_fields = ("organization", "agenda_item")


class LinkInline(BodyBoundInline):
    """Rows that only tie two others together: they may be taken away here."""

    show_change_link = False
    can_delete = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PaperFileInline(LinkInline):
    """The documents of a paper."""

    model = models.PaperFile
    exclude = ()
    autocomplete_fields = ("file",)


@admin.register(models.Paper)
class PaperAdmin(BodyBoundAdmin):
    """Papers."""

    list_display = ("reference", "name", "type", "body", "date", "audience")
    list_filter = ("body", "type", "audience")
    search_fields = ("reference", "name")
    autocomplete_fields = ("originator_people", "originator_organizations", "superordinate", "supersedes", "related")
    inlines = (ConsultationInline, PaperFileInline)


@admin.register(models.Consultation)
class ConsultationAdmin(BodyBoundAdmin):
    """Stations."""

    list_display = ("paper", "position", "organization", "role", "result", "audience")
    list_filter = ("role", "result", "audience")
    search_fields = ("paper__reference", "paper__name")
    autocomplete_fields = ("paper", "organization", "agenda_item")


class MemberVoteInline(LinkInline):
    """A row per member, for roll calls."""

    model = models.MemberVote
    exclude = ()
    autocomplete_fields = ("person", "faction")


@admin.register(models.Vote)
class VoteAdmin(BodyBoundAdmin):
    """Votes."""

    list_display = ("agenda_item", "form", "yes", "no", "abstentions", "audience")
    list_filter = ("form", "audience")
    autocomplete_fields = ("agenda_item", "consultation")
    inlines = (MemberVoteInline,)
