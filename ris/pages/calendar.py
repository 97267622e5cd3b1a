"""The calendar: one month as a grid of days (a list of its days on a phone), of one organization when asked."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.addresses import slug_today
from meetings.models import Meeting, Organization
from ris.pages.listing import with_query
from ris.pages.meetings import for_lists, organizations_to_choose
from ris.pages.place import place_of

FIRST, LAST = date(1970, 1, 1), date(2199, 12, 1)
VIEWS = {"monat": "month", "liste": "list"}
AHEAD = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Day:
    """One field of the grid."""

    date: date
    inside: bool
    today: bool
    meetings: Sequence[Meeting]


@dataclass(frozen=True, slots=True)
class Month:
    """A month with the addresses of its neighbours; weeks begin on Monday (ISO 8601)."""

    first: date
    weeks: Sequence[Sequence[Day]]
    previous: str
    following: str

    @property
    def days_with_meetings(self) -> list[Day]:
        """The days of this month on which somebody meets, in order."""
        return [day for week in self.weeks for day in week if day.inside and day.meetings]

    @property
    def name(self) -> str:
        """`Februar 2027`."""
        return date_format(self.first, _("F Y"))


def month_of(text: str, today: date) -> date:
    """First day of the month that `?monat=2027-02` names; this month where nothing is named. Http404 for anything else."""
    if not text:
        return today.replace(day=1)
    try:
        first = datetime.strptime(text, "%Y-%m").date()
    except ValueError as error:
        raise Http404 from error
    if not FIRST <= first <= LAST:
        raise Http404
    return first


def neighbours(first: date) -> tuple[date, date]:
    """First days of the month before and of the month after."""
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)


def start_of(day: date) -> datetime:
    """The moment at which a day begins here."""
    return timezone.make_aware(datetime.combine(day, time.min))


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """`?ansicht=monat|liste`, `?monat=2027-02`, `?gremium=`, `?gemeinde=`: the address holds everything."""
    view = VIEWS.get(request.GET.get("ansicht", "monat"))
    if view is None:
        raise Http404
    today = timezone.localdate()
    organizations = list(organizations_to_choose(request))
    wanted = slug_today(Organization, request.GET.get("gremium", ""))
    chosen = next((one for one in organizations if one.slug == wanted), None)
    if wanted and chosen is None:
        raise Http404
    rows = place_of(request).listed(for_lists(request.user))
    rows = rows.of(chosen) if chosen else rows
    facts = {
        "nav": "calendar", "organizations": organizations, "chosen": chosen, "view": view,
        "as_month": with_query(request, ansicht=""), "as_list": with_query(request, ansicht="liste", monat=""),
    }  # fmt: skip
    if view == "list":
        ahead = rows.filter(start__gte=start_of(today), start__lt=start_of(today + AHEAD)).order_by("start")
        return render(request, "pages/calendar.html", {**facts, "ahead": ahead})
    first = month_of(request.GET.get("monat", ""), today)
    days = Calendar().monthdatescalendar(first.year, first.month)
    span = (start_of(days[0][0]), start_of(days[-1][-1] + timedelta(days=1)))
    found = list(rows.filter(start__gte=span[0], start__lt=span[1]).order_by("start"))
    return render(request, "pages/calendar.html", {**facts, "month": _month(request, first, days, found, today)})


def _month(
    request: HttpRequest, first: date, days: Sequence[Sequence[date]], found: Sequence[Meeting], today: date
) -> Month:
    by_day: dict[date, list[Meeting]] = {}
    for meeting in found:
        by_day.setdefault(timezone.localtime(meeting.start).date(), []).append(meeting)
    weeks = [[Day(day, day.month == first.month, day == today, by_day.get(day, [])) for day in week] for week in days]
    before, after = neighbours(first)
    return Month(
        first,
        weeks,
        with_query(request, monat=f"{before:%Y-%m}") if before >= FIRST else "",
        with_query(request, monat=f"{after:%Y-%m}") if after <= LAST else "",
    )
