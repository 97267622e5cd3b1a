"""What rows of several tables must agree on, which no constraint of one table can hold.

Each app names its rules in its `agreements.py`. One rule serves four times: in forms (`clean`), after every write of a row
or link (`Inconsistent` is raised and the write is rolled back), after writes in bulk, and as SQL that counts what breaks it
(`manage.py check_consistency`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import F, Model, Q
from django.db.models.signals import m2m_changed, post_save, pre_save


class Inconsistent(Exception):
    """This write would make rows disagree; nothing of it is kept. `code` is the rule's, `label` the model's name."""

    def __init__(self, code: str, label: str, key: int) -> None:
        super().__init__(code, label, key)
        self.code, self.label, self.key = code, label, key

    def __str__(self) -> str:
        from meetings.wording import words

        return f"{words(self.code, {})} ({self.label} {self.key})"


@dataclass(frozen=True, slots=True)
class Watched:
    """Where a rule can be broken: at its own rows (`path` empty) or at rows it looks through, if one of `fields` changes."""

    path: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """`broken` finds the rows in SQL that break it, `agrees` asks one row that may not be saved yet."""

    model: type[Model]
    code: str
    name: str
    broken: Q
    agrees: Callable[[Any], bool]
    watched: dict[type[Model], list[Watched]]

    def count(self) -> int:
        """How many rows break it now."""
        return self.model._base_manager.filter(self.broken).count()


_rules: list[Rule] = []
_index: dict[type[Model], list[tuple[Rule, Watched]]] = defaultdict(list)


def rules() -> list[Rule]:
    """All rules, in the order of the apps."""
    return list(_rules)


def same(model: type[Model], left: str, right: str, code: str) -> None:
    """Both paths lead to the same, e.g. `same(Membership, "person__body", "organization__body", "other_body")`.

    Where one of them leads nowhere (an empty foreign key) there is nothing to agree on.
    """
    broken = Q(**{f"{left}__isnull": False, f"{right}__isnull": False}) & ~Q(**{left: F(right)})

    def agrees(row: Any) -> bool:
        one, other = _at(row, left), _at(row, right)
        return one is None or other is None or one == other

    _add(Rule(model, code, f"{left} = {right}", broken, agrees, _watched(model, [left, right])))


def never(
    model: type[Model], broken: Q, agrees: Callable[[Any], bool], code: str, *, name: str, reads: Iterable[str]
) -> None:
    """No row is ever like `broken`; `reads` are the paths it looks at and that are watched."""
    _add(Rule(model, code, name, broken, agrees, _watched(model, reads)))


def _add(rule: Rule) -> None:
    _rules.append(rule)
    for model, places in rule.watched.items():
        _index[model] += [(rule, place) for place in places]


def _watched(model: type[Model], paths: Iterable[str]) -> dict[type[Model], list[Watched]]:
    fields: dict[tuple[type[Model], str], set[str]] = defaultdict(set)
    for path in paths:
        here: type[Any] = model
        walked: list[str] = []
        for name in path.split("__"):
            field = here._meta.get_field("id" if name == "pk" else name)
            fields[here, "__".join(walked)] |= {field.name, getattr(field, "attname", field.name)}
            walked.append(name)
            if field.related_model is not None:
                here = field.related_model
    found: dict[type[Model], list[Watched]] = defaultdict(list)
    for (place, walked_to), names in fields.items():
        found[place].append(Watched(walked_to, frozenset(names)))
    return dict(found)


def _at(row: Any, path: str) -> Any:
    *hops, last = path.split("__")
    try:
        for hop in hops:
            row = getattr(row, hop)
            if row is None:
                return None
    except ObjectDoesNotExist:
        return None
    return row.pk if last in {"pk", "id"} else getattr(row, row._meta.get_field(last).attname)


def check(
    model: type[Model], keys: Collection[int], *, fields: Collection[str] | None = None, created: bool = False
) -> None:
    """Raises Inconsistent when one of these rows, just written, breaks a rule. Nothing looks through a row just made."""
    for rule, place in _index.get(model, ()):
        if (created and place.path) or (fields is not None and place.fields.isdisjoint(fields)):
            continue
        bad = rule.model._base_manager.filter(**{f"{place.path or 'pk'}__in": keys}).filter(rule.broken)
        key = bad.values_list("pk", flat=True).first()
        if key is not None:
            raise Inconsistent(rule.code, rule.model._meta.label, key)


def disagreements(row: Model) -> Iterator[str]:
    """Codes of the rules that this row, saved or not, breaks by its own values: for forms."""
    for rule, place in _index.get(type(row), ()):
        if place.path or rule.model is not type(row):
            continue
        # A form may ask before a required field is filled in: then its own message says so.
        with suppress(ObjectDoesNotExist):
            if not rule.agrees(row):
                yield rule.code


def disagreements_of_links(row: Any, field: str, others: Iterable[Model]) -> Iterator[str]:
    """Codes of the rules that linking this row with these others by a many-to-many field would break: for forms."""
    found = type(row)._meta.get_field(field)
    through = found.remote_field.through
    here, there = found.m2m_field_name(), found.m2m_reverse_field_name()
    for other in others:
        yield from disagreements(through(**{here: row, there: other}))


def watch() -> None:
    """Connects the guard to every model that a rule looks at; called once when Django starts."""
    for model in _index:
        if model._meta.auto_created:
            m2m_changed.connect(_linked, sender=model, dispatch_uid=f"consistency {model._meta.label}")
        else:
            pre_save.connect(_about_to_save, sender=model, dispatch_uid=f"consistency before {model._meta.label}")
            post_save.connect(_saved, sender=model, dispatch_uid=f"consistency {model._meta.label}")


def _about_to_save(
    sender: type[Model], instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    # Most rules look through other tables: one look at the old values spares them when nothing they read has changed.
    instance.__dict__[BEFORE] = None
    if instance.pk is not None and update_fields is None and not raw:
        watched = {name for _rule, place in _index[sender] for name in place.fields}
        names = [field.attname for field in sender._meta.concrete_fields if field.name in watched]
        instance.__dict__[BEFORE] = sender._base_manager.filter(pk=instance.pk).values(*names).first()


def _saved(
    sender: type[Model], instance: Any, created: bool, update_fields: Any = None, raw: bool = False, **kwargs: Any
) -> None:
    before = instance.__dict__.pop(BEFORE, None)
    if raw:
        return
    changed = update_fields
    if before is not None:
        changed = {name for name, value in before.items() if getattr(instance, name) != value}
    if changed is None or changed:
        check(sender, [instance.pk], fields=changed, created=created)


BEFORE = "_before_the_write"


def _linked(sender: type[Any], instance: Any, action: str, **kwargs: Any) -> None:
    if action != "post_add":
        return
    ends = [field.name for field in sender._meta.fields if field.related_model is type(instance)]
    touched = Q()
    for name in ends:
        touched |= Q(**{name: instance.pk})
    check(sender, list(sender._base_manager.filter(touched).values_list("pk", flat=True)))
