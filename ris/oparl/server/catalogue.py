"""Which lists there are, and which objects belong to each."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from meetings.models import Body
from ris.oparl.server.fields import BODY_LISTS, ORGANIZATION_LISTS
from ris.oparl.server.lists import List
from ris.oparl.server.table import BY_WORD, Kind
from ris.oparl.server.values import address, root


def bodies(own: Body | None) -> List:
    """System.body: on a municipality's own host itself alone."""
    return List(root() + "body", "body", {"body": Q(pk=own.pk) if own else Q()})


def list_of(owner: Any, word: str, part: str) -> List | None:
    """The list of this word of a body or an organization; None where it has none."""
    if word == "body" and part in BODY_LISTS.values():
        within = {kind.key: of_body(kind, owner.pk) for kind in BY_WORD[part]}
    elif word == "organization" and part in ORGANIZATION_LISTS:
        path = "organizations" if part == "meeting" else "organization"
        within = {kind.key: Q(**{path: owner.pk}) for kind in BY_WORD[part]}
    else:
        return None
    return List(f"{address(word, owner.uuid)}/{part}", part, within)


def of_body(kind: Kind, body: int) -> Q:
    """Objects of this municipality. A mirrored consultation may know its paper, its organization or its meeting alone."""
    if kind.key != "consultation":
        return Q(**{kind.model.body_path: body})
    alone = Q(paper__isnull=True)
    apart = alone & Q(organization__isnull=True)
    return (
        Q(paper__body=body)
        | alone & Q(organization__body=body)
        | apart & Q(agenda_item__meeting__body=body)
        | apart & Q(agenda_item__isnull=True, meeting__body=body)
    )
