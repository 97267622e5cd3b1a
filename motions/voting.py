"""What follows from the counts of a vote (GemO RLP: the majority of the votes cast decides). Pure."""

from __future__ import annotations


def carried(yes: int | None, no: int | None) -> bool | None:
    """Whether the motion was adopted: more yes than no. Abstentions do not count and a tie is a rejection; None: not counted."""
    return None if yes is None or no is None else yes > no


def is_tie(yes: int | None, no: int | None) -> bool:
    """As many yes as no (and somebody voted)."""
    return yes is not None and yes == no and yes > 0
