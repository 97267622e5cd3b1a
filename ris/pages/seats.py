"""Who sits where: the seats of an organization by role and faction, then and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from meetings.models import Membership, Organization, OrganizationType
from ris.pages.filtering import held_on
from ris.pages.listing import as_in_a_directory

PLAIN_ROLES = {"", "mitglied", "ratsmitglied", "ausschussmitglied"}
"""Roles that say no more than the list does."""


@dataclass(frozen=True, slots=True)
class Group:
    """Seats of one faction (`faction` None: without one, or advising)."""

    faction: Organization | None
    advisory: bool
    seats: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class Seats:
    """`leading`: those with a role of their own; `groups`: all others by faction; `former`: latest first."""

    leading: tuple[Membership, ...]
    groups: tuple[Group, ...]
    former: tuple[Membership, ...]
    voting: int
    """How many hold a vote today."""

    @property
    def is_empty(self) -> bool:
        """Nobody sits there today."""
        return not self.leading and not self.groups


def seats_of(row: Organization, user: AbstractBaseUser | AnonymousUser, *, today: date) -> Seats:
    """Two queries: the seats, and the factions of those who hold them."""
    every = Membership.objects.filter(organization=row).visible_to(user)
    seats = list(
        every.select_related("person", "on_behalf_of").order_by(
            as_in_a_directory("person__family_name"), as_in_a_directory("person__given_name")
        )
    )
    now = [seat for seat in seats if _held(seat, today)]
    former = [seat for seat in seats if seat.end_date and seat.end_date < today]
    leading = [seat for seat in now if seat.voting_right and seat.role.lower() not in PLAIN_ROLES]
    rest = [seat for seat in now if seat not in leading]
    factions = {} if row.type == OrganizationType.FACTION else _factions(rest, user, today)
    return Seats(
        tuple(sorted(leading, key=lambda seat: _rank(seat.role))),
        tuple(_grouped(rest, factions)),
        tuple(sorted(former, key=lambda seat: seat.end_date or today, reverse=True)),
        sum(seat.voting_right for seat in now),
    )


def _held(seat: Membership, today: date) -> bool:
    begun = seat.start_date is None or seat.start_date <= today
    return begun and (seat.end_date is None or seat.end_date >= today)


def _rank(role: str) -> int:
    """The chair, then deputies, then everyone else with a role."""
    word = role.lower()
    if "stellv" in word or "beigeordnet" in word:
        return 1
    return 0 if "vorsitz" in word or "meister" in word or "vorsteher" in word else 2


def _factions(
    seats: Sequence[Membership], user: AbstractBaseUser | AnonymousUser, today: date
) -> dict[int, Organization]:
    """The faction of each person today; the one that sent them wins. One query."""
    people = {seat.person_id for seat in seats}
    held = Membership.objects.filter(
        held_on(today), person__in=people, organization__type=OrganizationType.FACTION
    ).visible_to(user)
    return {seat.person_id: seat.organization for seat in held.select_related("organization")}


def _grouped(seats: Sequence[Membership], factions: dict[int, Organization]) -> list[Group]:
    """Larger factions first, equals by name; then those without one, then those who advise."""
    by: dict[tuple[bool, int], list[Membership]] = defaultdict(list)
    named: dict[int, Organization] = {}
    for seat in seats:
        faction = seat.on_behalf_of or factions.get(seat.person_id)
        if faction and seat.voting_right:
            named[faction.pk] = faction
        by[(not seat.voting_right, faction.pk if faction and seat.voting_right else 0)].append(seat)
    ordered = sorted(by.items(), key=lambda pair: (pair[0][0], not pair[0][1], -len(pair[1]), pair[0][1]))
    return [Group(named.get(key), advisory, tuple(some)) for (advisory, key), some in ordered]
