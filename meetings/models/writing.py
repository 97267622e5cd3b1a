"""How rows are written: no write, single or in bulk, forgets history, outbox or what rows must agree on; nothing is deleted hard."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from meetings.history import who_acts


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


class TrackedQuerySet(models.QuerySet[Any]):
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
            with _redirected(self.model, keys, values), _opened_by_update(self.model, keys, values):
                count = models.QuerySet.update(rows, **values) if keys else 0
            if keys:
                written = list(rows.all())
                _remember(self.model, written, created=False)
                _follow(self.model, keys, fields=values, created=False)
                opened_by_links(self.model, written)
        return count

    update.alters_data = True  # type: ignore[attr-defined]  # Django's templates read this and do not call it

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Like Django's, plus history, outbox and guards."""
        with transaction.atomic(using=self.db):
            made: list[Any] = super().bulk_create(objs, *args, **kwargs)
            rows = [row for row in made if row.pk]
            _remember(self.model, rows, created=True)
            _follow(self.model, [row.pk for row in rows], fields=None, created=True)
            with _opened_by_update(self.model, [row.pk for row in rows], ()):
                opened_by_links(self.model, rows)
        return made


class PublishedQuerySet(TrackedQuerySet):
    """The words every queryset of ours knows."""

    def living(self) -> Self:
        """Without the deleted."""
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """What this visitor may see now; the one and only gate (`meetings/visibility.py`)."""
        from meetings.visibility import audiences_of, visible_q

        return self.filter(visible_q(self.model, audiences_of(user)))

    def delete(self) -> tuple[int, dict[str, int]]:
        """Only rows that machines make anew at any time go; raises Undeletable for all others."""
        if not self.model.derived:
            raise Undeletable(self.model._meta.label)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]  # as above
    delete.queryset_only = True  # type: ignore[attr-defined]  # Django reads it: no `objects.delete()`


def refuse_deletion(sender: type[models.Model], **kwargs: Any) -> None:
    """Signal `pre_delete`: also what goes past our querysets is kept. Raises Undeletable."""
    raise Undeletable(sender._meta.label)


def _remember(model: type[Any], rows: list[Any], *, created: bool) -> None:
    now = who_acts()
    if hasattr(model, "history"):
        made = model.history.bulk_history_create(
            rows, update=not created, default_user=now.user, default_change_reason=now.cause
        )
        if not created and hasattr(model, "_history_m2m_fields"):
            _remember_links(model, made)


def _remember_links(model: type[Any], made: list[Any]) -> None:
    """The library copies the links of single writes only; row by row that would be three queries each."""
    history_of = {history_row.id: history_row for history_row in made}
    for field in model.history.model._history_m2m_fields:
        kept = HistoricalRecords.m2m_models[field]
        own_key = field.remote_field.through._meta.get_field(field.m2m_field_name()).attname
        names = [link_field.attname for link_field in field.remote_field.through._meta.concrete_fields]
        links = field.remote_field.through._base_manager.filter(**{f"{own_key}__in": list(history_of)})
        kept.objects.bulk_create(
            (kept(history=history_of[link[own_key]], **link) for link in links.values(*names)), batch_size=1000
        )


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

    published = hasattr(model, "leaves_tombstone")
    open_or_close = published and not decides(model).isdisjoint(fields)
    if open_or_close:
        note_public(model, keys)
    yield
    if open_or_close or (published and not fields):
        note_public(model, keys, below=open_or_close)


def opened_by_links(model: type[Any], links: Iterable[Any]) -> None:
    """Rows that these links, just written, may have made visible."""
    from meetings.first_public import note_public

    rows = list(links)
    for name in getattr(model, "makes_visible", ()):
        field = model._meta.get_field(name)
        note_public(field.related_model, {getattr(row, field.attname) for row in rows})


def note(model: type[Any], keys: Iterable[int]) -> None:
    """These rows have changed: the search index hears of it, where the model is in it."""
    if not getattr(model, "outbox", False):
        return
    from jobs import outbox

    outbox.note_all(model._meta.label, keys)
