"""Rows that mirror another system's: where each came from, under which address it is known there, and what it said.

`source_id` is the identity URL there, `source_url` the address it is fetched from (often the same), `content_hash` the
SHA-256 of the raw JSON, which lies compressed in `RawObject`. All of it is empty for rows that are led here.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.history import who_acts
from meetings.models.base import Told, Tracked
from meetings.models.constraints import LIVING
from meetings.models.writing import TrackedQuerySet


class LedElsewhere(Exception):
    """A mirrored row says what its source says: it is changed there."""

    code = "led_elsewhere"

    def __init__(self, label: str, field: str) -> None:
        super().__init__(f"{label}.{field} is said by another system")
        self.field = field


class Source(Tracked):
    """Another system whose rows are mirrored here. The importer adds what it needs to know about it."""

    name = models.CharField(_("name"), max_length=200)
    address = models.URLField(_("address"), max_length=500, unique=True)
    body = models.ForeignKey(
        "meetings.Body",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("municipality"),
        help_text=_("Empty: it tells of several municipalities."),
    )
    active = models.BooleanField(_("is read"), default=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Mirrored(Told):
    """A row that may be a mirror. Its foreign key is not called `source`, because `source_id` is the identity URL."""

    mirrored_from = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("mirrored from"),
    )
    source_id = models.URLField(_("identity at its source"), max_length=500, blank=True, default="", editable=False)
    source_url = models.URLField(_("address at its source"), max_length=500, blank=True, default="", editable=False)
    source_modified = models.DateTimeField(_("changed at its source"), null=True, blank=True, editable=False)
    content_hash = models.CharField(_("SHA-256 of what it said"), max_length=64, blank=True, default="", editable=False)
    # Not the same as deleted: a full crawl did not find it any more, and its source never said that it was to go.
    vanished_at = models.DateTimeField(_("no longer found at its source since"), null=True, blank=True, editable=False)

    # What OParl has no word for: of a mirrored row the office changes this and nothing else.
    ours: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Raises LedElsewhere where a person changes what the source says; it would be lost with the next reading."""
        if self.pk is not None and self.mirrored_from_id is not None and who_acts().cause == "user":
            self._stay_as_told(kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def _stay_as_told(self, fields: Any) -> None:
        told = [
            field
            for field in self._meta.concrete_fields
            if field.name not in (*self.ours, "modified") and (fields is None or field.name in fields)
        ]
        stored = type(self)._base_manager.filter(pk=self.pk).values(*(field.attname for field in told)).first() or {}
        for field in told:
            if field.attname in stored and stored[field.attname] != getattr(self, field.attname):
                raise LedElsewhere(self._meta.label, field.name)


LED_HERE = Q(mirrored_from__isnull=True)
"""What we promise of our own rows only: another system may have two papers of one number, and we do not refuse them."""


def mirrored(model: str) -> list[models.BaseConstraint]:
    """A source and its identity belong together, and among the living each identity stands once."""
    return [
        models.CheckConstraint(
            condition=Q(mirrored_from__isnull=True, source_id="") | Q(mirrored_from__isnull=False) & ~Q(source_id=""),
            name=f"{model}_has_source_and_identity_or_neither",
        ),
        models.UniqueConstraint(
            fields=["mirrored_from", "source_id"],
            condition=LIVING & Q(mirrored_from__isnull=False),
            name=f"{model}_is_mirrored_once",
        ),
    ]


class RawObject(models.Model):
    """What a source said of one object, byte for byte as JSON, compressed. No history: the source has it."""

    mirrored_from = models.ForeignKey(Source, models.PROTECT, related_name="raw_objects", verbose_name=_("source"))
    source_id = models.URLField(_("identity at its source"), max_length=500)
    data = models.BinaryField(_("JSON, compressed by zlib"))
    content_hash = models.CharField(_("SHA-256"), max_length=64)
    fetched_at = models.DateTimeField(_("fetched at"))

    class Meta:
        verbose_name = _("raw object")
        verbose_name_plural = _("raw objects")
        constraints = [
            models.UniqueConstraint(fields=["mirrored_from", "source_id"], name="raw_object_is_kept_once"),
        ]

    def __str__(self) -> str:
        return self.source_id

    @property
    def content(self) -> Any:
        """What the JSON says."""
        return json.loads(zlib.decompress(self.data))


def keep_raw(source: Source, identity: str, raw: bytes, *, at: datetime) -> tuple[RawObject, bool]:
    """Keep what the source says of this object; also tells whether it differs from what was kept."""
    digest = hashlib.sha256(raw).hexdigest()
    known = RawObject.objects.filter(mirrored_from=source, source_id=identity).first()
    if known is not None and known.content_hash == digest:
        RawObject.objects.filter(pk=known.pk).update(fetched_at=at)
        known.fetched_at = at
        return known, False
    row, _made = RawObject.objects.update_or_create(
        mirrored_from=source,
        source_id=identity,
        defaults={"data": zlib.compress(raw), "content_hash": digest, "fetched_at": at},
    )
    return row, True
