"""What all published rows share: two identities, our own times, a soft end, an audience, and history that no write forgets."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.history import acting, who_acts


class PublishedQuerySet(models.QuerySet[Any]):
    """The words every queryset of ours knows; writes in bulk leave history and outbox like single ones."""

    def living(self) -> Self:
        """Without the deleted."""
        return self.filter(deleted_at__isnull=True)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> Self:
        """What this visitor may see now; the one and only gate (`meetings/visibility.py`)."""
        from meetings.visibility import audiences_of, visible_q

        return self.filter(visible_q(self.model, audiences_of(user)))

    def update(self, **values: Any) -> int:
        """Like Django's, plus `modified`, a history row each, and a note in the outbox."""
        values.setdefault("modified", timezone.now())
        with transaction.atomic(using=self.db):
            keys = list(self.values_list("pk", flat=True))
            rows = self.model._base_manager.using(self.db).filter(pk__in=keys)
            count = models.QuerySet.update(rows, **values) if keys else 0
            if keys:
                _remember(self.model, list(rows.all()), created=False)
        return count

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Like Django's, plus history and outbox."""
        with transaction.atomic(using=self.db):
            made: list[Any] = super().bulk_create(objs, *args, **kwargs)
            _remember(self.model, [row for row in made if row.pk], created=True)
        return made


def _remember(model: type[Any], rows: list[Any], *, created: bool) -> None:
    now = who_acts()
    if hasattr(model, "history"):
        model.history.bulk_history_create(
            rows, update=not created, default_user=now.user, default_change_reason=now.cause
        )
    _note(model, [row.pk for row in rows])


def _note(model: type[Any], keys: Iterable[int]) -> None:
    if not model.outbox:
        return
    from jobs import outbox

    outbox.note_all(model._meta.label, keys)


class Published(models.Model):
    """A row that the world may come to know: random `uuid` outside, bigint `id` inside, deleted softly."""

    uuid = models.UUIDField(_("public id"), default=uuid.uuid4, unique=True, editable=False)
    created = models.DateTimeField(_("created"), auto_now_add=True)
    modified = models.DateTimeField(_("modified"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)
    first_public_at = models.DateTimeField(
        _("first public at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Only rows that were once public leave a tombstone."),
    )

    objects = PublishedQuerySet.as_manager()

    # What this row hangs on (see visibility.py). Neither → invisible to everybody.
    visible_if_all: ClassVar[tuple[str, ...]] = ()
    visible_if_any: ClassVar[tuple[str, ...]] = ()
    visible_root: ClassVar[bool] = False
    # Where the municipality and the members' organization and time stand, seen from here.
    body_path: ClassVar[str] = "body"
    organization_path: ClassVar[str] = ""
    time_path: ClassVar[str] = ""
    # Whether a change must reach the search index.
    outbox: ClassVar[bool] = False

    class Meta:
        abstract = True
        get_latest_by = "created"

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            _note(type(self), [self.pk])

    def bury(self, *, by: AbstractBaseUser | None = None, cause: str = "user") -> None:
        """Delete softly: gone for every visitor at once, kept for the office, a tombstone where the public knew it."""
        from meetings.visibility import was_public

        with acting(user=by, cause=cause):
            if self.first_public_at is None and was_public(self):
                self.first_public_at = timezone.now()
            self.deleted_at = timezone.now()
            self.save(update_fields=["deleted_at", "first_public_at", "modified"])


class Tracked(models.Model):
    """Rows that people change: every version is kept with author, time and cause."""

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True


class Audience(models.TextChoices):
    """For whom a row is meant. Closed by default."""

    OFFICE = "office", _("council office only")
    MEMBERS = "members", _("members of the organization")
    PUBLIC = "public", _("everyone")


class Publishable(models.Model):
    """A row with an audience of its own and a time from which it counts."""

    audience = models.CharField(
        _("audience"), max_length=10, choices=Audience.choices, default=Audience.OFFICE, db_index=True
    )
    visible_from = models.DateTimeField(_("visible from"), null=True, blank=True, help_text=_("Empty: at once."))

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._keep_first_public()
        super().save(*args, **kwargs)

    def _keep_first_public(self) -> None:
        """Before an audience is narrowed, remember that the public once knew this row (tombstones need it)."""
        from meetings.visibility import was_public

        row: Any = self
        if row.pk and row.first_public_at is None and was_public(row):
            row.first_public_at = timezone.now()


class Slugged(models.Model):
    """A readable, permanent address, unique in the installation; a change leaves a redirect."""

    slug = models.SlugField(_("address"), max_length=120, unique=True, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        from meetings.addresses import free_slug, leave_redirect

        if not self.slug:
            self.slug = free_slug(type(self), self.slug_source())
        leave_redirect(self)
        super().save(*args, **kwargs)

    def slug_source(self) -> str:
        """The words from which the address is made once."""
        raise TypeError(f"{type(self).__name__} must say from what its address is made")


LIVING = models.Q(deleted_at__isnull=True)


def end_after_start(name: str) -> models.CheckConstraint:
    """A span that ends after it starts."""
    return models.CheckConstraint(condition=models.Q(ends__gt=models.F("starts")), name=name)


def period(name: str) -> models.CheckConstraint:
    """A period of days: open at the end, or ending on its first day or later."""
    return models.CheckConstraint(
        condition=models.Q(end_date__isnull=True) | models.Q(end_date__gte=models.F("start_date")), name=name
    )
