"""Admin pages of transcripts: which version is shown, who spoke, what was corrected."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from jobs import pipeline
from meetings.admin_base import BodyBoundAdmin
from meetings.admin_clock import ClockColumns, as_typed
from meetings.mandates import NotAllowed
from meetings.wording import words as meeting_words
from transcripts import models
from transcripts.correcting import correct_span
from transcripts.publishing import NotPublishable, publish_transcript
from transcripts.speakers import turns_changed
from transcripts.wording import words


@admin.register(models.Transcript)
class TranscriptAdmin(BodyBoundAdmin):
    """Versions of the words; made by stages, published by people."""

    list_display = ("recording", "version", "engine", "model", "right_words", "current", "created")
    list_filter = ("current", "engine")
    exclude = ("quality",)
    readonly_fields = (
        "uuid", "recording", "version", "digest", "engine", "model", "parameters", "language", "right_words", "current",
        "text", "audience", "visible_from", "created", "modified", "deleted_at",
    )  # fmt: skip
    actions = ("publish", "publish_although_poorer")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description=_("quality"), ordering="quality")
    def right_words(self, transcript: models.Transcript) -> str:
        """As the engine itself expects; see publishing.py."""
        if transcript.quality is None:
            return ""
        return str(_("about %(n)s right words a minute") % {"n": round(transcript.quality)})

    @admin.display(description=_("transcript"))
    def text(self, transcript: models.Transcript) -> SafeString:
        """What was said and when; each passage leads to its correction."""
        correct = reverse("admin:transcripts_correction_add")
        lines = []
        for passage in transcript.segments.living().order_by("starts"):
            asked = {
                "recording": transcript.recording_id, "starts": as_typed(passage.starts), "ends": as_typed(passage.ends),
                "becomes": passage.text,
            }  # fmt: skip
            begins = as_typed(passage.starts - passage.starts % 1000)
            lines.append((begins, passage.text, f"{correct}?{urlencode(asked)}", begins, _("correct")))
        html = '<div>{} {} <a href="{}" aria-label="{} {}">{}</a></div>'
        return format_html_join("", html, ((*line, line[-1]) for line in lines))

    @admin.action(description=_("Publish this version"))
    def publish(self, request: HttpRequest, queryset: QuerySet[models.Transcript]) -> None:
        """Show the selected version, unless it is poorer than the one shown."""
        self._publish(request, queryset, although_poorer=False)

    @admin.action(description=_("Publish this version although it is poorer"))
    def publish_although_poorer(self, request: HttpRequest, queryset: QuerySet[models.Transcript]) -> None:
        """Show the selected version whatever its quality."""
        self._publish(request, queryset, although_poorer=True)

    def _publish(self, request: HttpRequest, queryset: QuerySet[models.Transcript], *, although_poorer: bool) -> None:
        for transcript in queryset.select_related("recording__meeting__body"):
            try:
                publish_transcript(transcript, by=request.user, although_poorer=although_poorer)  # type: ignore[arg-type]
            except NotPublishable as error:
                self.message_user(request, words(error.code, error.values), messages.ERROR)
            except NotAllowed as error:
                self.message_user(request, meeting_words(error.code, {}), messages.ERROR)
            else:
                text = _("Version %(version)s is published.") % {"version": transcript.version}
                self.message_user(request, text, messages.SUCCESS)


@admin.register(models.SpeakerTurn)
class SpeakerTurnAdmin(ClockColumns, BodyBoundAdmin):
    """Who spoke when."""

    list_display = ("meeting", "person", "label", "from_clock", "to_clock", "source")
    list_filter = ("source",)
    search_fields = ("label", "person__family_name")
    autocomplete_fields = ("meeting", "person", "faction")

    def save_model(self, request: HttpRequest, obj: models.SpeakerTurn, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        turns_changed(obj.meeting)

    def after_burying(self, rows: QuerySet[models.SpeakerTurn]) -> None:
        """The segments go to the turn that shares most time with them now."""
        for meeting in {turn.meeting for turn in rows.select_related("meeting")}:
            turns_changed(meeting)


@admin.register(models.Correction)
class CorrectionAdmin(ClockColumns, BodyBoundAdmin):
    """What was corrected, by the name matcher or by people; every correction can be taken back."""

    list_display = ("saw", "becomes", "source", "score", "recording", "from_clock", "reverted_at")
    list_filter = ("source",)
    search_fields = ("saw", "becomes")
    fields = ("recording", "starts", "ends", "becomes", "saw", "source", "score", "by", "reverted_at", "deleted_at")
    autocomplete_fields = ("recording",)
    # What was heard is read from the transcript, and who corrected is who is signed in.
    readonly_fields = ("saw", "source", "score", "by", "reverted_at", "deleted_at")
    actions = ("take_back", "apply_again")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A correction is written once and taken back, never rewritten: its history would say something else."""
        return self.fields if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: models.Correction, form: Any, change: bool) -> None:
        if not change:
            correct_span(obj, by=request.user)

    @admin.action(description=_("Take back"))
    def take_back(self, request: HttpRequest, queryset: QuerySet[models.Correction]) -> None:
        """Show the words as recognised again."""
        self._set(request, queryset, timezone.now())

    @admin.action(description=_("Apply again"))
    def apply_again(self, request: HttpRequest, queryset: QuerySet[models.Correction]) -> None:
        """Undo the taking back."""
        self._set(request, queryset, None)

    def _set(self, request: HttpRequest, queryset: QuerySet[models.Correction], moment: Any) -> None:
        recordings = set(queryset.values_list("recording_id", flat=True))
        queryset.update(reverted_at=moment)
        for key in recordings:
            # The text shown is derived: the stages write it anew from the words as recognised.
            pipeline.refresh("media.Recording", key)
