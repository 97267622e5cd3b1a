"""What papers, their way and votes must agree on."""

from __future__ import annotations

from django.db.models import Q

from meetings.agreements import nothing_of_ours
from meetings.consistency import never, same
from motions.models import Consultation, MemberVote, Paper, PaperFile, Vote, VoteForm

same(Paper, "legislative_term__body", "body", "other_body")
same(Paper, "superordinate__body", "body", "other_body")
same(Paper, "supersedes__body", "body", "other_body")
same(Paper.originator_people.through, "person__body", "paper__body", "other_body")
same(Paper.originator_organizations.through, "organization__body", "paper__body", "other_body")
same(Paper.under_direction_of.through, "organization__body", "paper__body", "other_body")
same(Paper.locations.through, "location__body", "paper__body", "other_body")
same(Paper.related.through, "from_paper__body", "to_paper__body", "other_body")
same(PaperFile, "file__body", "paper__body", "other_body")
same(Consultation, "organization__body", "paper__body", "other_body")
same(Consultation, "agenda_item__meeting__body", "paper__body", "other_body")
same(Consultation, "meeting__body", "paper__body", "other_body")
nothing_of_ours(Paper)
same(Vote, "consultation__agenda_item", "agenda_item", "other_item")
same(MemberVote, "person__body", "vote__agenda_item__meeting__body", "other_body")
same(MemberVote, "faction__body", "vote__agenda_item__meeting__body", "other_body")
# Who voted how in a secret vote is not known, and must not seem to be.
never(
    MemberVote,
    Q(vote__form=VoteForm.SECRET),
    lambda row: row.vote.form != VoteForm.SECRET,
    "secret_vote",
    name="no words of members in a secret vote",
    reads=["vote__form"],
)
