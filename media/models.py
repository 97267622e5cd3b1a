"""What was recorded: Recording, its edits, its public rendition, its chapters. All spans in ms on the meeting's clock."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.wording import clock
from meetings.mandates import Audiences
from meetings.models import AgendaItem, File, Meeting
from meetings.models.base import LIVING, Audience, Publishable, Published, Telling, Tracked, end_after_start
from meetings.models.constraints import known, sha512
from meetings.models.writing import TrackedQuerySet


class Recording(Tracked, Publishable, Published):
    """A recording of a meeting. The master is immutable: a better file is another recording.

    `offset`: where the file starts on the meeting's clock (ms; 0 for the first, negative for an earlier part).
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="recordings", verbose_name=_("meeting"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=200, blank=True)
    source_name = models.CharField(_("file name"), max_length=300, editable=False)
    source_sha512 = models.CharField("SHA-512", max_length=128, editable=False)
    source_size = models.BigIntegerField(_("size in bytes"), editable=False)
    offset = models.BigIntegerField(_("start on the meeting's clock (ms)"), default=0)
    wall_start = models.DateTimeField(_("wall time of the start"), null=True, blank=True)
    duration = models.BigIntegerField(_("duration (ms)"), null=True, editable=False)
    has_video = models.BooleanField(_("has a picture"), null=True, editable=False)
    has_audio = models.BooleanField(_("has sound"), null=True, editable=False)
    facts = models.JSONField(_("technical facts"), default=dict, editable=False)
    warnings = models.JSONField(_("warnings"), default=list, editable=False)
    # § 35 GemO: nothing of a non-public part may get out; the office says that it has looked.
    nonpublic_reviewed_at = models.DateTimeField(_("non-public parts reviewed at"), null=True, blank=True)
    nonpublic_reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("non-public parts reviewed by"),
    )
    current_rendition = models.ForeignKey(
        "Rendition",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("public rendition"),
    )

    visible_if_all: ClassVar[tuple[str, ...]] = ("meeting",)
    body_path: ClassVar[str] = "meeting__body"
    organization_path: ClassVar[str] = "meeting__organizations"
    time_path: ClassVar[str] = "meeting__start"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("recording")
        verbose_name_plural = _("recordings")
        ordering = ["meeting", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="public") | Q(nonpublic_reviewed_at__isnull=False),
                name="recording_is_public_only_after_review",
                violation_error_message=_("Before it is published, the non-public parts must have been reviewed."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "source_sha512"], condition=LIVING, name="same_file_once_in_a_meeting"
            ),
            known("audience", Audience, "recording"),
            sha512("source_sha512", "recording"),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.meeting}: {self.source_name}"


class EditKind(models.TextChoices):
    """What the public rendition does with a span."""

    CUT = "cut", _("cut out")
    MUTE = "mute", _("muted")
    STILL = "still", _("still picture")


class Edit(Tracked, Published):
    """A span that the public rendition leaves out, mutes, or shows as a still. Never changes the master."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="edits", verbose_name=_("recording"))
    kind = models.CharField(_("kind"), max_length=5, choices=EditKind.choices)
    starts = models.BigIntegerField(_("from (ms)"))
    ends = models.BigIntegerField(_("to (ms)"))
    reason = models.CharField(_("reason"), max_length=200)

    # Never shown as a row: an edit names what the public may not know.
    body_path: ClassVar[str] = "recording__meeting__body"

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["recording", "starts"]
        constraints = [end_after_start("edit_ends_after_it_starts"), known("kind", EditKind, "edit")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {clock(self.starts)}–{clock(self.ends)}"


class Rendition(Telling):
    """The public files made from one recording under one set of edits; the folder is `DATA_DIR/recordings/<uuid>/<digest>`."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="renditions")
    digest = models.CharField(max_length=64)
    # Snapshot of the edits honoured: [[kind, starts, ends], …] in ms on the meeting's clock.
    edits = models.JSONField(default=list)
    # {name: {"path", "size", "mime_type", …}} below the folder.
    files = models.JSONField(default=dict)
    duration = models.BigIntegerField(help_text="Public milliseconds.")
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["recording", "digest"], name="rendition_digest_is_unique")]

    def __str__(self) -> str:
        return f"{self.recording}: {self.digest[:8]}"


class ChapterSource(models.TextChoices):
    """Who said where the chapter begins. People and logs win over recognition."""

    AUTO = "auto", _("recognised")
    HAND = "hand", _("set by hand")
    LOG = "log", _("from the clerk's log")


class Chapter(Tracked, Published):
    """A span of the recording that belongs to agenda items (joint debates: several; called twice: several chapters)."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="chapters", verbose_name=_("recording"))
    starts = models.BigIntegerField(_("from (ms)"))
    ends = models.BigIntegerField(_("to (ms)"))
    items: models.ManyToManyField[AgendaItem, ChapterItem] = models.ManyToManyField(
        AgendaItem, through="ChapterItem", related_name="chapters", verbose_name=_("agenda items")
    )
    source = models.CharField(_("source"), max_length=4, choices=ChapterSource.choices, default=ChapterSource.AUTO)
    confidence = models.FloatField(_("confidence"), null=True, blank=True)

    visible_if_all: ClassVar[tuple[str, ...]] = ("recording",)
    visible_if_any: ClassVar[tuple[str, ...]] = ("chapter_items__item",)
    body_path: ClassVar[str] = "recording__meeting__body"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["recording", "starts"]
        constraints = [
            end_after_start("chapter_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="chapter_confidence_is_a_share",
            ),
            known("source", ChapterSource, "chapter"),
        ]

    def __str__(self) -> str:
        return f"{clock(self.starts)}–{clock(self.ends)}"

    @property
    def needs_check(self) -> bool:
        """Recognised with less than 0.9: shown as „prüfen“ (docs/decisions/0004-speech.md)."""
        return self.source == ChapterSource.AUTO and (self.confidence is None or self.confidence < 0.9)


class ChapterItem(Tracked):
    """Chapter n:m agenda item."""

    chapter = models.ForeignKey(Chapter, models.PROTECT, related_name="chapter_items", verbose_name=_("chapter"))
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="chapter_items", verbose_name=_("agenda item"))

    makes_visible: ClassVar[tuple[str, ...]] = ("chapter",)
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of the chapter")
        verbose_name_plural = _("items of the chapter")
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "item"],
                name="item_once_in_a_chapter",
                violation_error_message=_("This chapter already belongs to this item."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.chapter}: {self.item}"


class FileRead(models.Model):
    """A person was handed a document that not everyone may see (reading is not public: kept for a limited time)."""

    file = models.ForeignKey(File, models.PROTECT, related_name="reads", verbose_name=_("file"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="file_reads", verbose_name=_("user")
    )
    at = models.DateTimeField(_("read at"), auto_now_add=True, db_index=True)

    # For the office's rule alone (visibility.py: office_q): nobody sees these rows on the site.
    body_path: ClassVar[str] = "file__body"
    organization_path: ClassVar[str] = ""
    visible_if_all: ClassVar[tuple[str, ...]] = ()
    visible_if_any: ClassVar[tuple[str, ...]] = ()

    class Meta:
        verbose_name = _("reading of a non-public document")
        verbose_name_plural = _("readings of non-public documents")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.user}: {self.file}"


def public_span_q(recording_path: str, audiences: Audiences) -> Q:
    """For rows with `starts`/`ends`: the whole span maps to public time in the published rendition.

    `recording_path` leads from the row to its recording. The office sees everything through visibility.py, not here.
    """
    from django.db.models import Exists, OuterRef

    hidden = Edit.objects.living().filter(
        recording=OuterRef(f"{recording_path}"),
        kind__in=[EditKind.CUT, EditKind.MUTE],
        starts__lt=OuterRef("ends"),
        ends__gt=OuterRef("starts"),
    )
    return Q(**{f"{recording_path}__current_rendition__isnull": False}) & ~Q(Exists(hidden))
