"""Which sittings a calendar holds, and from when on: a city with twenty years of them must not send all to every phone every day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Prefetch, Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from meetings.mandates import audiences_of
from meetings.models import Meeting, Membership, Organization, Person
from meetings.models.meeting import MeetingQuerySet

Visitor = AbstractBaseUser | AnonymousUser
BACK = timedelta(days=366)
NONE = Q(pk__in=[])


def sittings(user: Visitor) -> MeetingQuerySet:
    """Sittings with what an event shows, soonest first. Two queries."""
    rows: MeetingQuerySet = Meeting.objects.visible_to(user).select_related("location", "body")
    seen = Organization.objects.visible_to(user).order_by("position", "name")
    return rows.prefetch_related(Prefetch("organizations", seen, to_attr="seen_organizations")).order_by("start", "pk")


def from_when(request: HttpRequest) -> datetime | None:
    """`?ab=2019-06-30` or `?ab=anfang` (None: all); else one year back. Http404 for what is neither."""
    asked = request.GET.get("ab", "")
    if asked == "anfang":
        return None
    if not asked:
        return _midnight(timezone.localdate() - BACK)
    try:
        return _midnight(date.fromisoformat(asked))
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def of_person(person: Person, user: Visitor) -> Q:
    """Sittings of the organizations in which this person had a seat on that day, as far as the visitor may know of it.

    One query. Ask `distinct()`: a joint sitting of two of them is one.
    """
    seats = Membership.objects.filter(person=person).visible_to(user)
    return of_seats(seats.values_list("organization", "start_date", "end_date"))


def of_user(user: AbstractBaseUser) -> Q:
    """A member's own: sittings of their seats, at that time; for an office those of its municipality or organization. Ask `distinct()`."""
    known = audiences_of(user)
    mine = of_seats((seat.organization, seat.first, seat.last) for seat in known.seats)
    if known.office_bodies:
        mine |= Q(body__in=known.office_bodies)
    if known.office_organizations:
        mine |= Q(organizations__in=known.office_organizations)
    return mine


def of_seats(seats: Iterable[tuple[int, date | None, date | None]]) -> Q:
    """(organization, first day, last day) → the sittings in between, both days included."""
    found = NONE
    for organization, first, last in seats:
        held = Q(organizations=organization)
        if first is not None:
            held &= Q(start__gte=_midnight(first))
        if last is not None and last < date.max:
            held &= Q(start__lt=_midnight(last + timedelta(days=1)))
        found |= held
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
