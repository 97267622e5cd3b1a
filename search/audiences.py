"""For whom a document of the index is, as words: they filter hits, counts and facets before SQL has the last word.

`public`; `office:<body>`; `office-of:<organization>`; `members:<organization>@<day of the sitting>`, because rights to
what is not public follow the seat at that time; `members:<organization>@now` where there is no sitting yet.
What is public carries only `public`: everybody asks for that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils import timezone
from haystack.backends import SQ

from meetings.mandates import PUBLIC, Audiences, Seat, audiences_of
from meetings.models.base import Published
from meetings.visibility import visible_q

EVER = date(1900, 1, 1)


def audience_keys(model: type[Published], ids: Iterable[int]) -> dict[int, list[str]]:
    """The words for each of these rows; a row that nobody may see has none."""
    wanted = set(ids)
    keys: dict[int, list[str]] = {pk: [] for pk in wanted}
    public = _seen(model, wanted, PUBLIC)
    for pk in public:
        keys[pk].append("public")
    closed = wanted - public
    if not closed:
        return keys
    for body, rows in _grouped(model, closed, model.body_path).items():
        for pk in _seen(model, rows, Audiences(office_bodies=frozenset({body}))):
            keys[pk].append(f"office:{body}")
    for organization_path, time_path in (_scope(model), *getattr(model, "more_scopes", ())):
        if organization_path:
            _add_members(model, closed, organization_path, time_path, keys)
    return keys


def _add_members(
    model: type[Published], closed: set[int], organization_path: str, time_path: str, keys: dict[int, list[str]]
) -> None:
    days = _days(model, closed, organization_path, time_path)
    for organization, rows in _grouped(model, closed, organization_path).items():
        for pk in _seen(model, rows, Audiences(office_organizations=frozenset({organization}))):
            keys[pk].append(f"office-of:{organization}")
        for pk in _seen(model, rows, Audiences(seats=(Seat(organization, EVER, None),))):
            keys[pk] += [f"members:{organization}@{day}" for day in days[pk, organization]]


def audience_sq(user: AbstractBaseUser | AnonymousUser) -> SQ:
    """The condition under which a document is for this user."""
    audiences = audiences_of(user)
    plain = ["public"]
    plain += [f"office:{body}" for body in sorted(audiences.office_bodies)]
    plain += [f"office-of:{organization}" for organization in sorted(audiences.office_organizations)]
    today = timezone.localdate()
    ranges: list[SQ] = []
    for seat in audiences.seats:
        start = f"members:{seat.organization}@"
        ranges.append(SQ(audiences__range=(f"{start}{seat.first}", f"{start}{seat.last or '9999'}")))
        if seat.first <= today and (seat.last is None or today <= seat.last):
            plain.append(f"{start}now")
    condition = SQ(audiences__in=plain)
    for one in ranges:
        condition = condition | one
    return condition


def _seen(model: type[Published], ids: Iterable[int], audiences: Audiences) -> set[int]:
    rows = model._base_manager.filter(pk__in=list(ids)).filter(visible_q(model, audiences))
    return set(rows.values_list("pk", flat=True))


def _grouped(model: type[Published], ids: Iterable[int], path: str) -> dict[int, set[int]]:
    groups: dict[int, set[int]] = defaultdict(set)
    for pk, key in model._base_manager.filter(pk__in=list(ids), **{f"{path}__isnull": False}).values_list("pk", path):
        groups[key].add(pk)
    return groups


def _days(
    model: type[Published], ids: Iterable[int], organization_path: str, time_path: str
) -> dict[tuple[int, int], Sequence[str]]:
    days: dict[tuple[int, int], list[str]] = defaultdict(list)
    paths = ("pk", organization_path, *((time_path,) if time_path else ()))
    for pk, organization, *when in model._base_manager.filter(pk__in=list(ids)).values_list(*paths):
        moment: Any = when[0] if when else None
        day = str(timezone.localtime(moment).date()) if moment else "now"
        if organization is not None and day not in days[pk, organization]:
            days[pk, organization].append(day)
    return dict(days)


def _scope(model: type[Published]) -> tuple[str, str]:
    """Paths to the members' organization and to the time of the sitting, here or on the first parent that has them."""
    if model.organization_path:
        return model.organization_path, model.time_path
    for path in model.visible_if_all:
        name = path.rstrip("?")
        parent = model._meta.get_field(name).related_model
        if isinstance(parent, type) and issubclass(parent, Published) and parent.body_path != "pk":
            organization_path, time_path = _scope(parent)
            if organization_path:
                return f"{name}__{organization_path}", f"{name}__{time_path}" if time_path else ""
    return "", ""
