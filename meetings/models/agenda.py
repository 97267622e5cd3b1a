"""What: items of an agenda and the published snapshots of it (OParl AgendaItem; AgendaVersion is ours)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models.base import LIVING, Audience, Publishable, Published, Tracked
from meetings.models.constraints import known, not_itself
from meetings.models.document import File
from meetings.models.meeting import Meeting
from meetings.models.mirror import Mirrored, mirrored
from meetings.models.writing import TrackedQuerySet


class ItemState(models.TextChoices):
    """What became of the item in the sitting, as far as it is not a result."""

    OPEN = "open", _("to be called")
    CALLED = "called", _("called")
    DONE = "done", _("dealt with")
    TAKEN_OFF = "taken_off", _("taken off the agenda")
    POSTPONED = "postponed", _("postponed")
    ADDED = "added", _("added in the sitting")


class Result(models.TextChoices):
    """Results of items and consultations, in the words of German minutes."""

    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("rejected")
    ADOPTED_CHANGED = "adopted_changed", _("adopted with changes")
    RECOMMENDED = "recommended", _("recommended")
    NOT_RECOMMENDED = "not_recommended", _("not recommended")
    NOTED = "noted", _("noted")
    REFERRED = "referred", _("referred")
    POSTPONED = "postponed", _("postponed")
    WITHDRAWN = "withdrawn", _("withdrawn")
    TAKEN_OFF = "taken_off", _("taken off the agenda")
    ANSWERED = "answered", _("answered")


class AgendaItem(Tracked, Publishable, Mirrored, Published):
    """One item. `label` is what is printed (5.1), `position` the order; identity survives renumbering."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_items", verbose_name=_("meeting"))
    position = models.PositiveIntegerField(_("order"))
    label = models.CharField(_("number"), max_length=20, blank=True)
    section = models.CharField(_("section"), max_length=200, blank=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    title = models.CharField(_("title"), max_length=500)
    public_title = models.CharField(
        _("title for the public"),
        max_length=300,
        blank=True,
        help_text=_("What everyone may read of a non-public item, e.g. “Grundstücksangelegenheit”."),
    )
    public = models.BooleanField(_("public item"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ItemState.choices, default=ItemState.OPEN)
    proposed_state = models.CharField(
        _("state proposed by the recording"), max_length=10, choices=ItemState.choices, blank=True
    )
    result = models.CharField(_("result"), max_length=16, choices=Result.choices, blank=True)
    result_text = models.CharField(_("result in the words of its source"), max_length=500, blank=True, editable=False)
    resolution_text = models.TextField(_("wording of the resolution"), blank=True)
    # Only of mirrored items: of our own the recording tells.
    start = models.DateTimeField(_("called at"), null=True, blank=True, editable=False)
    end = models.DateTimeField(_("finished at"), null=True, blank=True, editable=False)

    ours: ClassVar[tuple[str, ...]] = ("section", "proposed_state", "audience", "visible_from")
    visible_if_all: ClassVar[tuple[str, ...]] = ("meeting",)
    body_path: ClassVar[str] = "meeting__body"
    organization_path: ClassVar[str] = "meeting__organizations"
    time_path: ClassVar[str] = "meeting__start"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"],
                condition=LIVING,
                name="agenda_item_position_is_unique",
            ),
            models.CheckConstraint(
                condition=Q(public=True) | ~Q(audience="public"),
                name="non_public_item_is_never_for_everyone",
                violation_error_message=_("A non-public item cannot be for everyone."),
            ),
            known("audience", Audience, "agenda_item"),
            known("state", ItemState, "agenda_item"),
            known("proposed_state", ItemState, "agenda_item", blank=True),
            known("result", Result, "agenda_item", blank=True),
            not_itself("parent", "agenda_item"),
            *mirrored("agenda_item"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.title}".strip()


class ItemFileRole(models.TextChoices):
    """OParl AgendaItem `resolutionFile` and `auxiliaryFile`."""

    RESOLUTION = "resolution", _("resolution")
    AUXILIARY = "auxiliary", _("attachment")


class AgendaItemFile(Tracked):
    """A document of an agenda item itself (not of its papers), in order."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="file_links", verbose_name=_("agenda item"))
    file = models.ForeignKey(File, models.PROTECT, related_name="item_links", verbose_name=_("document"))
    role = models.CharField(_("role"), max_length=10, choices=ItemFileRole.choices, default=ItemFileRole.AUXILIARY)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    told_by_source: ClassVar[bool] = True
    makes_visible: ClassVar[tuple[str, ...]] = ("file",)
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the agenda item")
        verbose_name_plural = _("documents of the agenda item")
        ordering = ["item", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "file"],
                name="file_once_in_an_item",
                violation_error_message=_("This document is already attached to this agenda item."),
            ),
            known("role", ItemFileRole, "item_file"),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.file}"


class AgendaVersionKind(models.TextChoices):
    """Why an agenda was published again."""

    INVITATION = "invitation", _("invitation")
    SUPPLEMENT = "supplement", _("supplement")
    ESTABLISHED = "established", _("established in the sitting")


class AgendaVersion(Tracked, Published):
    """A published agenda: a snapshot that never changes.

    `content` is a list of `{"item": uuid, "label", "section", "title", "public"}`; non-public items carry their public title.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda_versions", verbose_name=_("meeting"))
    kind = models.CharField(_("kind"), max_length=12, choices=AgendaVersionKind.choices)
    published_at = models.DateTimeField(_("published at"))
    content = models.JSONField(_("content"))

    visible_if_all: ClassVar[tuple[str, ...]] = ("meeting",)
    body_path: ClassVar[str] = "meeting__body"
    frozen: ClassVar[tuple[str, ...]] = ("meeting", "kind", "published_at", "content")

    class Meta:
        verbose_name = _("agenda version")
        verbose_name_plural = _("agenda versions")
        ordering = ["meeting", "published_at"]
        constraints = [known("kind", AgendaVersionKind, "agenda_version")]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_kind_display()}"
