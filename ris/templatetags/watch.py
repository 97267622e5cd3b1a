"""What the pages with a player say with: a vote made ready, a share of a length."""

from __future__ import annotations

from django import template

from motions.models import Vote
from ris.pages.ballots import Ballot, ballot_of

register = template.Library()


@register.filter
def ballot(vote: Vote | Ballot) -> Ballot:
    """A vote made ready to be shown; one that is ready stays as it is."""
    return vote if isinstance(vote, Ballot) else ballot_of(vote)
