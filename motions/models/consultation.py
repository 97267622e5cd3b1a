"""A paper's way: one station each (OParl Consultation, Beratungsfolge)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Meeting, Organization, Result
from meetings.models.base import LIVING, Audience, Publishable, Published, Tracked
from meetings.models.constraints import known
from meetings.models.mirror import Mirrored, mirrored
from motions.models.paper import Paper


class ConsultationRole(models.TextChoices):
    """What the organization does with the paper at this station."""

    HEARING = "hearing", _("hearing")  # Anhörung
    PRELIMINARY = "preliminary", _("preliminary consultation")  # Vorberatung
    DECISION = "decision", _("decision")  # Entscheidung
    NOTE = "note", _("for information")  # Kenntnisnahme


class Consultation(Tracked, Publishable, Mirrored, Published):
    """One station of a paper's way (Beratungsfolge)."""

    # Of mirrored stations alone paper, organization and role may be unknown: a source names what it does not show.
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="consultations", verbose_name=_("paper"))
    position = models.PositiveSmallIntegerField(_("order"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, null=True, related_name="consultations", verbose_name=_("organization")
    )
    role = models.CharField(_("role"), max_length=12, choices=ConsultationRole.choices)
    role_text = models.CharField(_("role in the words of its source"), max_length=120, blank=True, editable=False)
    authoritative = models.BooleanField(_("decides"), default=False)
    public = models.BooleanField(_("public"), default=False)
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="consultations", verbose_name=_("agenda item")
    )
    # Where the station is known to be a sitting's, but not an item of its agenda; else the item tells.
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="consultations_without_item",
        verbose_name=_("meeting"),
    )
    result = models.CharField(_("result"), max_length=16, choices=Result.choices, blank=True)
    resolution_text = models.TextField(_("wording of the resolution"), blank=True)

    # A paper that its source does not show is not for the public, and neither is what becomes of it.
    visible_if_all: ClassVar[tuple[str, ...]] = ("paper", "organization?", "agenda_item?", "meeting?")
    body_path: ClassVar[str] = "paper__body"
    organization_path: ClassVar[str] = "organization"
    time_path: ClassVar[str] = "agenda_item__meeting__start"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("consultation")
        verbose_name_plural = _("consultations")
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "position"],
                condition=LIVING & Q(paper__isnull=False),
                name="consultation_position_is_unique",
                violation_error_message=_("Another station of this paper already stands at this place."),
            ),
            models.CheckConstraint(
                condition=Q(public=True) | ~Q(audience="public"),
                name="non_public_consultation_is_never_for_everyone",
                violation_error_message=_("A non-public station cannot be for everyone."),
            ),
            known("audience", Audience, "consultation"),
            known("role", ConsultationRole, "consultation", blank=True),
            models.CheckConstraint(
                condition=Q(meeting__isnull=True) | Q(agenda_item__isnull=True),
                name="consultation_names_meeting_or_item",
                violation_error_message=_("The agenda item already tells the meeting."),
            ),
            models.CheckConstraint(
                condition=Q(mirrored_from__isnull=False)
                | Q(paper__isnull=False, organization__isnull=False) & ~Q(role=""),
                name="own_consultation_has_paper_organization_and_role",
                violation_error_message=_("A station needs its paper, its organization and its role."),
            ),
            known("result", Result, "consultation", blank=True),
            *mirrored("consultation"),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.position}. {self.organization}"
