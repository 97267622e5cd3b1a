"""May X see Y: one rule, closed by default, decided in SQL.

A row is visible when it is living, its own audience fits (if it has one), everything it hangs on is visible
(`visible_if_all`), or at least one of several things is (`visible_if_any`). A row that names nothing is invisible.
Rights to what is not public follow the seat at the time of the sitting, the office's rights follow today.
Nobody else spells this rule; the site asks `.visible_to(user)`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from django.db.models import Model, OuterRef, Q, QuerySet
from django.utils import timezone

from meetings.conditions import ForEach, Instant, compiled
from meetings.mandates import PUBLIC, Audiences, audiences_of
from meetings.models.base import Audience, Publishable, Published
from meetings.models.mirror import Mirrored

__all__ = [
    "audiences_of",
    "for_everyone_q",
    "keys_between",
    "parents_of",
    "register_parent",
    "related",
    "tombstones",
    "visible_q",
]

NOTHING = Q(pk__in=[])


_more_parents: dict[type[Model], list[str]] = {}


def register_parent(model: type[Model], path: str) -> None:
    """A higher app says on what else rows of a lower app may hang (one visible parent is enough)."""
    paths = _more_parents.setdefault(model, [])
    if path not in paths:
        paths.append(path)
        of_strangers.cache_clear()


def visible_q(model: type[Model], audiences: Audiences) -> Q:
    """The condition under which rows of this model are visible to these audiences. Raises TypeError for rows without an audience.

    A page asks for some twenty of them, each a tree of subqueries: strangers all get the one that was made first. What is due is
    decided when the database is asked (`Instant`), so a condition does not age.
    """
    if not issubclass(model, Published):
        raise TypeError(f"{model.__name__} is not a published row")
    return of_strangers(model) if audiences == PUBLIC else _made(model, audiences)


@cache
def of_strangers(model: type[Published]) -> Q:
    """The condition for everybody of whom we know nothing; made once."""
    condition = _made(model, PUBLIC)
    return condition if condition == NOTHING else compiled(model, condition)


def _made(model: type[Published], audiences: Audiences) -> Q:
    needed, sufficient = _parents(model)
    if not needed and not sufficient and not model.visible_root:
        return NOTHING
    condition = Q(deleted_at__isnull=True)
    if issubclass(model, Publishable):
        condition &= _own_audience(model, audiences)
    if issubclass(model, Mirrored):
        # Nobody knows whether it was to go: the office sees that, nobody else sees the row.
        condition &= Q(vanished_at__isnull=True) | office_q(model, audiences)
    for path in needed:
        condition &= _hangs_on_visible(model, path, audiences)
    if sufficient:
        hangs = _any(_hangs_on_visible(model, path, audiences) for path in sufficient)
        condition &= hangs | office_q(model, audiences) if model.loose_for_office else hangs
    more: Callable[[Audiences], Q] | None = getattr(model, "visible_where", None)
    if more is not None:
        condition &= more(audiences) | office_q(model, audiences)
    return condition


def for_everyone_q(model: type[Published]) -> Q:
    """Meant for everyone by its own audience and time, whatever becomes of what it hangs on: for what was published as a copy."""
    return _own_audience(model, PUBLIC)


def office_q(model: type[Published], audiences: Audiences) -> Q:
    """Rows that belong to a municipality or organization whose office reads."""
    condition = NOTHING
    if audiences.office_bodies:
        condition |= Q(**{f"{model.body_path}__in": audiences.office_bodies})
    if audiences.office_organizations:
        condition |= _in_scope(model, lambda path, _time: Q(**{f"{path}__in": audiences.office_organizations}))
    return condition


def tombstones(model: type[Published]) -> QuerySet[Any]:
    """Rows the public once knew and does not see now (deleted, vanished or closed): the only source of tombstones.

    All others answer 404. Asked is what may be seen at this moment, not the note `public_now`.
    """
    once = model._base_manager.filter(first_public_at__isnull=False)
    seen = model._base_manager.filter(visible_q(model, PUBLIC)).values("pk")
    return once.exclude(pk__in=seen)


def keys_between(
    model: type[Model], here: str, there: str, keys: Collection[int], *, order: tuple[str, ...], **where: Any
) -> list[tuple[int, int]]:
    """(key, key at the other end) of rows that join two kinds, in order. Keys alone: whoever reads the rows asks whether they may."""
    rows = model._base_manager.filter(**{f"{here}__in": keys}, **where)
    return list(rows.order_by(*order).values_list(here, there))


def parents_of(model: type[Published]) -> tuple[str, ...]:
    """Paths to all that rows of this model hang on."""
    needed, sufficient = _parents(model)
    return tuple(path.rstrip("?") for path in (*needed, *sufficient))


def _parents(model: type[Published]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return model.visible_if_all, (*model.visible_if_any, *_more_parents.get(model, ()))


def _own_audience(model: type[Published], audiences: Audiences) -> Q:
    due = Q(visible_from__isnull=True) | Q(visible_from__lte=Instant())
    condition = Q(audience__meant=Audience.PUBLIC) & due
    if audiences.seats:
        meant = Q(audience__meant=Audience.MEMBERS) | Q(audience__meant=Audience.PUBLIC)
        condition |= meant & due & _seat_q(model, audiences)
    return condition | office_q(model, audiences)


def _seat_q(model: type[Published], audiences: Audiences) -> Q:
    """Rows of a sitting in whose organization one of the seats was held at that time."""

    def of_seats(path: str, when: str) -> Q:
        today = timezone.localdate()
        condition = NOTHING
        for seat in audiences.seats:
            here = Q(**{path: seat.organization})
            if when:
                held = Q(**{f"{when}__gte": _midnight(seat.first)})
                if seat.last is not None and seat.last < date.max:  # after it there is no day to compare with
                    held &= Q(**{f"{when}__lt": _midnight(seat.last + timedelta(days=1))})
            else:
                held = Q()
            if seat.first <= today and (seat.last is None or today <= seat.last):
                # No sitting yet: the seat held today counts.
                held |= Q(**{f"{when}__isnull": True}) if when else Q()
            elif not when:
                continue
            condition |= here & held
        return condition

    return _in_scope(model, of_seats)


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _in_scope(model: type[Published], condition: Callable[[str, str], Q]) -> Q:
    """Apply a condition on (organization, time) where the model names them, else where its parents do."""
    if model.organization_path:
        itself = model._base_manager.filter(pk=OuterRef("pk"))
        return Q(ForEach(itself.filter(condition(model.organization_path, model.time_path))))
    needed, sufficient = _parents(model)
    found = NOTHING
    for path in (*needed, *sufficient):
        parent = related(model, path.rstrip("?"))
        if parent is not model and issubclass(parent, Published) and parent.body_path != "pk":
            found |= _has(model, path.rstrip("?"), parent._base_manager.filter(_in_scope(parent, condition)))
    return found


def _hangs_on_visible(model: type[Published], path: str, audiences: Audiences) -> Q:
    """This parent is visible; with `?` at the end of the path also where there is none."""
    name = path.rstrip("?")
    parent = related(model, name)
    condition = _has(model, name, parent._base_manager.filter(visible_q(parent, audiences)))
    return condition | Q(**{f"{name}__isnull": True}) if path.endswith("?") else condition


def _has(model: type[Model], path: str, parents: QuerySet[Any]) -> Q:
    """One of these parents stands at the end of the path.

    Asked for each row that is looked at, not by a set of all parents that fit: a page shows some dozen rows of an archive of a
    hundred thousand, and both databases would make the whole set first. A subquery
    instead of a join, so that nothing is counted twice.
    """
    if "__" not in path and model._meta.get_field(path).many_to_one:
        return Q(ForEach(parents.filter(pk=OuterRef(path))))
    return Q(ForEach(parents.filter(**{_way_back(model, path): OuterRef("pk")})))


def _way_back(model: type[Model], path: str) -> str:
    """The path from what stands at its end to this model: `paper_links__paper` of a file is `file_links__file` of a paper."""
    back = []
    for name in path.split("__"):
        field: Any = model._meta.get_field(name)
        back.append(field.field.name if field.auto_created else field.related_query_name())
        model = related(model, name)
    return "__".join(reversed(back))


def related(model: type[Model], path: str) -> type[Any]:
    """The model at the end of this path."""
    for name in path.split("__"):
        related = model._meta.get_field(name).related_model
        if not isinstance(related, type):
            raise TypeError(f"{path} does not lead from {model.__name__} to other rows")
        model = related
    return model


def _any(conditions: Any) -> Q:
    found = NOTHING
    for condition in conditions:
        found |= condition
    return found
