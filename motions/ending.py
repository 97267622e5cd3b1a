"""What ends a matter: the one rule for the page of a paper, its lists, its filters and what is counted beside them."""

from __future__ import annotations

from motions.models import Consultation, PaperType
from motions.results import result_of_station

CHANGES = (PaperType.AMENDMENT, PaperType.ADDITION)
"""Kinds of papers that change another one and are voted on before it."""
UNDECIDED = ("", "postponed", "referred", "taken_off")
"""Results after which the matter is still open, also where the organization decides."""


def decides(stop: Consultation, kind: str) -> bool:
    """Whether this station brought a paper of this kind to its end; an amendment ends with the first vote on it."""
    result = result_of_station(stop).code
    return result not in UNDECIDED and (stop.authoritative or result == "answered" or kind in CHANGES)
