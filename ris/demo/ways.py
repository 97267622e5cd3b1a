"""Short words for the stations of a paper: ``decision("council-17/4", "adopted")`` is item 4 of that sitting."""

from __future__ import annotations

from ris.demo.records import ItemResult, Station, StationRole


def _station(
    role: StationRole, at: str, result: ItemResult, *, public: bool = True, authoritative: bool = False
) -> Station:
    meeting, _, item = at.partition("/")
    return Station(
        organization=meeting.rpartition("-")[0],
        role=role,
        authoritative=authoritative,
        public=public,
        meeting=meeting,
        item=item,
        result=result,
    )


def hearing(at: str, result: ItemResult = "") -> Station:
    """An Ortsbeirat is heard before the council decides (§ 75 GemO)."""
    return _station("hearing", at, result)


def advice(at: str, result: ItemResult = "") -> Station:
    """A committee prepares the decision of the council."""
    return _station("advice", at, result)


def decision(at: str, result: ItemResult = "", *, public: bool = True) -> Station:
    """The one station that decides."""
    return _station("decision", at, result, public=public, authoritative=True)


def called(at: str, result: ItemResult) -> Station:
    """A sitting in which it was to be decided, but was not: postponed, taken off, referred back."""
    return _station("decision", at, result)


def together(at: str, result: ItemResult = "") -> Station:
    """An amendment and the like: decided under the item of the paper on which it hangs, which alone decides the matter."""
    return _station("decision", at, result)


def note(at: str, result: ItemResult = "", *, last: bool = True) -> Station:
    """For information; with ``last=False`` another organization hears of it afterwards."""
    return _station("note", at, result, authoritative=last)
