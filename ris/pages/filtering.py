"""Filters of the lists, by django-filter: each is a name in the address that can be shared; none needs a script.

Beside each choice stands how much it would find, for this visitor and under the other filters. The numbers come from the search index
(`search/counting.py`), because counting an archive costs more the larger it is; where there is no index yet, there are no numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

import django_filters
from django.db.models import OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.addresses import slug_today
from meetings.conditions import ForEach
from meetings.models import Meeting, Membership, Organization, OrganizationType, Person, Result
from motions.ending import CHANGES, UNDECIDED
from motions.models import Consultation, Paper, PaperType
from ris.pages.addresses import Moved
from ris.pages.listing import TURNS, with_query
from ris.pages.place import place_of
from search.counting import Counts, counted

STATES = {"offen": _("open"), "beschlossen": _("adopted"), "abgelehnt": _("rejected"), "zurueckgezogen": _("withdrawn")}
RESULTS_THAT_END = [result for result in Result.values if result not in UNDECIDED]
BODIES_THAT_MEET = [
    OrganizationType.COUNCIL,
    OrganizationType.COMMITTEE,
    OrganizationType.DISTRICT,
    OrganizationType.OTHER,
]
EVERY_YEAR = [(str(year), str(year)) for year in range(2199, 1899, -1)]
"""What an address may ask for; a page offers only years in which there is something."""
SEATS = [*BODIES_THAT_MEET[:3], OrganizationType.FACTION]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: what it says, and the address without it."""

    name: str
    label: str
    without: str
    is_name: bool = False
    """A name out of the data, which stays German on an English page."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter; `count` is how much it would find, None where nobody knows."""

    value: str
    label: str
    count: int | None
    selected: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as a page shows it: a field to type in (no groups), or choices under headings ("" for the first ones)."""

    name: str
    label: str
    value: str
    groups: tuple[tuple[str, tuple[Option, ...]], ...]
    is_names: bool


def tidy(request: HttpRequest) -> None:
    """A form sends its empty fields, too; an address that people share holds only what was chosen. Raises Moved (302)."""
    if "" in request.GET.values():
        empty = dict.fromkeys((name for name in request.GET if not request.GET[name]), "")
        raise Moved(with_query(request, **empty), for_ever=False)


class OrganizationFilter(django_filters.ChoiceFilter):
    """An organization of these kinds, by its address; those that are no more stand at the end."""

    def __init__(self, *, types: Sequence[str], **more: Any) -> None:
        self.types = types
        super().__init__(**more, empty_label=_("All"), choices=[])


class ListFilter(django_filters.FilterSet):
    """A list that says which of its filters are on. A value that does not exist is left out and told."""

    columns: ClassVar[Mapping[str, str]] = {}
    """Filter → field of the index that counts its choices."""
    dated: ClassVar[str] = ""
    """The field by whose year the list may be filtered (`jahr`)."""
    data: Any

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        tidy(self.request)
        of_organizations = {
            name: field for name, field in self.filters.items() if isinstance(field, OrganizationFilter)
        }
        for name in of_organizations:  # before the form is made
            self._by_old_address(name)
        for name, field in of_organizations.items():
            self.form.fields[name].choices = [("", _("All")), *self._choices_of_organizations(field.types)]
        if self.dated:
            self.form.fields["jahr"].choices = [("", _("All")), *EVERY_YEAR]

    def _by_old_address(self, name: str) -> None:
        """An organization that had this address before is the same organization."""
        slug = self.data.get(name, "")
        if slug and slug not in self.known_organizations and (today := slug_today(Organization, slug)) != slug:
            self.data = self.data.copy()
            self.data[name] = today

    @cached_property
    def years(self) -> list[tuple[str, str]]:
        """The years to choose: those in the index, else all from the latest to the oldest row."""
        known = self.counts.by.get(self.columns.get("jahr", "")) if self.counts else None
        if known is None:
            return years_of(self.queryset, self.dated)
        return [(year, year) for year in sorted(known, reverse=True)]

    @cached_property
    def known_organizations(self) -> dict[str, Organization]:
        """Those that the visitor may know, of the municipality the list is limited to, by address. One query."""
        rows = place_of(self.request).listed(Organization.objects.visible_to(self.request.user))
        return {row.slug: row for row in rows.order_by("position", "name")}

    def _choices_of_organizations(self, types: Sequence[str]) -> Iterator[tuple[str, Any]]:
        today = timezone.localdate()
        known = [row for row in self.known_organizations.values() if row.type in types]
        former = [(row.slug, row.name) for row in known if row.end_date and row.end_date < today]
        yield from ((row.slug, row.name) for row in known if not row.end_date or row.end_date >= today)
        if former:
            yield str(_("Former")), former

    def choices_of(self, name: str) -> list[tuple[str, str]]:
        """What this filter offers, without the empty choice and without headings."""
        return [choice for _heading, some in self._groups_of(name) for choice in some]

    def _groups_of(self, name: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        plain: list[tuple[str, str]] = []
        headed: list[tuple[str, list[tuple[str, str]]]] = []
        choices: Any = getattr(self.form.fields[name], "choices", ())
        for value, label in self.years if self.dated and name == "jahr" else choices:
            if isinstance(label, list | tuple):
                headed.append((str(value), [(str(key), str(text)) for key, text in label]))
            elif value:
                plain.append((str(value), str(label)))
        yield "", plain
        yield from headed

    @cached_property
    def chosen(self) -> dict[str, str]:
        """The filters that are on and make sense."""
        self.form.is_valid()  # what is wrong is missing from cleaned_data, and so does not filter
        return {name: str(value) for name, value in self.form.cleaned_data.items() if value not in (None, "", False)}

    @property
    def found(self) -> QuerySet[Any]:
        """The rows under the filters that make sense."""
        rows: QuerySet[Any] = self.queryset
        for name, value in self.chosen.items():
            field = self.filters[name]
            rows = field.filter(
                rows, self.known_organizations[value] if isinstance(field, OrganizationFilter) else value
            )
        return rows

    @property
    def has_errors(self) -> bool:
        """Whether the address names something that is not there."""
        return not self.form.is_valid()

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters that are on."""
        nowhere = dict.fromkeys(TURNS, "")
        return [
            Chip(
                name,
                value if name == "jahr" else dict(self.choices_of(name)).get(value, value),
                with_query(self.request, **{**nowhere, name: ""}),
                is_name=isinstance(self.filters[name], OrganizationFilter),
            )
            for name, value in self.chosen.items()
        ]

    def key_of(self, name: str, value: str) -> Any:
        """What stands in the index for a value of the address."""
        if isinstance(self.filters[name], OrganizationFilter):
            return self.known_organizations[value].pk
        return int(value) if self.columns[name] == "year" else value

    @cached_property
    def counts(self) -> Counts | None:
        """What the index counts under these filters; None where there is none, or where a filter is not in it."""
        if not self.columns or any(name not in self.columns for name in self.chosen):
            return None
        limits = {self.columns[name]: self.key_of(name, value) for name, value in self.chosen.items()}
        chosen = place_of(self.request).chosen
        return counted(
            self.queryset.model, self.request.user, limits, [*self.columns.values()], chosen.pk if chosen else None
        )

    def total(self) -> int | None:
        """How many rows the whole list has, as far as the index knows."""
        return self.counts.total if self.counts else None

    @cached_property
    def fields(self) -> list[Field]:
        """The filters as the page shows them. Choices that would find nothing are left out, unless they are chosen."""
        return [self._field(name) for name in self.form.fields]

    def _field(self, name: str) -> Field:
        raw = str(self.data.get(name, "") or "")
        groups = tuple((heading, tuple(self._options(name, some))) for heading, some in self._groups_of(name))
        is_text = not hasattr(self.form.fields[name], "choices")
        shown = () if is_text else tuple((heading, some) for heading, some in groups if some or not heading)
        names = isinstance(self.filters[name], OrganizationFilter)
        return Field(name, str(self.form.fields[name].label), raw.replace("\0", ""), shown, names)

    def _options(self, name: str, choices: Sequence[tuple[str, str]]) -> Iterator[Option]:
        known = self.counts.by.get(self.columns.get(name, "")) if self.counts else None
        for value, label in choices:
            count = None if known is None else known.get(str(self.key_of(name, value)), 0)
            selected = self.chosen.get(name) == value
            if selected or count != 0:
                yield Option(value, label, count, selected)


class PaperFilter(ListFilter):
    """Papers: kind, who submitted it, who dealt with it, how it stands, year."""

    dated = "date"
    columns = {"art": "form", "von": "submitters", "gremium": "organizations", "stand": "state", "jahr": "year"}

    art = django_filters.ChoiceFilter(
        field_name="type", choices=PaperType.choices, label=_("Kind"), empty_label=_("All")
    )
    von = OrganizationFilter(types=OrganizationType.values, method="by_submitter", label=_("Submitted by"))
    gremium = OrganizationFilter(types=BODIES_THAT_MEET, method="by_station", label=_("Dealt with by"))
    stand = django_filters.ChoiceFilter(
        choices=list(STATES.items()), method="by_state", label=_("State"), empty_label=_("All")
    )
    jahr = django_filters.ChoiceFilter(field_name="date__year", label=_("Year"), empty_label=_("All"))

    class Meta:
        model = Paper
        fields = ["art", "von", "gremium", "stand", "jahr"]

    def by_submitter(self, rows: QuerySet[Paper], name: str, value: Organization) -> QuerySet[Paper]:
        """Papers that this organization submitted."""
        own = Paper.objects.filter(pk=OuterRef("pk"), originator_organizations=value).visible_to(self.request.user)
        return rows.filter(ForEach(own))

    def by_station(self, rows: QuerySet[Paper], name: str, value: Organization) -> QuerySet[Paper]:
        """Papers that have this organization on their way."""
        stops = Consultation.objects.filter(organization=value, paper=OuterRef("pk")).visible_to(self.request.user)
        return rows.filter(ForEach(stops))

    def by_state(self, rows: QuerySet[Paper], name: str, value: str) -> QuerySet[Paper]:
        """Open is what no station, no submitter and no newer paper has brought to an end (see `lifeline.decides`)."""
        user = self.request.user
        ended = ForEach(_ended(user, *RESULTS_THAT_END).filter(paper=OuterRef("pk")))
        withdrawn = Q(withdrawn_at__isnull=False) | ForEach(_ended(user, "withdrawn").filter(paper=OuterRef("pk")))
        if value == "offen":
            newer = Paper.objects.filter(supersedes=OuterRef("pk")).visible_to(user)
            answers = Paper.objects.filter(type=PaperType.ANSWER, superordinate=OuterRef("pk")).visible_to(user)
            open_still = rows.filter(withdrawn_at__isnull=True).exclude(type=PaperType.ANSWER)
            return (
                open_still.exclude(ended).exclude(ForEach(newer)).exclude(ForEach(answers)).filter(_not_forgotten(user))
            )
        if value == "zurueckgezogen":
            return rows.filter(withdrawn)
        results = ["rejected"] if value == "abgelehnt" else ["adopted", "adopted_changed"]
        return rows.filter(ForEach(_ended(user, *results).filter(paper=OuterRef("pk"))))


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
    return Q(mirrored_from__isnull=True) | Q(ForEach(stations))


def years_of(rows: QuerySet[Any], field: str) -> list[tuple[str, str]]:
    """Every year from the latest to the oldest row: the ends are found by the order, without reading what lies between."""
    # Whole rows in the order of an index: for a single column SQLite would rather sort the table.
    known = rows.filter(**{f"{field}__isnull": False}).select_related(None).prefetch_related(None)
    ends = [getattr(row, field).year for sign in ("-", "") for row in known.order_by(f"{sign}{field}", f"{sign}pk")[:1]]
    return [(str(year), str(year)) for year in range(ends[0], ends[-1] - 1, -1)] if ends else []


class MeetingFilter(ListFilter):
    """Sittings: whose, and in which year."""

    dated = "start"
    columns = {"gremium": "organizations", "jahr": "year"}

    gremium = OrganizationFilter(types=BODIES_THAT_MEET, method="by_organization", label=_("Committee"))
    jahr = django_filters.ChoiceFilter(field_name="start__year", label=_("Year"), empty_label=_("All"))

    class Meta:
        model = Meeting
        fields = ["gremium", "jahr"]

    def by_organization(self, rows: QuerySet[Meeting], name: str, value: Organization) -> QuerySet[Meeting]:
        """Sittings of this organization, alone or jointly."""
        return rows.filter(organizations=value)


class PersonFilter(ListFilter):
    """People: where they sit today, and whether those who sat earlier are listed too."""

    gremium = OrganizationFilter(types=SEATS, method="by_seat", label=_("Committee or faction"))

    class Meta:
        model = Person
        fields = ["gremium"]

    def by_seat(self, rows: QuerySet[Person], name: str, value: Organization) -> QuerySet[Person]:
        """Those who hold a seat there today."""
        today = held_on(timezone.localdate())
        seats = Membership.objects.filter(today, organization=value, person=OuterRef("pk")).visible_to(
            self.request.user
        )
        return rows.filter(ForEach(seats))


def held_on(day: Any) -> Q:
    """Seats held on this day."""
    begun = Q(start_date__isnull=True) | Q(start_date__lte=day)
    return begun & (Q(end_date__isnull=True) | Q(end_date__gte=day))
