"""Admin pages of recordings: taking in, what the stages did, edits of the public rendition, chapters, publishing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from jobs import pipeline
from jobs.models import Stage
from jobs.wording import error_in_words, state_in_words, step_in_words
from media import (
    admin_reads,  # noqa: F401  registers its page
    editing,
    models,
    publishing,
)
from media.admin_forms import EditForm, RecordingAddForm
from media.wording import clock, facts_in_words, sentence
from meetings.admin_base import BodyBoundAdmin, BodyBoundInline
from meetings.admin_clock import ClockColumns
from meetings.mandates import NotAllowed
from meetings.wording import words as meeting_words

# Of a recording that was taken in, these may be changed here; the rest is shown.
BY_HAND = ("title", "position", "wall_start", "visible_from")
GAVE_UP = (Stage.State.FAILED, Stage.State.CANCELLED)
STANDING = (
    "meeting", "source_name", "length", "in_words", "audience", "nonpublic_reviewed_at", "nonpublic_reviewed_by",
    "public_files", "stages",
)  # fmt: skip
TECHNICAL = ("begins", "size", "technical", "deleted_at")
SHOWN = (*STANDING, *TECHNICAL)


class EditInline(BodyBoundInline):
    """What the public does not get. An edit is added or taken back, never changed: each one stays in the history."""

    model = models.Edit
    form = EditForm
    fields = ("kind", "starts", "ends", "reason", "deleted_at")
    readonly_fields = ("deleted_at",)


class ChapterColumns(ClockColumns):
    """A chapter in words."""

    @admin.display(description=_("agenda items"))
    def items_in_words(self, chapter: models.Chapter) -> str:
        """What it is about."""
        return " / ".join(str(link.item) for link in chapter.chapter_items.all())

    @admin.display(description=_("confidence"))
    def certainty(self, chapter: models.Chapter) -> str:
        """In per cent; nothing where a person has set it."""
        return f"{chapter.confidence:.0%}".replace("%", " %") if chapter.confidence is not None else ""


class ChapterInline(ChapterColumns, BodyBoundInline):
    """The chapters, to look at; each is moved on its own page."""

    model = models.Chapter
    fields = readonly_fields = ("from_clock", "to_clock", "items_in_words", "source", "certainty")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).filter(deleted_at__isnull=True).prefetch_related("chapter_items__item")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Recording)
class RecordingAdmin(BodyBoundAdmin):
    """Recordings. Who may see one is decided by the actions, which ask what must be asked before."""

    list_display = ("meeting", "source_name", "length", "audience", "in_words")
    list_filter = ("meeting__body", "audience")
    list_select_related = ("meeting",)
    search_fields = ("source_name", "title", "meeting__name")
    autocomplete_fields = ("meeting",)
    inlines = (EditInline, ChapterInline)
    fields = (*STANDING, *BY_HAND, *TECHNICAL)
    readonly_fields = SHOWN
    actions = ("confirm_reviewed", "publish", "withdraw", "once_more", *BodyBoundAdmin.actions)
    add_form_template = "admin/media/recording_add.html"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        if obj is None:
            kwargs["form"] = RecordingAddForm
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            form.user_id = _user(request).pk
        return form

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj else RecordingAddForm.shown

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return self.inlines if obj else ()

    def save_model(self, request: HttpRequest, obj: models.Recording, form: Any, change: bool) -> None:
        if not change and obj.meeting.start > timezone.now():
            text = _("This meeting begins only on %(day)s. Please check whether the recording belongs to it.")
            self.message_user(request, text % {"day": when(obj.meeting.start)}, messages.WARNING)
        if change:
            self.require_row(request, obj.pk)
            # Only what was changed here: a stage may be writing the rest of this row at the same moment.
            obj.save(update_fields=[*form.changed_data, "first_public_at", "modified"])
            pipeline.refresh("media.Recording", obj.pk)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        formset.save(commit=False)
        for edit in formset.new_objects:  # what is there already is only shown
            try:
                editing.add_edit(
                    form.instance, kind=edit.kind, starts=edit.starts, ends=edit.ends, reason=edit.reason, by=_user(request)
                )  # fmt: skip
            except NotAllowed as error:
                self.message_user(request, meeting_words(error.code, {}), messages.ERROR)
        formset.save_m2m()

    @admin.display(description=_("duration"), ordering="duration")
    def length(self, recording: models.Recording) -> str:
        """As h:mm:ss."""
        return clock(recording.duration) if recording.duration is not None else ""

    @admin.display(description=_("start on the meeting's clock"))
    def begins(self, recording: models.Recording) -> str:
        """As h:mm:ss."""
        return clock(recording.offset)

    @admin.display(description=_("public version"))
    def public_files(self, recording: models.Recording) -> str:
        """Since when the files for the browser are ready."""
        made = recording.current_rendition
        return str(_("ready since %(day)s") % {"day": when(made.created)} if made else _("not ready yet"))

    @admin.display(description=_("size"))
    def size(self, recording: models.Recording) -> str:
        """In MB, as file managers show it."""
        return f"{number_format(recording.source_size / 1e6, 1)} MB"

    @admin.display(description=_("technical facts"))
    def technical(self, recording: models.Recording) -> str:
        """Container, picture, sound."""
        return facts_in_words(recording.facts)

    @admin.display(description=_("warnings"))
    def in_words(self, recording: models.Recording) -> str:
        """What the office should know about the file."""
        return " ".join(sentence(code) for code in recording.warnings)

    @admin.display(description=_("stages"))
    def stages(self, recording: models.Recording) -> SafeString:
        """How far each step is, and why one failed."""
        rows = Stage.objects.of("media.Recording", recording.pk).order_by("pk")
        return format_html_join("", "<div>{}</div>", ((line,) for line in _steps_in_words(rows)))

    @admin.action(description=_("Non-public parts reviewed"))
    def confirm_reviewed(self, request: HttpRequest, queryset: QuerySet[models.Recording]) -> None:
        """Say that the non-public parts are marked, or that there are none."""
        self._each(request, queryset, publishing.confirm_reviewed, _("“%(name)s”: reviewed."))

    @admin.action(description=_("Publish"))
    def publish(self, request: HttpRequest, queryset: QuerySet[models.Recording]) -> None:
        """Everyone may see and hear it."""
        self._each(request, queryset, publishing.publish_recording, _("“%(name)s” is published."))

    @admin.action(description=_("Withdraw"))
    def withdraw(self, request: HttpRequest, queryset: QuerySet[models.Recording]) -> None:
        """Off the site at once."""
        self._each(request, queryset, publishing.withdraw_recording, _("“%(name)s” is withdrawn."))

    @admin.action(description=_("Start failed steps once more"))
    def once_more(self, request: HttpRequest, queryset: QuerySet[models.Recording]) -> None:
        """What gave up is tried again; what is done or under way stays as it is."""
        failed = Stage.objects.filter(
            subject="media.Recording", subject_id__in=queryset.values("pk"), state__in=GAVE_UP
        )
        count = sum(pipeline.retry(stage) for stage in failed)
        text = ngettext("%d stage starts once more.", "%d stages start once more.", count) % count
        self.message_user(request, text, messages.SUCCESS if count else messages.WARNING)

    def _each(self, request: HttpRequest, queryset: QuerySet[models.Recording], act: Any, done: Any) -> None:
        for recording in queryset.select_related("meeting__body"):
            try:
                act(recording, by=_user(request))
            except publishing.NotPublishable as error:
                text = _("“%(name)s”: %(sentence)s") % {"name": recording.source_name, "sentence": sentence(error.code)}
                self.message_user(request, text, messages.ERROR)
            except NotAllowed as error:
                self.message_user(request, meeting_words(error.code, {}), messages.ERROR)
            else:
                self.message_user(request, done % {"name": recording.source_name}, messages.SUCCESS)


def when(moment: datetime) -> str:
    """Day and time as they are written here, e.g. 24.11.2026 13:05."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")


def _user(request: HttpRequest) -> AbstractBaseUser:
    user = request.user
    if isinstance(user, AbstractBaseUser):
        return user
    raise NotAllowed


def _steps_in_words(rows: Iterable[Stage]) -> Iterator[str]:
    """A line a step; one that is done in pieces has one line for all, and one for each piece with an error."""
    steps: dict[str, list[Stage]] = {}
    for row in rows:
        steps.setdefault(row.name, []).append(row)
    for name, pieces in steps.items():
        if len(pieces) > 1:
            done = sum(row.state == Stage.State.DONE for row in pieces)
            facts = {"step": step_in_words(name), "done": done, "all": len(pieces)}
            yield _("%(step)s: %(done)s of %(all)s pieces done") % facts
        yield from (_stage_in_words(row, many=len(pieces) > 1) for row in pieces if len(pieces) == 1 or row.last_error)


def _stage_in_words(row: Stage, *, many: bool) -> str:
    text = f"{step_in_words(row.name)} {row.piece if many else ''}".strip() + f": {state_in_words(row.state)}"
    if row.state == Stage.State.RUNNING:
        text += f", {row.progress:.0f} %"
    if row.last_error:
        text += ". " + error_in_words(row.error_code, row.error_values, row.name, row.last_error).splitlines()[0]
    return text


@admin.register(models.Edit)
class EditAdmin(ClockColumns, BodyBoundAdmin):
    """All edits; one that was wrong is taken back here, and the public rendition is made anew."""

    list_display = ("recording", "kind", "from_clock", "to_clock", "reason", "deleted_at")
    list_filter = ("kind",)
    list_select_related = ("recording__meeting",)
    actions = ("take_back",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # The list with its action belongs to whoever acts for an office; a single edit is only shown.
        return obj is None and super().has_change_permission(request)

    @admin.action(description=_("Take back"))
    def take_back(self, request: HttpRequest, queryset: QuerySet[models.Edit]) -> None:
        """The span becomes part of the public rendition again."""
        for edit in queryset.filter(deleted_at__isnull=True).select_related("recording__meeting__body"):
            try:
                editing.remove_edit(edit, by=_user(request))
            except NotAllowed as error:
                self.message_user(request, meeting_words(error.code, {}), messages.ERROR)


class ChapterItemInline(BodyBoundInline):
    """The items that a chapter belongs to."""

    model = models.ChapterItem
    show_change_link = False
    can_delete = True
    autocomplete_fields = ("item",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(models.Chapter)
class ChapterAdmin(ChapterColumns, BodyBoundAdmin):
    """Chapters; one that a person has moved stays where it is, whatever recognition says later."""

    list_display = ("recording", "from_clock", "to_clock", "items_in_words", "source", "certainty", "deleted_at")
    list_filter = ("source",)
    list_select_related = ("recording__meeting",)
    autocomplete_fields = ("recording",)
    fields = ("recording", "starts", "ends", "source", "certainty", "deleted_at")
    readonly_fields = ("source", "certainty", "deleted_at")
    inlines = (ChapterItemInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("chapter_items__item")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("recording", *self.readonly_fields) if obj else self.readonly_fields

    def save_model(self, request: HttpRequest, obj: models.Chapter, form: Any, change: bool) -> None:
        if form.changed_data or not change:
            _set_by_hand(obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            _set_by_hand(form.instance)
            form.instance.save()


def _set_by_hand(chapter: models.Chapter) -> None:
    chapter.source = models.ChapterSource.HAND
    chapter.confidence = None
