"""Admin pages of papers, their way and votes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.admin_base import BodyBoundAdmin, BodyBoundCards, BodyBoundInline
from meetings.admin_places import PlacedFormSet
from motions import models
from motions.admin_forms import (
    ConsultationForm,
    RollCallFormSet,
    VoteRowForm,
    counts_of_list,
    members_at,
    waits_for_its_list,
)
from motions.publishing import NotPublishable, publish_paper


class ConsultationInline(BodyBoundCards):
    """The way of a paper."""

    model = models.Consultation
    form = ConsultationForm
    formset = PlacedFormSet
    fields = (
        ("position", "organization", "role"), ("authoritative", "public", "audience"), ("agenda_item", "result"),
    )  # fmt: skip
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
    fields = ("file", "role", "position")
    autocomplete_fields = ("file",)


@admin.register(models.Paper)
class PaperAdmin(BodyBoundAdmin):
    """Papers."""

    list_display = ("reference", "name", "type", "date", "audience", "deleted_at")
    first = (
        "body", "type", "reference", "name", "date", "received", "originator_people", "originator_organizations", "summary",
        "text",
    )  # fmt: skip
    list_filter = ("body", "type", "audience")
    search_fields = ("reference", "name")
    autocomplete_fields = ("originator_people", "originator_organizations", "superordinate", "supersedes", "related")
    inlines = (ConsultationInline, PaperFileInline)
    actions = ("publish", *BodyBoundAdmin.actions)

    def view_on_site(self, obj: models.Paper) -> str:
        """Where everyone reads it."""
        return reverse("paper", args=[obj.uuid])

    @admin.action(description=_("Publish with its public stations and its main document"))
    def publish(self, request: HttpRequest, queryset: QuerySet[models.Paper]) -> None:
        """Everyone may read it; what stays closed is named."""
        refusals = {
            "only_non_public": _("“%(name)s” is dealt with in private only: it has no public station."),
            "deleted": _("“%(name)s” was deleted. Please bring it back first."),
        }
        for paper in queryset.select_related("body"):
            try:
                closed = publish_paper(paper, by=request.user)  # type: ignore[arg-type]  # signed in, as in all of the admin
            except NotPublishable as error:
                self.message_user(request, refusals[error.code] % {"name": paper}, messages.ERROR)
                continue
            self.message_user(request, _("“%(name)s” is published.") % {"name": paper}, messages.SUCCESS)
            if closed:
                text = _("Not open for everyone: %(names)s. Open a document on its own page.")
                self.message_user(request, text % {"names": ", ".join(map(str, closed))}, messages.WARNING)


@admin.register(models.Consultation)
class ConsultationAdmin(BodyBoundAdmin):
    """Stations."""

    form = ConsultationForm
    list_display = ("paper", "position", "organization", "role", "result", "audience")
    list_filter = ("role", "result", "audience")
    search_fields = ("paper__reference", "paper__name")
    first = ("paper", *ConsultationForm.Meta.fields)
    autocomplete_fields = ("paper", "organization", "agenda_item")


class MemberVoteInline(LinkInline):
    """A row per member, for roll calls."""

    model = models.MemberVote
    formset = RollCallFormSet
    fields = ("person", "faction", "choice")
    autocomplete_fields = ("person", "faction")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return len(members_at(obj)) if waits_for_its_list(obj) else 0


@admin.register(models.Vote)
class VoteAdmin(BodyBoundAdmin):
    """Votes."""

    form = VoteRowForm
    list_display = ("agenda_item", "subject", "form", "yes", "no", "abstentions", "audience")
    list_select_related = ("agenda_item__meeting",)
    list_filter = ("form", "audience")
    search_fields = ("subject", "agenda_item__title", "agenda_item__meeting__name")
    first = VoteRowForm.Meta.fields
    autocomplete_fields = ("agenda_item", "consultation")
    inlines = (MemberVoteInline,)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A list of members counts itself; where the figures say something else, the office hears of it."""
        super().save_related(request, form, formsets, change)
        vote = form.instance
        if vote.form != models.VoteForm.ROLL_CALL:
            return
        if not vote.member_votes.exists():
            text = _("To enter who voted how, please open the vote once more: the members are listed there.")
            self.message_user(request, text, messages.INFO)
            return
        yes, no, abstentions = counts_of_list(vote)
        if vote.yes is not None and (vote.yes, vote.no, vote.abstentions or 0) != (yes, no, abstentions):
            text = _(
                "The list of members says %(yes)s yes, %(no)s no, %(abstentions)s abstentions: not what the figures say."
            )
            self.message_user(
                request, text % {"yes": yes, "no": no, "abstentions": abstentions}, messages.WARNING
            )  # fmt: skip
