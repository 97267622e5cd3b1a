"""Forms of papers' stations and of votes: what the office means is filled in, what contradicts itself is a sentence."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.forms import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.admin_forms import BodyBoundForm
from meetings.admin_places import PlacedForm
from meetings.models import Membership, OrganizationType
from motions.models import Choice, Consultation, MemberVote, Vote, VoteForm


class ConsultationForm(PlacedForm):
    """A station; its item stands on an agenda of the organization that deals with it."""

    class Meta:
        model = Consultation
        fields = ("position", "organization", "role", "authoritative", "public", "audience", "agenda_item", "result")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        organization, item = cleaned.get("organization"), cleaned.get("agenda_item")
        if organization and item and not self._is_theirs(organization, item):
            text = _("This item stands on the agenda of another organization, not of “%(name)s”.")
            self.add_error(
                "agenda_item", ValidationError(text, params={"name": organization}, code="other_organization")
            )
        return cleaned

    def _is_theirs(self, organization: Any, item: Any) -> bool:
        sitting = item.meeting.organizations.all()
        return not sitting or organization in sitting


class VoteRowForm(BodyBoundForm):
    """A vote; with one station on its item there is nothing to choose."""

    class Meta:
        model = Vote
        fields = (
            "agenda_item", "consultation", "subject", "form", "yes", "no", "abstentions", "present", "eligible", "at",
            "audience", "visible_from",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        item = cleaned.get("agenda_item")
        if item is not None and "consultation" in cleaned and cleaned["consultation"] is None:
            stations = list(Consultation.objects.living().filter(agenda_item=item)[:2])
            cleaned["consultation"] = stations[0] if len(stations) == 1 else None
        return cleaned


def members_at(vote: Vote) -> list[dict[str, int | None]]:
    """Who could vote in this sitting, by family name, each with the faction of that day: as rows of a list to be filled in."""
    meeting = vote.agenda_item.meeting
    day = timezone.localtime(meeting.start).date()
    then = Q(start_date__isnull=True) | Q(start_date__lte=day)
    then &= Q(end_date__isnull=True) | Q(end_date__gte=day)
    seats = Membership.objects.living().filter(then).order_by("person__family_name", "person__given_name", "pk")
    voters = seats.filter(organization__in=meeting.organizations.all(), voting_right=True)
    people = list(dict.fromkeys(voters.values_list("person", flat=True)))
    factions = seats.filter(person__in=people, organization__type=OrganizationType.FACTION)
    faction_of = dict(factions.values_list("person", "organization"))
    return [{"person": person, "faction": faction_of.get(person)} for person in people]


class RollCallFormSet(BaseInlineFormSet[MemberVote, Vote, Any]):
    """Who voted how. While nothing is entered for a roll call, its members stand there, and only their word is missing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        vote = kwargs.get("instance")
        if vote is not None and waits_for_its_list(vote):
            kwargs.setdefault("initial", members_at(vote))
        super().__init__(*args, **kwargs)

    def clean(self) -> None:
        """Where no figures are given the list makes them. Raises ValidationError where more voted than could."""
        super().clean()
        vote = self.instance
        said = [
            row.get("choice")
            for form in self.forms
            if (row := getattr(form, "cleaned_data", {})) and not row.get("DELETE")
        ]
        if vote.form != VoteForm.ROLL_CALL or vote.yes is not None or not any(said):
            return
        vote.yes, vote.no, vote.abstentions = (said.count(choice) for choice in (Choice.YES, Choice.NO, Choice.ABSTAIN))
        try:
            vote.validate_constraints()
        except ValidationError as refused:
            raise ValidationError(
                refused.messages
            ) from refused  # a list of rows has no fields of the vote to show it at


def waits_for_its_list(vote: Vote | None) -> bool:
    """Whether this is a roll call of which nobody's word is written down yet."""
    return (
        vote is not None and vote.pk is not None and vote.form == VoteForm.ROLL_CALL and not vote.member_votes.exists()
    )


def counts_of_list(vote: Vote) -> tuple[int, int, int]:
    """Yes, no and abstentions as the list of members says."""
    said = list(vote.member_votes.values_list("choice", flat=True))
    return said.count(Choice.YES), said.count(Choice.NO), said.count(Choice.ABSTAIN)
