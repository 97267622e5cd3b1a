"""Filters of the list of documents."""

from __future__ import annotations

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.models import File, Meeting, Organization
from motions.models import Consultation, FileRole, Paper
from ris.pages.filtering import BODIES_THAT_MEET, ListFilter, OrganizationFilter

KINDS = {
    "vorlage": _("Papers themselves"),
    "anlage": _("Attachments of papers"),
    "einladung": _("Invitations"),
    "niederschrift": _("Minutes"),
    "sitzung": _("Other documents of meetings"),
}
MOST_WORDS = 8


class DocumentFilter(ListFilter):
    """Documents: what they are, whose meetings they belong to, year, words of the name."""

    dated = "date"

    q = django_filters.CharFilter(method="by_words", label=_("Words in the name"))
    art = django_filters.ChoiceFilter(
        choices=list(KINDS.items()), method="by_kind", label=_("Kind"), empty_label=_("All")
    )
    gremium = OrganizationFilter(types=BODIES_THAT_MEET, method="by_organization", label=_("Dealt with by"))
    jahr = django_filters.ChoiceFilter(field_name="date__year", label=_("Year"), empty_label=_("All"))

    class Meta:
        model = File
        fields = ["q", "art", "gremium", "jahr"]

    def by_words(self, rows: QuerySet[File], name: str, value: str) -> QuerySet[File]:
        """Each of these words stands in the name."""
        for word in value.replace("\x00", "").split()[:MOST_WORDS]:
            rows = rows.filter(Q(name__icontains=word) | Q(file_name__icontains=word))
        return rows

    def by_kind(self, rows: QuerySet[File], name: str, value: str) -> QuerySet[File]:
        """By what they are to a paper or a meeting."""
        user = self.request.user
        papers, meetings = Paper.objects.visible_to(user), Meeting.objects.visible_to(user)
        if value in {"vorlage", "anlage"}:
            role = FileRole.MAIN if value == "vorlage" else FileRole.AUXILIARY
            return rows.filter(Exists(papers.filter(file_links__role=role, file_links__file=OuterRef("pk"))))
        if value == "einladung":
            return rows.filter(Exists(meetings.filter(invitation=OuterRef("pk"))))
        if value == "niederschrift":
            return rows.filter(Exists(meetings.filter(minutes=OuterRef("pk"))))
        return rows.filter(_of_sittings(meetings))

    def by_organization(self, rows: QuerySet[File], name: str, value: Organization) -> QuerySet[File]:
        """Documents of its meetings, of their items, and of papers that have it on their way."""
        user = self.request.user
        held = Meeting.objects.filter(organizations=value).visible_to(user)
        stops = Consultation.objects.visible_to(user).filter(organization=value, paper__file_links__file=OuterRef("pk"))
        own = Q(Exists(held.filter(Q(invitation=OuterRef("pk")) | Q(minutes=OuterRef("pk")))))
        return rows.filter(own | Q(Exists(stops)) | _of_sittings(held))


def _of_sittings(meetings: QuerySet[Meeting]) -> Q:
    """Further documents of these sittings and of their items."""
    of_items = meetings.filter(agenda_items__file_links__file=OuterRef("pk"))
    return Q(Exists(meetings.filter(file_links__file=OuterRef("pk")))) | Q(Exists(of_items))
