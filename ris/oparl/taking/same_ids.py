"""One id for several things: a paper that was put off twice keeps the id of its station in some systems, and each is a station."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ris.oparl.taking.kinds import KINDS, Stored
from ris.oparl.taking.pieces import Piece


def told_apart(pieces: Sequence[Piece], stored: Mapping[str, Stored]) -> bool:
    """A station whose id another paper's station has already gets its paper's address behind it; tells whether one did.

    `stored`: the stations that stand, by id. Whoever came first keeps the id, in this run and in all later ones.
    """
    stations = [piece for piece in pieces if piece.type == "Consultation"]
    if not stations:
        return False
    papers = {identity: row.parent for identity, row in stored.items() if row.parent is not None}
    names = dict(KINDS["Paper"].rows.filter(pk__in=set(papers.values())).values_list("pk", "source_id"))
    holders = {identity: names.get(paper, "") for identity, paper in papers.items()}
    renamed: dict[str, dict[str, str]] = {}
    for piece in stations:
        paper = str(piece.content.get("paper") or "")
        if paper and holders.setdefault(piece.identity, paper) != paper:
            name = f"{piece.identity}#{paper}"
            renamed.setdefault(paper, {})[piece.identity] = name
            piece.identity = name
    for piece in pieces:
        if piece.type == "Paper" and piece.identity in renamed:
            names_of = renamed[piece.identity]
            piece.content["consultation"] = [names_of.get(each, each) for each in piece.content["consultation"]]
    return bool(renamed)
