"""Filters of the list of documents."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItemFile, File, Meeting, MeetingFile, Organization
from motions.models import Consultation, FileRole, Paper, PaperFile
from ris.pages.filtering import BODIES_THAT_MEET, ListFilter, Names, organizations_of

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

    q = django_filters.CharFilter(method="by_words", label=_("Words in the name"))
    art = django_filters.ChoiceFilter(
        choices=list(KINDS.items()), method="by_kind", label=_("Kind"), empty_label=_("All")
    )
    gremium = django_filters.ModelChoiceFilter(
        queryset=organizations_of(BODIES_THAT_MEET),
        to_field_name="slug",
        widget=Names,
        method="by_organization",
        label=_("Dealt with by"),
        empty_label=_("All"),
    )
    jahr = django_filters.ChoiceFilter(field_name="date__year", label=_("Year"), empty_label=_("All"))

    class Meta:
        model = File
        fields = ["q", "art", "gremium", "jahr"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = self.queryset.filter(date__isnull=False).order_by().annotate(on=ExtractYear("date"))
        listed = sorted(set(years.values_list("on", flat=True).distinct()), reverse=True)
        self.form.fields["jahr"].choices = [("", _("All")), *((str(year), str(year)) for year in listed)]

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
            return rows.filter(pk__in=PaperFile.objects.filter(role=role, paper__in=papers).values("file"))
        if value == "einladung":
            return rows.filter(pk__in=meetings.filter(invitation__isnull=False).values("invitation"))
        if value == "niederschrift":
            return rows.filter(pk__in=meetings.filter(minutes__isnull=False).values("minutes"))
        of_meetings = MeetingFile.objects.filter(meeting__in=meetings).values("file")
        return rows.filter(
            Q(pk__in=of_meetings) | Q(pk__in=AgendaItemFile.objects.filter(item__meeting__in=meetings).values("file"))
        )

    def by_organization(self, rows: QuerySet[File], name: str, value: Organization | None) -> QuerySet[File]:
        """Documents of its meetings, of their items, and of papers that have it on their way."""
        if value is None:
            return rows
        user = self.request.user
        held = Meeting.objects.filter(organizations=value).visible_to(user)
        stops = Consultation.objects.filter(organization=value).visible_to(user)
        papers = PaperFile.objects.filter(paper__in=stops.values("paper"))
        return rows.filter(
            Q(pk__in=papers.values("file"))
            | Q(pk__in=held.filter(invitation__isnull=False).values("invitation"))
            | Q(pk__in=held.filter(minutes__isnull=False).values("minutes"))
            | Q(pk__in=MeetingFile.objects.filter(meeting__in=held).values("file"))
            | Q(pk__in=AgendaItemFile.objects.filter(item__meeting__in=held).values("file"))
        )
