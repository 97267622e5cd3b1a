"""What all published rows share: two identities, our own times, a soft end, an audience, and history that no write forgets."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from meetings.history import acting
from meetings.models.constraints import LIVING, end_after_start, period
from meetings.models.noted import NotedFlag, NotedTime
from meetings.models.writing import (
    NeverChanges,
    PublishedQuerySet,
    TellingQuerySet,
    Undeletable,
    links_made,
    note,
    relinking,
    unlinking,
)

__all__ = [
    "LIVING", "Audience", "Publishable", "Published", "PublishedQuerySet", "Slugged", "Telling", "Told", "Tracked",
    "end_after_start", "period",
]  # fmt: skip


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
    # Whether its office may read it before it hangs on anything: it is looked at before it is attached.
    loose_for_office: ClassVar[bool] = False
    # Where the municipality and the members' organization and time stand, seen from here.
    body_path: ClassVar[str] = "body"
    organization_path: ClassVar[str] = ""
    time_path: ClassVar[str] = ""
    # Whether a change must reach the search index.
    outbox: ClassVar[bool] = False
    # Whether it is a thing of its own whose end the world may have to hear of; not so for pieces of speech and text.
    leaves_tombstone: ClassVar[bool] = True
    # Fields that never change once the row stands.
    frozen: ClassVar[tuple[str, ...]] = ()
    # Made by machines from other rows, and made anew at any time: the only rows that may be deleted.
    derived: ClassVar[bool] = False

    class Meta:
        abstract = True
        get_latest_by = "created"

    def save(self, *args: Any, **kwargs: Any) -> None:
        from meetings.first_public import opened_by_saving

        with transaction.atomic():
            self._stay_as_published(kwargs.get("update_fields"))
            with opened_by_saving(self, kwargs.get("update_fields")):
                super().save(*args, **kwargs)
            note(type(self), [self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises Undeletable, except for rows that machines make anew."""
        if not self.derived:
            raise Undeletable(self._meta.label)
        return super().delete(*args, **kwargs)

    def _stay_as_published(self, fields: Any) -> None:
        names = [name for name in self.frozen if fields is None or name in fields]
        stored = type(self)._base_manager.filter(pk=self.pk).values(*names).first() if names and self.pk else None
        for name in names if stored else ():
            attname = getattr(self._meta.get_field(name), "attname", name)
            if stored and stored[name] != getattr(self, attname):
                raise NeverChanges(self._meta.label, name)

    def bury(self, *, by: AbstractBaseUser | None = None, cause: str = "user") -> None:
        """Delete softly: gone for every visitor at once, kept for the office, a tombstone where the public knew it."""
        with acting(user=by, cause=cause):
            self.deleted_at = timezone.now()
            self.save(update_fields=["deleted_at", "modified"])


class Told(models.Model):
    """A row of a kind that other programs read, too (all types of OParl)."""

    # What other programs are told (OParl `modified`): moved by every change of the row, of what is embedded in it, and
    # by its opening and closing. Empty where the public never knew the row. See `first_public.py`.
    public_modified = NotedTime(_("changed for the public at"), null=True, editable=False, db_index=True)
    public_now = NotedFlag(_("public now, as last noted"), default=False, editable=False)

    class Meta:
        abstract = True


class Telling(models.Model):
    """A row without a visibility of its own that stands in the JSON of others (`telling.py`)."""

    objects = TellingQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        from meetings import telling

        there = [self.pk] if self.pk and not self._state.adding else []
        with transaction.atomic():
            with telling.telling(type(self), there, kwargs.get("update_fields")):
                super().save(*args, **kwargs)
            if not there:
                telling.made(type(self), [self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        from meetings import telling

        with transaction.atomic(), telling.going(type(self), [self.pk]):
            return super().delete(*args, **kwargs)


class Tracked(models.Model):
    """Rows that people change: every version is kept with author, time and cause."""

    history = HistoricalRecords(inherit=True)

    # Foreign keys of a link to rows that it may make visible.
    makes_visible: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        # History and the guards run after the write: they keep all of it or nothing.
        if isinstance(self, Published):
            with transaction.atomic():
                super().save(*args, **kwargs)
            return
        there = [self.pk] if self.pk and not self._state.adding else []
        with transaction.atomic(), relinking(type(self), there, kwargs.get("update_fields")):
            super().save(*args, **kwargs)
            if not there:
                links_made(type(self), [self])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with transaction.atomic(), unlinking(type(self), [self.pk]):
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        from meetings.consistency import disagreements
        from meetings.wording import words

        # In a form a new row has no parent yet where it is edited inside its parent's page.
        found = list(dict.fromkeys(disagreements(self)))
        if found:
            raise ValidationError([ValidationError(words(code, {}), code=code) for code in found])


class Audience(models.TextChoices):
    """For whom a row is meant. Closed by default."""

    OFFICE = "office", _("council office only")
    MEMBERS = "members", _("members of the organization")
    PUBLIC = "public", _("everyone")


class Publishable(models.Model):
    """A row with an audience of its own and a time from which it counts."""

    audience = models.CharField(_("audience"), max_length=10, choices=Audience.choices, default=Audience.OFFICE)
    visible_from = models.DateTimeField(_("visible from"), null=True, blank=True, help_text=_("Empty: at once."))

    class Meta:
        abstract = True


class Slugged(models.Model):
    """A readable, permanent address, unique in the installation; a change leaves a redirect."""

    slug = models.SlugField(_("address"), max_length=120, unique=True, blank=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        from meetings.addresses import AddressTaken, free_slug, is_taken, redirecting

        if not self.slug:
            self.slug = free_slug(type(self), self.slug_source())
        if self.pk is None and is_taken(type(self), self.slug, None):
            raise AddressTaken(self.slug)
        with transaction.atomic(), redirecting(type(self), [self.pk] if self.pk else []):
            super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        from meetings.addresses import is_taken
        from meetings.wording import words

        if self.slug and is_taken(type(self), self.slug, self.pk):
            raise ValidationError(words("address_taken", {}), code="address_taken")

    def slug_source(self) -> str:
        """The words from which the address is made once."""
        raise TypeError(f"{type(self).__name__} must say from what its address is made")
