"""Filters of the lists, by django-filter: each is a name in the address that can be shared; none needs a script."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import django_filters
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models import Membership, Organization, OrganizationType, Person, Result
from motions.models import Consultation, Paper, PaperType
from ris.pages.lifeline import CHANGES, UNDECIDED
from ris.pages.listing import with_query
from ris.pages.place import place_of

STATES = {"offen": _("open"), "beschlossen": _("adopted"), "abgelehnt": _("rejected"), "zurueckgezogen": _("withdrawn")}
RESULTS_THAT_END = [result for result in Result.values if result not in UNDECIDED]
BODIES_THAT_MEET = [
    OrganizationType.COUNCIL,
    OrganizationType.COMMITTEE,
    OrganizationType.DISTRICT,
    OrganizationType.OTHER,
]
SEATS = [*BODIES_THAT_MEET[:3], OrganizationType.FACTION]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: what it says, and the address without it."""

    name: str
    label: str
    without: str
    is_name: bool = False
    """A name out of the data, which stays German on an English page."""


class Names(forms.Select):
    """A choice of names out of the data, which stay German on an English page."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Each with its language; the empty choice is a word of the page."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value:
            option["attrs"]["lang"] = "de"
        return option


class ListFilter(django_filters.FilterSet):
    """A list that says which of its filters are on. A value that does not exist is left out and told."""

    def choices_of(self, name: str) -> Sequence[tuple[Any, Any]]:
        """What this filter offers, without the empty choice."""
        return [choice for choice in getattr(self.form.fields[name], "choices", ()) if choice[0]]

    @property
    def found(self) -> QuerySet[Any]:
        """The rows under the filters that make sense."""
        self.form.is_valid()  # what is wrong is missing from cleaned_data, and so does not filter
        rows: QuerySet[Any] = self.queryset
        for name, value in self.form.cleaned_data.items():
            rows = self.filters[name].filter(rows, value)
        return rows

    @property
    def has_errors(self) -> bool:
        """Whether the address names something that is not there."""
        return not self.form.is_valid()

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on."""
        self.form.is_valid()
        found = []
        for name, value in self.form.cleaned_data.items():
            if value in (None, "", False):
                continue
            labels = {str(key): text for key, text in self.choices_of(name)}
            label = labels.get(str(getattr(value, "slug", value)))
            without = with_query(self.request, **{name: "", "seite": ""})
            found.append(Chip(name, str(label or value), without, is_name=hasattr(value, "slug")))
        return found


def organizations_of(types: Sequence[str]) -> Callable[[HttpRequest | None], QuerySet[Organization]]:
    """Organizations of these kinds that the visitor may know, of the municipality the list is limited to."""

    def rows(request: HttpRequest | None) -> QuerySet[Organization]:
        user = request.user if request else AnonymousUser()
        known: QuerySet[Organization] = Organization.objects.visible_to(user).filter(type__in=types)
        return place_of(request).listed(known) if request else known

    return rows


class PaperFilter(ListFilter):
    """Papers: kind, who submitted it, how it stands, year."""

    art = django_filters.ChoiceFilter(
        field_name="type", choices=PaperType.choices, label=_("Kind"), empty_label=_("All")
    )
    von = django_filters.ModelChoiceFilter(
        field_name="originator_organizations",
        queryset=organizations_of(OrganizationType.values),
        to_field_name="slug",
        widget=Names,
        label=_("Submitted by"),
        empty_label=_("All"),
    )
    gremium = django_filters.ModelChoiceFilter(
        queryset=organizations_of(BODIES_THAT_MEET),
        to_field_name="slug",
        widget=Names,
        method="by_station",
        label=_("Dealt with by"),
        empty_label=_("All"),
    )
    stand = django_filters.ChoiceFilter(
        choices=list(STATES.items()), method="by_state", label=_("State"), empty_label=_("All")
    )
    jahr = django_filters.ChoiceFilter(field_name="date__year", label=_("Year"), empty_label=_("All"))

    class Meta:
        model = Paper
        fields = ["art", "von", "gremium", "stand", "jahr"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = _years(self.queryset)
        self.form.fields["jahr"].choices = [("", _("All")), *((str(year), str(year)) for year in listed)]

    def by_station(self, rows: QuerySet[Paper], name: str, value: Organization | None) -> QuerySet[Paper]:
        """Papers that have this organization on their way."""
        if value is None:
            return rows
        stops = Consultation.objects.filter(organization=value, paper=OuterRef("pk")).visible_to(self.request.user)
        return rows.filter(Exists(stops))

    def by_state(self, rows: QuerySet[Paper], name: str, value: str) -> QuerySet[Paper]:
        """Open is what no station, no submitter and no newer paper has brought to an end (see `lifeline.decides`)."""
        user = self.request.user
        ended = Exists(_ended(user, *RESULTS_THAT_END).filter(paper=OuterRef("pk")))
        withdrawn = Q(withdrawn_at__isnull=False) | Exists(_ended(user, "withdrawn").filter(paper=OuterRef("pk")))
        if value == "offen":
            newer = Paper.objects.filter(supersedes=OuterRef("pk")).visible_to(user)
            answers = Paper.objects.filter(type=PaperType.ANSWER, superordinate=OuterRef("pk")).visible_to(user)
            open_still = rows.filter(withdrawn_at__isnull=True).exclude(type=PaperType.ANSWER)
            return (
                open_still.exclude(ended).exclude(Exists(newer)).exclude(Exists(answers)).filter(_not_forgotten(user))
            )
        if value == "zurueckgezogen":
            return rows.filter(withdrawn)
        results = ["rejected"] if value == "abgelehnt" else ["adopted", "adopted_changed"]
        return rows.filter(Exists(_ended(user, *results).filter(paper=OuterRef("pk"))))


def _years(papers: QuerySet[Paper]) -> list[int]:
    """Every year from the latest to the oldest paper: the ends are found by the order, without reading what lies between."""
    dates = papers.filter(date__isnull=False).values_list("date", flat=True)
    ends = [date for order in ("-date", "date") for date in dates.order_by(order)[:1] if date]
    return list(range(ends[0].year, ends[-1].year - 1, -1)) if ends else []


def _ended(user: Any, *results: str) -> QuerySet[Consultation]:
    """Stations that brought their paper to an end with one of these results; mirrored ones may have it at their item."""

    def came_to(*codes: str) -> Q:
        return Q(result__in=codes) | Q(result="", mirrored_from__isnull=False, agenda_item__result__in=codes)

    ending = Q(authoritative=True) | came_to("answered") | Q(paper__type__in=CHANGES)
    found: QuerySet[Consultation] = Consultation.objects.filter(ending, came_to(*results)).visible_to(user)
    return found


def _not_forgotten(user: Any) -> Q:
    """Of another system's papers only those that are on an agenda to come: what it does not tell must not seem open."""
    today = timezone.localtime().replace(hour=0, minute=0)
    ahead = Q(agenda_item__meeting__start__gte=today) | Q(meeting__start__gte=today)
    stations = Consultation.objects.filter(ahead, paper=OuterRef("pk")).visible_to(user)
    return Q(mirrored_from__isnull=True) | Q(Exists(stations))


class PersonFilter(ListFilter):
    """People: where they sit today, and whether those who sat earlier are listed too."""

    gremium = django_filters.ModelChoiceFilter(
        queryset=organizations_of(SEATS),
        to_field_name="slug",
        widget=Names,
        method="by_seat",
        label=_("Committee or faction"),
        empty_label=_("All"),
    )

    class Meta:
        model = Person
        fields = ["gremium"]

    def by_seat(self, rows: QuerySet[Person], name: str, value: Organization | None) -> QuerySet[Person]:
        """Those who hold a seat there today."""
        if value is None:
            return rows
        today = held_on(timezone.localdate())
        seats = Membership.objects.filter(today, organization=value).visible_to(self.request.user)
        return rows.filter(pk__in=seats.values("person"))


def held_on(day: Any) -> Q:
    """Seats held on this day."""
    begun = Q(start_date__isnull=True) | Q(start_date__lte=day)
    return begun & (Q(end_date__isnull=True) | Q(end_date__gte=day))
