"""Rows that exist to be found: windows of speech and passages of papers. Made by machines, made again at any time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models import public_span_q
from meetings.mandates import Audiences
from meetings.models import File
from meetings.models.base import Published, end_after_start
from motions.models import Paper
from transcripts.models import SpeakerTurn, Transcript


class SpeechWindow(Published):
    """About 45 s of one turn of the published transcript; its words are read from the segments it spans (ms)."""

    transcript = models.ForeignKey(Transcript, models.PROTECT, related_name="windows", verbose_name=_("transcript"))
    speaker_turn = models.ForeignKey(
        SpeakerTurn, models.SET_NULL, null=True, related_name="windows", verbose_name=_("speaker turn")
    )
    starts = models.BigIntegerField(_("from (ms)"))
    ends = models.BigIntegerField(_("to (ms)"))

    derived: ClassVar[bool] = True
    leaves_tombstone: ClassVar[bool] = False
    visible_if_all: ClassVar[tuple[str, ...]] = ("transcript",)
    body_path: ClassVar[str] = "transcript__recording__meeting__body"

    class Meta:
        verbose_name = _("speech")
        verbose_name_plural = _("speech")
        indexes = [models.Index(fields=["transcript", "starts"])]
        constraints = [end_after_start("speech_window_ends_after_it_starts")]

    def __str__(self) -> str:
        return f"{self.starts}–{self.ends}"

    @classmethod
    def visible_where(cls, audiences: Audiences) -> Q:
        """As for segments: the published version, and the whole span in the published rendition."""
        return Q(transcript__current=True) & public_span_q("transcript__recording", audiences)


class Passage(Published):
    """A piece of a paper's own text (no file) or of a page of one of its files: `starts` and `ends` are characters."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="passages", verbose_name=_("paper"))
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="passages", verbose_name=_("file"))
    page = models.PositiveIntegerField(_("page"), null=True)
    starts = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()

    derived: ClassVar[bool] = True
    leaves_tombstone: ClassVar[bool] = False
    visible_if_all: ClassVar[tuple[str, ...]] = ("paper", "file?")
    body_path: ClassVar[str] = "paper__body"

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        indexes = [models.Index(fields=["paper", "file", "page"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=True, page__isnull=True) | Q(file__isnull=False, page__isnull=False),
                name="passage_of_a_file_has_a_page",
            )
        ]

    def __str__(self) -> str:
        return f"{self.paper_id}, {self.page}"


class Progress(models.Model):
    """How far the index has followed what changes by itself as time passes."""

    due_until = models.DateTimeField(help_text="Rows whose `visible_from` lies before this are indexed as visible.")

    def __str__(self) -> str:
        return f"{self.due_until}"
