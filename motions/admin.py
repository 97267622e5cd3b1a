"""Admin pages of papers, their way and votes."""

from __future__ import annotations

from django.contrib import admin

from meetings.admin_base import BodyBoundAdmin, BodyBoundInline
from motions import models


class ConsultationInline(BodyBoundInline):
    """The way of a paper."""

    model = models.Consultation
    fields = ("position", "organization", "role", "authoritative", "public", "audience", "agenda_item", "result")
    autocomplete_fields = ("organization", "agenda_item")


class PaperFileInline(admin.TabularInline):  # type: ignore[type-arg]
    """The documents of a paper."""

    model = models.PaperFile
    extra = 0
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


class MemberVoteInline(admin.TabularInline):  # type: ignore[type-arg]
    """A row per member, for roll calls."""

    model = models.MemberVote
    extra = 0
    autocomplete_fields = ("person", "faction")


@admin.register(models.Vote)
class VoteAdmin(BodyBoundAdmin):
    """Votes."""

    list_display = ("agenda_item", "form", "yes", "no", "abstentions", "audience")
    list_filter = ("form", "audience")
    autocomplete_fields = ("agenda_item", "consultation")
    inlines = (MemberVoteInline,)
