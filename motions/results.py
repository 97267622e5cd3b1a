"""What became of an item: the only reader of results."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.models import AgendaItem
from motions.models import Consultation


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A result code (`meetings.models.Result`, empty when none yet), its German label, and the wording of the resolution."""

    code: str
    label: str
    resolution_text: str


def result_of(item: AgendaItem, consultations: list[Consultation] | None = None) -> ItemResult:
    """The result on the item's deciding consultation (else its last one with a result); an item without one carries its own.

    Pass consultations already fetched and filtered for the visitor; None reads the living ones.
    """
    stations = list(item.consultations.living()) if consultations is None else consultations
    with_result = sorted((c for c in stations if c.result), key=lambda c: (c.authoritative, c.position))
    if with_result:
        deciding = with_result[-1]
        return ItemResult(deciding.result, deciding.get_result_display(), deciding.resolution_text)
    return ItemResult(item.result, item.get_result_display() if item.result else "", item.resolution_text)
