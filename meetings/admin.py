"""Admin pages of the council's rows."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings import (
    admin_files,  # noqa: F401  registers its page
    models,
)
from meetings.addresses import free_slug
from meetings.admin_base import BodyBoundAdmin, BodyBoundInline
from meetings.admin_places import AgendaItemInline
from meetings.agenda import publish_agenda


@admin.register(models.Body)
class BodyAdmin(BodyBoundAdmin):
    """Municipalities."""

    list_display = ("name", "audience", "host", "ags")
    search_fields = ("name",)
    prepopulated_fields: dict[str, Any] = {}

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Addresses are technical staff's: with a host name an office could take over the pages of all others."""
        technical = bool(getattr(request.user, "is_superuser", False))
        names = super().get_readonly_fields(request, obj)
        return names if technical else (*names, "host", "slug", "theme")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False))


@admin.register(models.LegislativeTerm)
class LegislativeTermAdmin(BodyBoundAdmin):
    """Terms of office."""

    list_display = ("name", "body", "start_date", "end_date")
    list_filter = ("body",)


class MembershipInline(BodyBoundInline):
    """Seats, in an organization or of a person."""

    model = models.Membership
    fk_name = "organization"
    autocomplete_fields = ("person",)
    fields = ("person", "role", "voting_right", "start_date", "end_date", "on_behalf_of", "deleted_at")
    readonly_fields = ("deleted_at",)


@admin.register(models.Organization)
class OrganizationAdmin(BodyBoundAdmin):
    """Councils, committees, factions."""

    list_display = ("name", "type", "body", "audience", "start_date", "end_date")
    list_filter = ("body", "type", "audience")
    search_fields = ("name", "short_name")
    inlines = (MembershipInline,)


@admin.register(models.Person)
class PersonAdmin(BodyBoundAdmin):
    """People with a seat or an office."""

    list_display = ("family_name", "given_name", "title", "body", "audience")
    list_filter = ("body", "audience")
    search_fields = ("family_name", "given_name")


@admin.register(models.Membership)
class MembershipAdmin(BodyBoundAdmin):
    """Seats."""

    list_display = ("person", "organization", "role", "start_date", "end_date")
    list_filter = ("organization",)
    search_fields = ("person__family_name", "organization__name")
    autocomplete_fields = ("person", "organization")


@admin.register(models.Mandate)
class MandateAdmin(BodyBoundAdmin):
    """Rights of those who sign in: given by technical staff only, so that no office widens its own."""

    list_display = ("user", "role", "organization", "body", "start_date", "end_date")
    list_filter = ("body", "role")
    readonly_fields = ()
    actions = ()
    autocomplete_fields = ("person", "organization")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(getattr(request.user, "is_superuser", False))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(getattr(request.user, "is_superuser", False))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(getattr(request.user, "is_superuser", False))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(getattr(request.user, "is_superuser", False))


@admin.register(models.Location)
class LocationAdmin(BodyBoundAdmin):
    """Rooms."""

    list_display = ("room", "street_address", "body")
    search_fields = ("room", "street_address")


@admin.register(models.Meeting)
class MeetingAdmin(BodyBoundAdmin):
    """Meetings with their agenda."""

    list_display = ("name", "of_organizations", "start", "state_in_words", "audience")
    first = (
        "body",
        "organizations",
        "name",
        "number",
        "start",
        "end",
        "location",
        "state",
        "cancelled",
        "cancel_reason",
    )
    list_filter = ("organizations", "state", "cancelled", "audience", "body")
    search_fields = ("name", "slug", "organizations__name")
    date_hierarchy = "start"
    autocomplete_fields = ("organizations", "location", "invitation", "minutes")
    inlines = (AgendaItemInline,)
    actions = ("publish_invitation", "publish_supplement", "publish_established", *BodyBoundAdmin.actions)

    def save_model(self, request: HttpRequest, obj: models.Meeting, form: Any, change: bool) -> None:
        """A new sitting's address says whose it is: `11-sitzung` alone is every committee's."""
        if not change and not obj.slug:
            chosen = [one.short_name or one.name for one in form.cleaned_data["organizations"]]
            obj.slug = free_slug(models.Meeting, f"{' '.join(chosen)} {obj.slug_source()}")
        super().save_model(request, obj, form, change)

    def view_on_site(self, obj: models.Meeting) -> str:
        """Where everyone reads it."""
        return reverse("meeting", args=[obj.slug])

    @admin.display(description=_("organizations"))
    def of_organizations(self, meeting: models.Meeting) -> str:
        """Whose sitting it is."""
        return ", ".join(one.short_name or one.name for one in meeting.organizations.all())

    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, meeting: models.Meeting) -> str:
        """A cancelled sitting is that before all else."""
        return str(_("cancelled")) if meeting.cancelled else meeting.get_state_display()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("organizations")

    @admin.action(description=_("Publish the agenda: invitation"))
    def publish_invitation(self, request: HttpRequest, queryset: QuerySet[models.Meeting]) -> None:
        """The first published version."""
        self._publish(request, queryset, models.AgendaVersionKind.INVITATION)

    @admin.action(description=_("Publish the agenda: supplement"))
    def publish_supplement(self, request: HttpRequest, queryset: QuerySet[models.Meeting]) -> None:
        """A later version (Nachtrag)."""
        self._publish(request, queryset, models.AgendaVersionKind.SUPPLEMENT)

    @admin.action(description=_("Publish the agenda: established in the sitting"))
    def publish_established(self, request: HttpRequest, queryset: QuerySet[models.Meeting]) -> None:
        """The agenda as the sitting has established it."""
        self._publish(request, queryset, models.AgendaVersionKind.ESTABLISHED)

    def _publish(self, request: HttpRequest, queryset: QuerySet[models.Meeting], kind: str) -> None:
        for meeting in queryset:
            if not meeting.agenda_items.living().exists():
                text = _("“%(name)s” has no item yet; nothing was published.")
                self.message_user(request, text % {"name": meeting.name}, messages.ERROR)
                continue
            publish_agenda(meeting, kind=kind, at=timezone.now())
            text = _("The agenda of “%(name)s” is published.")
            self.message_user(request, text % {"name": meeting.name}, messages.SUCCESS)


@admin.register(models.AgendaItem)
class AgendaItemAdmin(BodyBoundAdmin):
    """Items across meetings."""

    list_display = ("label", "title", "meeting", "public", "audience", "state", "proposed_state", "result")
    list_filter = ("public", "audience", "state", "meeting__body")
    list_select_related = ("meeting",)
    search_fields = ("title", "public_title", "label", "meeting__name", "meeting__organizations__name")
    ordering = ("-meeting__start", "position")
    first = ("meeting", "position", "label", "section", "title", "public", "public_title", "state", "result")
    autocomplete_fields = ("meeting", "parent")


@admin.register(models.AgendaVersion)
class AgendaVersionAdmin(BodyBoundAdmin):
    """Published agendas: to read, never to change."""

    list_display = ("meeting", "kind", "published_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.PageText)
class PageTextAdmin(BodyBoundAdmin):
    """A municipality's own imprint, privacy notice and so on."""

    list_display = ("page", "body", "audience", "modified")
    list_filter = ("body", "page")


@admin.register(models.Feedback)
class FeedbackAdmin(BodyBoundAdmin):
    """What readers reported; answered by mail, and marked here."""

    list_display = ("created", "text", "page", "email", "answered_at", "body")
    list_filter = ("body", ("answered_at", admin.EmptyFieldListFilter))
    fields = ("text", "page", "email", "answered_at", "created", "deleted_at")
    readonly_fields = ("text", "page", "email", "created", "deleted_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
