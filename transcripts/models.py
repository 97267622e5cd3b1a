"""What was said: Transcript (versions), Segment, SpeakerTurn, Correction. All spans in ms on the meeting's clock."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models import Recording, public_span_q
from media.wording import clock
from meetings.mandates import Audiences
from meetings.models import Meeting, Organization, Person
from meetings.models.base import LIVING, Audience, Publishable, Published, Tracked, end_after_start
from meetings.models.constraints import known


class Transcript(Tracked, Publishable, Published):
    """One version of the words of a recording. Published explicitly; a better one is never replaced by a poorer one."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="transcripts", verbose_name=_("recording"))
    version = models.PositiveIntegerField(_("version"))
    digest = models.CharField(max_length=64, editable=False)
    engine = models.CharField(_("engine"), max_length=60)
    model = models.CharField(_("model"), max_length=200)
    parameters = models.JSONField(_("parameters"), default=dict)
    language = models.CharField(_("language"), max_length=10, default="de")
    quality = models.FloatField(_("quality"), null=True, blank=True)
    # The one that is shown; at most one per recording.
    current = models.BooleanField(_("published version"), default=False)

    visible_if_all: ClassVar[tuple[str, ...]] = ("recording",)
    body_path: ClassVar[str] = "recording__meeting__body"
    organization_path: ClassVar[str] = "recording__meeting__organizations"
    time_path: ClassVar[str] = "recording__meeting__start"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        ordering = ["recording", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["recording", "version"], name="transcript_version_is_unique"),
            models.UniqueConstraint(
                fields=["recording"], condition=Q(current=True) & LIVING, name="one_current_transcript"
            ),
            known("audience", Audience, "transcript"),
        ]

    def __str__(self) -> str:
        return f"{self.recording}, {self.version}"


class SpeakerTurn(Tracked, Published):
    """Somebody spoke from then to then, by a log (microphones, clerk). Voices without a name carry a label."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="speaker_turns", verbose_name=_("meeting"))
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="speaker_turns", verbose_name=_("person")
    )
    faction = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("faction at that time")
    )
    label = models.CharField(_("name as in the log"), max_length=120, blank=True)
    starts = models.BigIntegerField(_("from (ms)"))
    ends = models.BigIntegerField(_("to (ms)"))
    source = models.CharField(_("source"), max_length=60, blank=True)

    leaves_tombstone: ClassVar[bool] = False
    visible_if_any: ClassVar[tuple[str, ...]] = ("segments",)
    body_path: ClassVar[str] = "meeting__body"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("speaker turn")
        verbose_name_plural = _("speaker turns")
        ordering = ["meeting", "starts"]
        constraints = [
            end_after_start("speaker_turn_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(label=""), name="speaker_turn_names_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.label} {clock(self.starts)}–{clock(self.ends)}"


class Segment(Published):
    """Some seconds of speech of one transcript version. `words` are as recognised; `text` carries the corrections."""

    transcript = models.ForeignKey(Transcript, models.PROTECT, related_name="segments", verbose_name=_("transcript"))
    starts = models.BigIntegerField(_("from (ms)"))
    ends = models.BigIntegerField(_("to (ms)"))
    text = models.TextField(_("text"))
    speaker_turn = models.ForeignKey(
        SpeakerTurn, models.SET_NULL, null=True, blank=True, related_name="segments", verbose_name=_("speaker turn")
    )
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    words = models.BinaryField(_("words"), default=bytes)
    checked_at = models.DateTimeField(_("checked by a person at"), null=True, blank=True)

    leaves_tombstone: ClassVar[bool] = False
    visible_if_all: ClassVar[tuple[str, ...]] = ("transcript",)
    body_path: ClassVar[str] = "transcript__recording__meeting__body"

    class Meta:
        verbose_name = _("segment")
        verbose_name_plural = _("segments")
        ordering = ["transcript", "starts"]
        indexes = [models.Index(fields=["transcript", "starts"])]
        constraints = [end_after_start("segment_ends_after_it_starts")]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def visible_where(cls, audiences: Audiences) -> Q:
        """Only speech that is in the published rendition as a whole, of the version that is published."""
        return Q(transcript__current=True) & public_span_q("transcript__recording", audiences)


class CorrectionSource(models.TextChoices):
    """Who corrected: the name matcher after recognition, or a person."""

    NAMES = "names", _("names matched after recognition")
    HAND = "hand", _("corrected by a person")


class Correction(Tracked, Published):
    """Other words for a span: anchored to time and to the words it saw, applied to every version, reversible."""

    recording = models.ForeignKey(Recording, models.PROTECT, related_name="corrections", verbose_name=_("recording"))
    starts = models.BigIntegerField(_("from (ms)"))
    ends = models.BigIntegerField(_("to (ms)"))
    saw = models.CharField(_("words as recognised"), max_length=1000)
    becomes = models.CharField(_("words as corrected"), max_length=1000)
    source = models.CharField(_("source"), max_length=5, choices=CorrectionSource.choices)
    score = models.FloatField(_("similarity"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    reverted_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    body_path: ClassVar[str] = "recording__meeting__body"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["recording", "starts"]
        constraints = [
            end_after_start("correction_ends_after_it_starts"),
            known("source", CorrectionSource, "correction"),
        ]

    def __str__(self) -> str:
        return f"{self.saw} → {self.becomes}"
