"""Objects of the interface that are no rows of their own elsewhere: files of recordings, and items of which only the title is told.

They are rows because the world keeps their ids: each needs its times, its place in a list and, in the end, its tombstone.
Written by `following.py` alone, in the transaction that changes what they are made of.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models import Recording
from meetings.mandates import Audiences
from meetings.models import AgendaItem
from meetings.models.base import Published, Told
from meetings.models.constraints import known


class Part(models.TextChoices):
    """Public files of a recording, by their names in the rendition."""

    AUDIO = "audio", _("Sound")
    CAPTIONS = "captions", _("Captions")
    TEXT = "text", _("Transcript")
    CHAPTERS = "chapters", _("Chapters")


class RecordingFile(Told, Published):
    """One public file of a recording as an OParl File; its uuid is made of the recording's and the part's name."""

    recording = models.ForeignKey(
        Recording, models.PROTECT, related_name="api_files", verbose_name=_("recording"), editable=False
    )
    part = models.CharField(_("part"), max_length=8, choices=Part.choices, editable=False)
    there = models.BooleanField(_("is in the public rendition"), default=False, editable=False)

    visible_if_all: ClassVar[tuple[str, ...]] = ("recording",)
    body_path: ClassVar[str] = "recording__meeting__body"

    class Meta:
        verbose_name = _("file of a recording")
        verbose_name_plural = _("files of recordings")
        constraints = [
            models.UniqueConstraint(fields=["recording", "part"], name="recording_file_once"),
            known("part", Part, "recording_file"),
        ]

    def __str__(self) -> str:
        return f"{self.recording}: {self.get_part_display()}"

    @classmethod
    def visible_where(cls, audiences: Audiences) -> Q:
        """Only what is in the rendition that is shown."""
        return Q(there=True)


class TitledItem(Told, Published):
    """A non-public item as the world may know it: number and general title, as the published agenda has them.

    It has a uuid of its own: nothing leads from it to the item.
    """

    item = models.OneToOneField(
        AgendaItem, models.PROTECT, related_name="api_title", verbose_name=_("agenda item"), editable=False
    )
    label = models.CharField(_("number"), max_length=20, blank=True, editable=False)
    title = models.CharField(_("title"), max_length=500, editable=False)
    there = models.BooleanField(_("stands in the published agenda"), default=False, editable=False)

    visible_if_all: ClassVar[tuple[str, ...]] = ("item__meeting",)
    body_path: ClassVar[str] = "item__meeting__body"

    class Meta:
        verbose_name = _("title of a non-public item")
        verbose_name_plural = _("titles of non-public items")

    def __str__(self) -> str:
        return self.title

    @classmethod
    def visible_where(cls, audiences: Audiences) -> Q:
        """Only what stands in the published agenda and is not a visible item itself."""
        return Q(there=True)
