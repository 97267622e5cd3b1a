"""Rows that exist to be found: windows of speech and passages of papers. Made by machines, made again at any time."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from media.models import public_span_q
from meetings.mandates import Audiences
from meetings.models import Body, File, Meeting
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
    """A piece of a paper's own text (no file), of a page of one of its files, or of a page of a file of a meeting (no paper).

    `starts` and `ends` are characters.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("municipality"))
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="passages", verbose_name=_("paper"))
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, related_name="passages", verbose_name=_("meeting"))
    file = models.ForeignKey(File, models.PROTECT, null=True, related_name="passages", verbose_name=_("file"))
    page = models.PositiveIntegerField(_("page"), null=True)
    starts = models.PositiveIntegerField()
    ends = models.PositiveIntegerField()

    derived: ClassVar[bool] = True
    leaves_tombstone: ClassVar[bool] = False
    visible_if_all: ClassVar[tuple[str, ...]] = ("paper?", "file?")
    # Members read documents of a meeting by their seat on its day (`audiences.py`); those of a paper by the paper's own rule.
    more_scopes: ClassVar[tuple[tuple[str, str], ...]] = (("meeting__organizations", "meeting__start"),)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        indexes = [models.Index(fields=["paper", "file", "page"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(file__isnull=True, page__isnull=True) | Q(file__isnull=False, page__isnull=False),
                name="passage_of_a_file_has_a_page",
            ),
            models.CheckConstraint(
                condition=Q(paper__isnull=False, meeting__isnull=True) | Q(paper__isnull=True, file__isnull=False),
                name="passage_is_of_a_paper_or_of_a_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper_id or self.file_id}, {self.page}"


class Progress(models.Model):
    """How far the index has followed what changes by itself as time passes."""

    due_until = models.DateTimeField(help_text="Rows whose `visible_from` lies before this are indexed as visible.")

    def __str__(self) -> str:
        return f"{self.due_until}"
