"""Papers and their way: Paper, Consultation (Beratungsfolge), Vote (OParl Paper and Consultation; votes are ours)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Body, File, LegislativeTerm, Location, Meeting, Organization, Person, Result
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
    visible_if_all: ClassVar[tuple[str, ...]] = ("body",)
    organization_path: ClassVar[str] = "consultations__organization"
    time_path: ClassVar[str] = "consultations__agenda_item__meeting__start"
    outbox: ClassVar[bool] = True

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        ordering = ["-date", "-pk"]
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

    visible_if_all: ClassVar[tuple[str, ...]] = ("paper?", "organization?", "agenda_item?", "meeting?")
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


class VoteForm(models.TextChoices):
    """How was voted."""

    UNANIMOUS = "unanimous", _("unanimous")
    MAJORITY = "majority", _("by majority")
    ROLL_CALL = "roll_call", _("by roll call")
    SECRET = "secret", _("secret")
    WITHOUT_FORMAL = "without_formal", _("without formal vote")
    EN_BLOC = "en_bloc", _("en bloc")


# § 39 GemO asks who is present, § 22 and § 36 Abs. 3 who of them may vote: with the statutory number three figures.
MOST_VOTES = {
    "present": _("More votes than members present: please look at the figures."),
    "eligible": _("More votes than members entitled to vote: please look at the figures."),
}


def no_more_votes_than(field: str, sentence: Any) -> models.CheckConstraint:
    """Yes, no and abstentions together are at most this figure, where both are known."""
    cast = F("yes") + F("no") + Coalesce(F("abstentions"), 0)
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(yes__isnull=True) | Q(**{f"{field}__gte": cast}),
        name=f"not_more_votes_than_{field}",
        violation_error_message=sentence,
    )


class Vote(Tracked, Publishable, Published):
    """A vote on an agenda item, a consultation or a motion of procedure. Abstentions do not count; a tie is a rejection."""

    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="votes", verbose_name=_("agenda item"))
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="votes", verbose_name=_("consultation")
    )
    subject = models.CharField(_("what was voted on"), max_length=300, blank=True)
    form = models.CharField(_("form"), max_length=14, choices=VoteForm.choices)
    yes = models.PositiveSmallIntegerField(_("yes"), null=True, blank=True)
    no = models.PositiveSmallIntegerField(_("no"), null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(_("abstentions"), null=True, blank=True)
    present = models.PositiveSmallIntegerField(
        _("present"), null=True, blank=True, help_text=_("Members who were present at this vote.")
    )
    eligible = models.PositiveSmallIntegerField(
        _("entitled to vote"),
        null=True,
        blank=True,
        help_text=_("Of these, how many could vote on this matter: without those who took no part (§ 22 GemO)."),
    )
    at = models.BigIntegerField(_("moment (ms on the meeting's clock)"), null=True, blank=True)

    visible_if_all: ClassVar[tuple[str, ...]] = ("agenda_item", "consultation?")
    body_path: ClassVar[str] = "agenda_item__meeting__body"
    organization_path: ClassVar[str] = "agenda_item__meeting__organizations"
    time_path: ClassVar[str] = "agenda_item__meeting__start"

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["agenda_item", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(yes__isnull=True, no__isnull=True) | Q(yes__isnull=False, no__isnull=False),
                name="yes_and_no_are_counted_together",
                violation_error_message=_("Please give both: how many said yes and how many said no."),
            ),
            models.CheckConstraint(
                condition=Q(abstentions__isnull=True) | Q(yes__isnull=False),
                name="abstentions_only_with_yes_and_no",
                violation_error_message=_("Abstentions alone say nothing: please give yes and no as well."),
            ),
            models.CheckConstraint(
                condition=~Q(form="unanimous") | Q(no__isnull=True) | Q(no=0),
                name="unanimous_means_without_a_no",
                violation_error_message=_("A vote with votes against is not unanimous."),
            ),
            *(no_more_votes_than(field, sentence) for field, sentence in MOST_VOTES.items()),
            models.CheckConstraint(
                condition=Q(eligible__isnull=True) | Q(present__isnull=True) | Q(eligible__lte=F("present")),
                name="not_more_eligible_than_present",
                violation_error_message=_("More members entitled to vote than present: please look at both figures."),
            ),
            known("audience", Audience, "vote"),
            known("form", VoteForm, "vote"),
        ]

    def __str__(self) -> str:
        return f"{self.agenda_item}: {self.get_form_display()}"


class Choice(models.TextChoices):
    """What a member said in a roll call."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    ABSTAIN = "abstain", _("abstention")
    ABSENT = "absent", _("absent")


class MemberVote(Tracked):
    """One member's word in a roll call; never written for a secret vote."""

    vote = models.ForeignKey(Vote, models.PROTECT, related_name="member_votes", verbose_name=_("vote"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="member_votes", verbose_name=_("person"))
    faction = models.ForeignKey(
        Organization, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("faction")
    )
    choice = models.CharField(_("voted"), max_length=8, choices=Choice.choices)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("a member’s vote")
        verbose_name_plural = _("who voted how (roll call)")
        constraints = [
            models.UniqueConstraint(
                fields=["vote", "person"],
                name="one_word_per_member_and_vote",
                violation_error_message=_("This member is already on the list of this vote."),
            ),
            known("choice", Choice, "member_vote"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"
