"""How was voted: the count and, in a roll call, each member's word (ours; OParl has no word for it)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from meetings.models import AgendaItem, Organization, Person
from meetings.models.base import Audience, Publishable, Published, Tracked
from meetings.models.constraints import known
from meetings.models.writing import TrackedQuerySet
from motions.models.consultation import Consultation


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
