"""When and where: the sitting of one or several organizations (OParl Meeting)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.base import Audience, Publishable, Published, PublishedQuerySet, Slugged, Tracked
from meetings.models.constraints import known
from meetings.models.council import Body, LegislativeTerm, Location, Organization
from meetings.models.document import File
from meetings.models.mirror import Mirrored, mirrored
from meetings.models.writing import TrackedQuerySet


class MeetingState(models.TextChoices):
    """OParl `meetingState`: terminiert, eingeladen, läuft, durchgeführt; `cancelled` is a field of its own there as here."""

    PLANNED = "planned", _("planned")
    INVITED = "invited", _("invited")
    RUNNING = "running", _("in session")
    HELD = "held", _("held")


class MeetingQuerySet(PublishedQuerySet):
    """Meetings, said in words."""

    def upcoming(self) -> MeetingQuerySet:
        """From today on, soonest first."""
        return self.filter(start__gte=timezone.localtime().replace(hour=0, minute=0)).order_by("start")

    def past(self) -> MeetingQuerySet:
        """Before today, latest first."""
        return self.filter(start__lt=timezone.localtime().replace(hour=0, minute=0)).order_by("-start")

    def of(self, organization: Organization) -> MeetingQuerySet:
        """Of this organization (alone or jointly)."""
        return self.filter(organizations=organization)


class Meeting(Slugged, Tracked, Publishable, Mirrored, Published):
    """A sitting. `start` is the planned wall time; the meeting's clock (ms) begins with its first recording."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings", verbose_name=_("municipality"))
    organizations = models.ManyToManyField(Organization, related_name="meetings", verbose_name=_("organizations"))
    legislative_term = models.ForeignKey(
        LegislativeTerm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="meetings",
        verbose_name=_("legislative term"),
    )
    name = models.CharField(_("name"), max_length=200)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    cancelled = models.BooleanField(_("cancelled"), default=False)
    cancel_reason = models.CharField(
        _("why it is cancelled"),
        max_length=300,
        blank=True,
        help_text=_("Everyone reads this, e.g. “Die Berichterstatterin ist erkrankt.”"),
    )
    start = models.DateTimeField(_("start"))
    end = models.DateTimeField(_("end"), null=True, blank=True)
    location = models.ForeignKey(
        Location, models.PROTECT, null=True, blank=True, related_name="meetings", verbose_name=_("location")
    )
    invitation = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="invitation_of", verbose_name=_("invitation")
    )
    minutes = models.ForeignKey(
        File, models.PROTECT, null=True, blank=True, related_name="minutes_of", verbose_name=_("minutes")
    )

    # Who may read what is meant for members follows from this link: its history is kept.
    _history_m2m_fields = ("organizations",)

    # django-stubs takes a manager in a subclass for a conflict; Django does not.
    objects = MeetingQuerySet.as_manager()  # type: ignore[misc]

    ours: ClassVar[tuple[str, ...]] = ("slug", "number", "audience", "visible_from")
    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)
    makes_visible: ClassVar[tuple[str, ...]] = ("invitation", "minutes")
    organization_path: ClassVar[str] = "organizations"
    time_path: ClassVar[str] = "start"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-start"]
        indexes = [
            models.Index(fields=["body", "start"]),
            models.Index(fields=["start", "id"], name="meetings_in_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gt=models.F("start")),
                name="meeting_ends_after_it_starts",
                violation_error_message=_("The end must come after the start."),
            ),
            models.CheckConstraint(
                condition=Q(cancelled=True) | Q(cancel_reason=""),
                name="only_a_cancelled_meeting_has_a_reason",
                violation_error_message=_(
                    "A reason belongs to a cancelled meeting only: please tick “cancelled” or empty it."
                ),
            ),
            known("audience", Audience, "meeting"),
            known("state", MeetingState, "meeting"),
            *mirrored("meeting"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {timezone.localtime(self.start):%d.%m.%Y}"

    def slug_source(self) -> str:
        return f"{self.name} {timezone.localtime(self.start):%Y-%m-%d}"


class MeetingFileRole(models.TextChoices):
    """OParl Meeting `verbatimProtocol` and `auxiliaryFile`; invitation and minutes are fields of the meeting."""

    VERBATIM = "verbatim", _("verbatim record")
    AUXILIARY = "auxiliary", _("attachment")


class MeetingFile(Tracked):
    """A further document of a meeting, in order."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="file_links", verbose_name=_("meeting"))
    file = models.ForeignKey(File, models.PROTECT, related_name="meeting_links", verbose_name=_("document"))
    role = models.CharField(
        _("role"), max_length=10, choices=MeetingFileRole.choices, default=MeetingFileRole.AUXILIARY
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    told_by_source: ClassVar[bool] = True
    makes_visible: ClassVar[tuple[str, ...]] = ("file",)
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the meeting")
        verbose_name_plural = _("documents of the meeting")
        ordering = ["meeting", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "file"],
                name="file_once_in_a_meeting",
                violation_error_message=_("This document is already attached to this meeting."),
            ),
            known("role", MeetingFileRole, "meeting_file"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.file}"
