"""Who may what: rights follow the mandate, by municipality, organization and period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from django.utils import timezone

from meetings.models.council import Body, Mandate, MandateRole


class NotAllowed(Exception):
    """This user may not do this; `code` names what was missing."""

    def __init__(self, code: str = "not_allowed") -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat (or deputy's seat) in an organization from `first` to `last` day (None: open)."""

    organization: int
    first: date
    last: date | None


@dataclass(frozen=True, slots=True)
class Audiences:
    """As whom a visitor reads: the public always, offices now, seats at the time of each sitting."""

    office_bodies: frozenset[int] = frozenset()
    office_organizations: frozenset[int] = frozenset()
    seats: tuple[Seat, ...] = ()

    def keys(self) -> frozenset[str]:
        """The same as words for the search index: `public`, `office:<body>`, `office-of:<org>`, `members:<org>`."""
        return frozenset(
            {"public"}
            | {f"office:{body}" for body in self.office_bodies}
            | {f"office-of:{organization}" for organization in self.office_organizations}
            | {f"members:{seat.organization}" for seat in self.seats}
        )


PUBLIC = Audiences()


def audiences_of(user: AbstractBaseUser | AnonymousUser | None) -> Audiences:
    """As whom this user reads. Technical rights (staff, superuser) open the admin, never the site."""
    if user is None or not user.is_authenticated or not user.is_active:
        return PUBLIC
    cached: Audiences | None = user.__dict__.get("_audiences")
    if cached is not None:
        return cached
    today = timezone.localdate()
    offices: set[int] = set()
    organizations: set[int] = set()
    seats: list[Seat] = []
    for mandate in Mandate.objects.filter(user_id=user.pk):
        if mandate.role == MandateRole.OFFICE:
            if mandate.start_date <= today and (mandate.end_date is None or mandate.end_date >= today):
                if mandate.organization_id is None:
                    offices.add(mandate.body_id)
                else:
                    organizations.add(mandate.organization_id)
        elif mandate.organization_id is not None:
            seats.append(Seat(mandate.organization_id, mandate.start_date, mandate.end_date))
    found = Audiences(frozenset(offices), frozenset(organizations), tuple(seats))
    user.__dict__["_audiences"] = found  # one query per request; a new request loads a new user
    return found


def is_office_of(user: AbstractBaseUser | AnonymousUser, body: Body) -> bool:
    """Whether this user acts for the council office of this municipality today."""
    return body.pk in audiences_of(user).office_bodies


def require_office(user: AbstractBaseUser | AnonymousUser, body: Body) -> None:
    """Raises NotAllowed unless this user acts for the council office of this municipality."""
    if not is_office_of(user, body):
        raise NotAllowed("office_only")


def bodies_led_by(user: AbstractBaseUser | AnonymousUser) -> Q:
    """A condition on Body: those whose office this user is."""
    return Q(pk__in=audiences_of(user).office_bodies)
