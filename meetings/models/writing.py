"""How rows are written: no write, single or in bulk, forgets history, outbox or what rows must agree on; nothing is deleted hard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.utils import timezone

from meetings.models.versions import keep_versions


class Undeletable(Exception):
    """Published rows are never deleted hard: `bury()` takes them from every page and keeps history and tombstone."""

    code = "bury"

    def __init__(self, label: str) -> None:
        super().__init__(f"{label}: published rows are not deleted, call bury()")


class NeverChanges(Exception):
    """This row was published as it is; a new version is a new row."""

    code = "never_changes"

    def __init__(self, label: str, field: str) -> None:
        super().__init__(f"{label}.{field} never changes: publish a new row")
        self.field = field


class TellingQuerySet(models.QuerySet[Any]):
    """Writes in bulk are told of like single ones (`meetings/telling.py`)."""

    def update(self, **values: Any) -> int:
        """Like Django's; what shows these rows has changed."""
        from meetings import telling

        if not telling.is_heard(self.model, values):
            return super().update(**values)
        with transaction.atomic(using=self.db):
            keys = list(self.values_list("pk", flat=True))
            rows = self.model._base_manager.using(self.db).filter(pk__in=keys)
            with telling.telling(self.model, keys, values):
                return models.QuerySet.update(rows, **values) if keys else 0

    update.alters_data = True  # type: ignore[attr-defined]  # Django's templates read this and do not call it

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Like Django's; what shows these rows has changed."""
        from meetings import telling

        with transaction.atomic(using=self.db):
            rows: list[Any] = super().bulk_create(objs, *args, **kwargs)
            telling.made(self.model, [row.pk for row in rows if row.pk])
        return rows

    def delete(self) -> tuple[int, dict[str, int]]:
        """Like Django's; what showed these rows has changed."""
        from meetings import telling

        if not telling.is_heard(self.model):
            return super().delete()
        with transaction.atomic(using=self.db):
            keys = list(self.values_list("pk", flat=True))
            with unlinking(self.model, keys):
                return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # as above
    delete.queryset_only = True  # type: ignore[attr-defined]  # Django reads it: no `objects.delete()`


class TrackedQuerySet(TellingQuerySet):
    """Writes in bulk leave history like single ones, and obey what rows must agree on."""

    def update(self, **values: Any) -> int:
        """Like Django's, plus `modified`, a history row each, a note in the outbox, and the guards."""
        frozen = next((name for name in getattr(self.model, "frozen", ()) if name in values), None)
        if frozen is not None:
            raise NeverChanges(self.model._meta.label, frozen)
        if any(field.name == "modified" for field in self.model._meta.fields):
            values.setdefault("modified", timezone.now())
        with transaction.atomic(using=self.db):
            keys = list(self.values_list("pk", flat=True))
            rows = self.model._base_manager.using(self.db).filter(pk__in=keys)
            with (
                relinking(self.model, keys, values),
                _redirected(self.model, keys, values),
                _opened_by_update(self.model, keys, values),
            ):
                count = models.QuerySet.update(rows, **values) if keys else 0
            if keys:
                keep_versions(self.model, keys, created=False, linked=True, using=self.db)
                _follow(self.model, keys, fields=values, created=False)
        return count

    update.alters_data = True  # type: ignore[attr-defined]  # as above

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Like Django's, plus history, outbox and guards."""
        with transaction.atomic(using=self.db):
            made: list[Any] = models.QuerySet.bulk_create(self, objs, *args, **kwargs)
            rows = [row for row in made if row.pk]
            keys = [row.pk for row in rows]
            keep_versions(self.model, keys, created=True, linked=False, using=self.db)
            _follow(self.model, keys, fields=None, created=True)
            _opened_by_making(self.model, keys)
            links_made(self.model, rows)
        return made

    def bulk_create_with_links(
        self, objs: Iterable[Any], links: Mapping[str, Iterable[tuple[Any, int]]], **kwargs: Any
    ) -> list[Any]:
        """Like `bulk_create`, plus links of the new rows by many-to-many fields: the first version in the history has them.

        `links` names pairs of a new row and the key of the other for each field.
        """
        with transaction.atomic(using=self.db):
            made: list[Any] = models.QuerySet.bulk_create(self, objs, **kwargs)
            for name, pairs in links.items():
                self.link(name, [(row.pk, other) for row, other in pairs])
            keys = [row.pk for row in made]
            keep_versions(self.model, keys, created=True, linked=any(links.values()), using=self.db)
            _follow(self.model, keys, fields=None, created=True)
            _opened_by_making(self.model, keys)
            links_made(self.model, made)
        return made

    def link(self, name: str, pairs: Iterable[tuple[int, int]], *, remember: bool = False) -> None:
        """Link rows by a many-to-many field, as pairs of keys; links that stand are left. With `remember` it is a change of the rows.

        Without it the caller writes the rows themselves in the same transaction: one version in the history, not two.
        """
        pairs = list(dict.fromkeys(pairs))
        if not pairs:
            return
        from meetings import consistency

        field = self.model._meta.get_field(name)
        through = field.remote_field.through
        here = through._meta.get_field(field.m2m_field_name()).attname
        there = through._meta.get_field(field.m2m_reverse_field_name()).attname
        with transaction.atomic(using=self.db):
            through.objects.bulk_create(
                (through(**{here: row, there: other}) for row, other in pairs), ignore_conflicts=True
            )
            rows = {row for row, _other in pairs}
            links = through._base_manager.filter(**{f"{here}__in": rows})
            consistency.check(through, list(links.values_list("pk", flat=True)), created=True)
            if remember:
                self.model.objects.filter(pk__in=rows).update(modified=timezone.now())


class PublishedQuerySet(TrackedQuerySet):
    """The words every queryset of ours knows."""

    def living(self) -> Self:
        """Without the deleted."""
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """What this visitor may see now; the one and only gate (`meetings/visibility.py`)."""
        from meetings.visibility import audiences_of, visible_q

        return self.filter(visible_q(self.model, audiences_of(user)))

    def noting_who_sees(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Each row with `seen`: whether this visitor may see it. For agendas, which name what is closed without showing it."""
        from meetings.visibility import audiences_of, visible_q

        return self.annotate(seen=visible_q(self.model, audiences_of(user)))

    def delete(self) -> tuple[int, dict[str, int]]:
        """Only rows that machines make anew at any time go; raises Undeletable for all others."""
        if not self.model.derived:
            raise Undeletable(self.model._meta.label)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # as above
    delete.queryset_only = True  # type: ignore[attr-defined]  # as above


def refuse_deletion(sender: type[models.Model], **kwargs: Any) -> None:
    """Signal `pre_delete`: also what goes past our querysets is kept. Raises Undeletable."""
    raise Undeletable(sender._meta.label)


def _follow(model: type[Any], keys: Collection[int], *, fields: Collection[str] | None, created: bool) -> None:
    from meetings import consistency

    consistency.check(model, keys, fields=fields, created=created)
    note(model, keys)


def _redirected(model: type[Any], keys: list[int], fields: Collection[str]) -> AbstractContextManager[None]:
    from meetings.addresses import redirecting

    return redirecting(model, keys) if "slug" in fields else nullcontext()


@contextmanager
def _opened_by_update(model: Any, keys: list[int], fields: Collection[str]) -> Iterator[None]:
    from meetings.first_public import decides, note_public

    open_or_close = hasattr(model, "leaves_tombstone") and not decides(model).isdisjoint(fields)
    if open_or_close:
        note_public(model, keys)
    yield
    if open_or_close:
        note_public(model, keys)


def _opened_by_making(model: Any, keys: list[int]) -> None:
    from meetings.first_public import note_public

    if hasattr(model, "leaves_tombstone"):
        note_public(model, keys, below=False, fresh=True)


def links_made(model: type[Any], rows: Iterable[Any]) -> None:
    """These rows are new: they may have made others visible, and they stand in the JSON of others."""
    from meetings import telling

    made = list(rows)
    _look_again(model, _ends(model, made))
    telling.made(model, [row.pk for row in made])


@contextmanager
def relinking(model: type[Any], keys: list[int], fields: Collection[str] | None) -> Iterator[None]:
    """Around a write of rows that are there: what they led to, and what they lead to now, may have opened or closed."""
    from meetings import telling

    led = [name for name in getattr(model, "makes_visible", ()) if fields is None or _names(model, name, fields)]
    before = _ends(model, model._base_manager.filter(pk__in=keys)) if led and keys else {}
    with telling.telling(model, keys, fields):
        yield
        if led and keys:
            after = _ends(model, model._base_manager.filter(pk__in=keys))
            _look_again(model, {name: before[name] | after[name] for name in before})


@contextmanager
def unlinking(model: type[Any], keys: list[int]) -> Iterator[None]:
    """Around a hard deletion of links: what they led to may have closed."""
    from meetings import telling

    before = _ends(model, model._base_manager.filter(pk__in=keys)) if getattr(model, "makes_visible", ()) else {}
    with telling.going(model, keys):
        yield
        _look_again(model, before)


def _names(model: type[Any], name: str, fields: Collection[str]) -> bool:
    return name in fields or model._meta.get_field(name).attname in fields


def _ends(model: type[Any], rows: Iterable[Any]) -> dict[str, set[int]]:
    there = list(rows) if getattr(model, "makes_visible", ()) else []
    return {
        name: {getattr(row, model._meta.get_field(name).attname) for row in there}
        for name in getattr(model, "makes_visible", ())
    }


def _look_again(model: type[Any], ends: dict[str, set[int]]) -> None:
    from meetings.first_public import note_public

    for name, keys in ends.items():
        note_public(model._meta.get_field(name).related_model, keys)


class LinkQuerySet(models.QuerySet[Any]):
    """Rows of a many-to-many field's own table: whoever adds or removes one changes what its ends show."""

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Like Django's; used by `add`, `set` and by whoever writes links in bulk."""
        with transaction.atomic(using=self.db):
            rows: list[Any] = super().bulk_create(objs, *args, **kwargs)
            _ends_changed(self.model, rows)
        return rows

    def delete(self) -> tuple[int, dict[str, int]]:
        """Like Django's; used by `remove`, `set` and `clear`."""
        with transaction.atomic(using=self.db):
            rows = list(self)
            count = super().delete()
            _ends_changed(self.model, rows)
        return count

    delete.alters_data = True  # type: ignore[attr-defined]  # as above
    delete.queryset_only = True  # type: ignore[attr-defined]  # as above


def _ends_changed(model: Any, rows: list[Any]) -> None:
    from meetings import telling

    for field in model._meta.concrete_fields:
        if field.name in model.ends_that_show:
            keys = {getattr(row, field.attname) for row in rows}
            telling.tell(field.related_model, telling.known_to_everyone(field.related_model, keys))


def hear_of_links(model: type[Any]) -> None:
    """Called once for each kind that other programs are told of: its many-to-many tables get a manager that tells."""
    from meetings import telling

    for field in model._meta.local_many_to_many:
        through = field.remote_field.through
        if not through._meta.auto_created:
            continue
        ends = {field.m2m_field_name()}
        if field.remote_field.symmetrical or telling.is_named_by(
            model, field.related_model, field.related_query_name()
        ):
            ends.add(field.m2m_reverse_field_name())
        through.ends_that_show = frozenset(ends)
        through._meta.local_managers.clear()
        through.add_to_class("objects", LinkQuerySet.as_manager())


_listening: dict[str, list[Callable[[Collection[int]], None]]] = defaultdict(list)


def hear_of(label: str, listener: Callable[[Collection[int]], None]) -> None:
    """A higher app hears of every write to this model, with the keys written, in the same transaction."""
    if listener not in _listening[label]:
        _listening[label].append(listener)


def note(model: type[Any], keys: Iterable[int]) -> None:
    """These rows have changed: who listens hears of it, and the search index where the model is in it."""
    keys = list(keys)
    for listener in _listening.get(model._meta.label, ()):
        listener(keys)
    if not getattr(model, "outbox", False):
        return
    from jobs import outbox

    outbox.note_all(model._meta.label, keys)
