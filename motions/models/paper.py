"""What is decided on: papers and their documents (OParl Paper)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.models import Body, File, LegislativeTerm, Location, Organization, Person
from meetings.models.base import LIVING, Audience, Publishable, Published, Tracked
from meetings.models.constraints import known, not_itself
from meetings.models.mirror import LED_HERE, Mirrored, mirrored
from meetings.models.writing import TrackedQuerySet


class PaperType(models.TextChoices):
    """The kinds of paper a German council knows."""

    PROPOSAL = "proposal", _("proposal for resolution")  # Beschlussvorlage
    REPORT = "report", _("information paper")  # Mitteilungsvorlage
    MOTION = "motion", _("motion")  # Antrag
    AMENDMENT = "amendment", _("amendment")  # Änderungsantrag
    ADDITION = "addition", _("supplementary motion")  # Ergänzungsantrag
    URGENT = "urgent", _("urgent motion")  # Dringlichkeitsantrag
    PROCEDURE = "procedure", _("motion of procedure")  # Geschäftsordnungsantrag
    QUESTION = "question", _("question")  # Anfrage
    ANSWER = "answer", _("answer")  # Antwort
    STATUS = "status", _("status report")  # Sachstandsbericht
    RESOLUTION = "resolution", _("resolution paper")  # Resolution
    TABLED = "tabled", _("paper laid on the table")  # Tischvorlage
    OTHER = "other", _("paper")  # of another system, whose word stands in `type_text`


class FollowUp(models.TextChoices):
    """What became of a resolution after the council had decided."""

    WAITING = "waiting", _("not begun")
    RUNNING = "running", _("being carried out")
    DONE = "done", _("carried out")
    DROPPED = "dropped", _("not carried out")


class Paper(Tracked, Publishable, Mirrored, Published):
    """A paper (Vorlage, Antrag, Anfrage). Three dates differ: dated, received, shown (`visible_from`)."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="papers", verbose_name=_("municipality"))
    legislative_term = models.ForeignKey(
        LegislativeTerm,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="papers",
        verbose_name=_("legislative term"),
    )
    type = models.CharField(_("type"), max_length=12, choices=PaperType.choices)
    type_text = models.CharField(_("type in the words of its source"), max_length=120, blank=True, editable=False)
    reference = models.CharField(_("reference number"), max_length=60, blank=True)
    name = models.CharField(_("title"), max_length=500)
    summary = models.TextField(_("in plain words"), blank=True)
    text = models.TextField(_("text"), blank=True)
    date = models.DateField(_("dated"), null=True, blank=True)
    received = models.DateField(_("received"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    answer_due = models.DateField(
        _("answer due"), null=True, blank=True, help_text=_("Only for questions: the day on which the answer is due.")
    )
    originator_people = models.ManyToManyField(
        Person, blank=True, related_name="papers", verbose_name=_("submitted by (people)")
    )
    originator_organizations = models.ManyToManyField(
        Organization, blank=True, related_name="submitted_papers", verbose_name=_("submitted by (organizations)")
    )
    under_direction_of = models.ManyToManyField(
        Organization, blank=True, related_name="directed_papers", verbose_name=_("in charge")
    )
    locations = models.ManyToManyField(
        Location, blank=True, related_name="papers", verbose_name=_("places it is about")
    )
    superordinate = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates", verbose_name=_("belongs to paper")
    )
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by", verbose_name=_("replaces paper")
    )
    related = models.ManyToManyField("self", blank=True, verbose_name=_("related papers"))
    follow_up = models.CharField(
        _("what became of the resolution"), max_length=10, choices=FollowUp.choices, blank=True
    )
    follow_up_text = models.TextField(_("… in plain words"), blank=True)
    follow_up_date = models.DateField(_("… as of"), null=True, blank=True)
    files: models.ManyToManyField[File, PaperFile] = models.ManyToManyField(
        File, through="PaperFile", related_name="papers", verbose_name=_("files")
    )

    _history_m2m_fields = (
        "originator_people",
        "originator_organizations",
        "under_direction_of",
        "locations",
        "related",
    )

    # A paper is a place of its own: its audience decides, whatever becomes of its stations.
    ours: ClassVar[tuple[str, ...]] = (
        "summary",
        "text",
        "received",
        "withdrawn_at",
        "answer_due",
        "supersedes",
        "follow_up",
        "follow_up_text",
        "follow_up_date",
        "audience",
        "visible_from",
    )
    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)
    organization_path: ClassVar[str] = "consultations__organization"
    time_path: ClassVar[str] = "consultations__agenda_item__meeting__start"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-date", "-pk"]
        indexes = [models.Index(fields=["date", "id"], name="papers_in_order")]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "reference"],
                condition=~Q(reference="") & LIVING & LED_HERE,
                name="reference_is_unique_in_body",
                violation_error_message=_("Another paper of this municipality already has this reference number."),
            ),
            known("audience", Audience, "paper"),
            known("type", PaperType, "paper"),
            known("follow_up", FollowUp, "paper", blank=True),
            not_itself("superordinate", "paper"),
            not_itself("supersedes", "paper"),
            *mirrored("paper"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.name}".strip()


class FileRole(models.TextChoices):
    """OParl `mainFile` and `auxiliaryFile`."""

    MAIN = "main", _("main document")
    AUXILIARY = "auxiliary", _("attachment")


class PaperFile(Tracked):
    """A document of a paper, in order."""

    paper = models.ForeignKey(Paper, models.PROTECT, related_name="file_links", verbose_name=_("paper"))
    file = models.ForeignKey(File, models.PROTECT, related_name="paper_links", verbose_name=_("document"))
    role = models.CharField(_("role"), max_length=10, choices=FileRole.choices, default=FileRole.AUXILIARY)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    told_by_source: ClassVar[bool] = True
    makes_visible: ClassVar[tuple[str, ...]] = ("file",)
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of the paper")
        verbose_name_plural = _("documents of the paper")
        ordering = ["paper", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["paper", "file"],
                name="file_once_in_a_paper",
                violation_error_message=_("This document is already attached to this paper."),
            ),
            models.UniqueConstraint(
                fields=["paper"],
                condition=Q(role="main"),
                name="one_main_document_in_a_paper",
                violation_error_message=_("A paper has only one main document."),
            ),
            known("role", FileRole, "paper_file"),
        ]

    def __str__(self) -> str:
        return f"{self.paper}: {self.file}"
