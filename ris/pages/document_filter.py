"""Filters of the list of documents."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from meetings.conditions import ForEach
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
FEW = 5000


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
            return rows.filter(ForEach(papers.filter(file_links__role=role, file_links__file=OuterRef("pk"))))
        if value in {"einladung", "niederschrift"}:
            field = "invitation" if value == "einladung" else "minutes"
            return _among(rows, _keys(meetings, field), Q(ForEach(meetings.filter(**{field: OuterRef("pk")}))))
        further = _keys(meetings, "file_links__file").union(_keys(meetings, "agenda_items__file_links__file"), all=True)
        return _among(rows, further, _of_sittings(meetings))

    def by_organization(self, rows: QuerySet[File], name: str, value: Organization) -> QuerySet[File]:
        """Documents of its meetings, of their items, and of papers that have it on their way."""
        user = self.request.user
        held = Meeting.objects.filter(organizations=value).visible_to(user)
        stops = Consultation.objects.filter(organization=value).visible_to(user)
        sittings = ("invitation", "minutes", "file_links__file", "agenda_items__file_links__file")
        keys = _keys(stops, "paper__file_links__file").union(*(_keys(held, path) for path in sittings), all=True)
        # A set here: of an organization's sittings there are some thousand at most.
        own = [Q(pk__in=_keys(held, field)) for field in sittings[:2]]
        on_the_way = Q(ForEach(stops.filter(paper__file_links__file=OuterRef("pk"))))
        return _among(rows, keys, on_the_way | _of_sittings(held) | own[0] | own[1])


def _keys(rows: QuerySet[Any], path: str) -> QuerySet[Any]:
    """The documents at the end of this path."""
    keys: QuerySet[Any] = rows.filter(**{f"{path}__isnull": False}).order_by().values_list(path, flat=True)
    return keys


def _among(rows: QuerySet[File], keys: QuerySet[Any], condition: Q) -> QuerySet[File]:
    """Documents that fit: few ones by their keys, as going through the whole list would find them late; many ones on the way."""
    found = list(keys[: FEW + 1])
    return rows.filter(pk__in=set(found)) if len(found) <= FEW else rows.filter(condition)


def _of_sittings(meetings: QuerySet[Meeting]) -> Q:
    """Further documents of these sittings and of their items."""
    of_items = meetings.filter(agenda_items__file_links__file=OuterRef("pk"))
    return Q(ForEach(meetings.filter(file_links__file=OuterRef("pk")))) | Q(ForEach(of_items))
