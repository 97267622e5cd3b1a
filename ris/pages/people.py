"""People: the list, and one person with roles, papers, what they said and how they voted. Neutral wording, no rankings."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.db.models.functions import Substr, Upper
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from meetings.models import Membership, Organization, OrganizationType, Person
from motions.models import MemberVote, Vote
from ris.pages import papers, speeches
from ris.pages.addresses import by_slug
from ris.pages.filtering import PersonFilter, held_on
from ris.pages.listing import as_in_a_directory, page_of
from ris.pages.mirrors import origin_of
from ris.pages.moments import Moment, moments_of
from ris.pages.place import place_of
from search.counting import counted

SHOWN, VOTES = 5, 10


@dataclass(frozen=True, slots=True)
class Said:
    """This person's word in one roll call; `moment` where the item was recorded."""

    own: MemberVote
    moment: Moment | None


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Who holds a seat today, by family name; with `?frueher=1` also those who held one."""
    now = Membership.objects.filter(held_on(timezone.localdate())).visible_to(request.user)
    rows = place_of(request).listed(Person.objects.visible_to(request.user)).select_related("body")
    everybody = request.GET.get("frueher") == "1"
    rows = rows if everybody else rows.filter(Exists(now.filter(person=OuterRef("pk"))))
    seats = now.select_related("organization").order_by("organization__position")
    rows = rows.prefetch_related(Prefetch("memberships", seats, to_attr="seen_seats"))
    rows = rows.annotate(family=as_in_a_directory("family_name"), given=as_in_a_directory("given_name"))
    rows = rows.annotate(initial=Upper(Substr("family", 1, 1)))
    chosen = PersonFilter(request.GET, rows, request=request)
    page = page_of(chosen.found, request, order=("family", "given", "pk"), size=60)
    facts = {"filter": chosen, "page": page, "everybody": everybody, "others": others(request, everybody=everybody)}
    facts["kept"] = "frueher" if everybody else ""
    return render(request, "pages/people.html", facts | {"nav": "people"})


def others(request: HttpRequest, *, everybody: bool) -> int | None:
    """How many people are not shown because they hold no seat today; None where nobody knows. One query."""
    place = place_of(request)
    known = counted(Person, request.user, {}, [], place.chosen.pk if place.chosen else None) if not everybody else None
    if known is None:
        return None
    seats = Membership.objects.filter(held_on(timezone.localdate())).visible_to(request.user)
    today = place.listed(seats, "person__body").order_by().values("person").distinct().count()
    return max(0, known.total - today)


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Roles, papers, speeches, roll calls."""
    row = by_slug(place_of(request).within(Person.objects.visible_to(request.user)), slug, request)
    today = timezone.localdate()
    seats = list(seats_of_person(row, request.user))
    former = [seat for seat in seats if seat.end_date and seat.end_date < today]
    now = [seat for seat in seats if seat not in former]
    facts = {
        "person": row,
        "nav": "people",
        "seats": now,
        "former": former,
        "faction": next(
            (seat.organization for seat in now if seat.organization.type == OrganizationType.FACTION), None
        ),
        "papers": papers.for_lists(request).filter(originator_people=row).order_by("-date", "-pk")[:SHOWN],
        "speeches": speeches.of_person(row, request.user),
        "votes": votes_of(row, request.user),
        "origin": origin_of(row),
    }
    return render(request, "pages/person.html", facts)


def seats_of_person(row: Person, user: AbstractBaseUser | AnonymousUser) -> QuerySet[Membership]:
    """Seats then and now: by weight of the organization, the latest first. One query."""
    seats: QuerySet[Membership] = Membership.objects.filter(person=row).visible_to(user)
    seen = Organization.objects.visible_to(user)
    return (
        seats.prefetch_related(Prefetch("on_behalf_of", seen))
        .select_related("organization")
        .order_by("organization__position", "-start_date", "pk")
    )


def votes_of(row: Person, user: AbstractBaseUser | AnonymousUser) -> list[Said]:
    """The latest roll calls in which this person was asked. Two queries."""
    seen = Vote.objects.visible_to(user).filter(pk=OuterRef("vote"))
    own = MemberVote.objects.filter(Exists(seen), person=row).select_related("vote__agenda_item__meeting", "faction")
    latest = list(own.order_by("-vote__agenda_item__meeting__start", "-vote__pk")[:VOTES])
    moments = moments_of({one.vote.agenda_item_id for one in latest}, user)
    return [Said(one, moments.get(one.vote.agenda_item_id)) for one in latest]
