"""A half circle of seats: one place for every vote, yes on the left, no on the right. Pure geometry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, floor, pi, sin

WIDTH, HEIGHT = 200, 104
"""The field of the picture (its own units)."""
FEWEST, MOST = 3, 150
"""With fewer a half circle says nothing, with more the places run into each other: then the bar alone stands there."""
OUTER, INNER = 92.0, 40.0


@dataclass(frozen=True, slots=True)
class Seat:
    """A place: centre and radius in units of the field, and whose vote (`yes`, `no`, `abstain`)."""

    x: str
    y: str
    r: str
    choice: str


def half_circle(counts: Sequence[tuple[str, int]]) -> tuple[Seat, ...]:
    """Places for (choice, how many) from left to right; empty when there are too few or too many."""
    choices = [choice for choice, count in counts for _ in range(count)]
    total = len(choices)
    if not FEWEST <= total <= MOST:
        return ()
    rows = _rows(total)
    radii = [OUTER] if rows == 1 else [OUTER - (OUTER - INNER) * row / (rows - 1) for row in range(rows)]
    size = min(_gap(radii[0], _shares(total, radii)[0]), (OUTER - INNER) / max(rows - 1, 1), 20.0) * 0.4
    places = [
        (pi - pi * (n + 0.5) / count, radius)
        for radius, count in zip(radii, _shares(total, radii), strict=True)
        for n in range(count)
    ]
    # From left to right across all rows, so that each choice is one wedge.
    places.sort(key=lambda place: (-round(place[0], 6), place[1]))
    return tuple(
        Seat(f"{WIDTH / 2 + radius * cos(angle):.1f}", f"{HEIGHT - 4 - radius * sin(angle):.1f}", f"{size:.1f}", choice)
        for (angle, radius), choice in zip(places, choices, strict=True)
    )


def _rows(total: int) -> int:
    """As many rows as leave the places about as far apart along the arc as the rows are from each other."""
    for rows in range(1, 9):
        radii = [OUTER] if rows == 1 else [OUTER - (OUTER - INNER) * row / (rows - 1) for row in range(rows)]
        between = OUTER - INNER if rows == 1 else (OUTER - INNER) / (rows - 1)
        if sum(floor(pi * radius / min(between, 20)) for radius in radii) >= total:
            return rows
    return 8


def _shares(total: int, radii: Sequence[float]) -> list[int]:
    """How many places in each row, in proportion to its length; together exactly `total`."""
    whole = sum(radii)
    counts, given, passed = [], 0, 0.0
    for radius in radii:
        passed += radius
        upto = round(total * passed / whole)
        counts.append(upto - given)
        given = upto
    return counts


def _gap(radius: float, count: int) -> float:
    return pi * radius / max(count, 1)
