"""What became of an item: the only reader of results."""

from __future__ import annotations

from dataclasses import dataclass

from meetings.models import AgendaItem
from motions.models import Consultation


@dataclass(frozen=True, slots=True)
class ItemResult:
    """A result code (`meetings.models.Result`, empty when none yet), its label, and the wording of the resolution."""

    code: str
    label: str
    resolution_text: str
    said: str = ""
    """The result in the words of another system, where this one is a mirror of it; its label where we have no code for it."""

    @property
    def is_known(self) -> bool:
        """Whether anybody has said what became of it."""
        return bool(self.code or self.said)


def result_of(item: AgendaItem, consultations: list[Consultation] | None = None) -> ItemResult:
    """The result on the item's deciding consultation (else its last one with a result); an item without one carries its own.

    Pass consultations already fetched and filtered for the visitor; None reads the living ones.
    """
    stations = list(item.consultations.living()) if consultations is None else consultations
    with_result = sorted((c for c in stations if c.result), key=lambda c: (c.authoritative, c.position))
    if with_result:
        deciding = with_result[-1]
        return ItemResult(deciding.result, deciding.get_result_display(), deciding.resolution_text)
    return _own_result(item)


def result_of_station(station: Consultation) -> ItemResult:
    """The station's own result; other systems keep it at the item alone, so a mirrored station without one has its item's.

    Reads `agenda_item`; fetch it along.
    """
    if station.result or station.mirrored_from_id is None or station.agenda_item is None:
        return ItemResult(station.result, station.get_result_display(), station.resolution_text)
    return _own_result(station.agenda_item)


def _own_result(item: AgendaItem) -> ItemResult:
    label = item.get_result_display() if item.result else item.result_text
    return ItemResult(item.result, label, item.resolution_text, item.result_text)
