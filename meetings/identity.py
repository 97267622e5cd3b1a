"""The permanent id of an object as it leaves the house: an address that is made here and nowhere else.

It stands on the installation's canonical host, whatever host a visitor came by, and is made of the random `uuid`:
neither slug nor reference number nor serial number is part of it. Whoever changes `CANONICAL_HOST` changes all ids.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Subquery

from meetings.models.base import Published

OPARL = "/oparl/v1.1"

KINDS = {
    "meetings.Body": "body",
    "meetings.LegislativeTerm": "legislativeterm",
    "meetings.Organization": "organization",
    "meetings.Person": "person",
    "meetings.Membership": "membership",
    "meetings.Location": "location",
    "meetings.Meeting": "meeting",
    "meetings.AgendaItem": "agendaitem",
    "meetings.File": "file",
    "motions.Paper": "paper",
    "motions.Consultation": "consultation",
}
"""Model → the word for it in addresses of the OParl interface."""


class NoIdentity(LookupError):
    """Rows of this model have no id outside."""


def permanent_id(row: Any) -> str:
    """`https://rat.example.de/oparl/v1.1/meeting/0b6f…`; raises NoIdentity for what OParl does not know."""
    kind = KINDS.get(row._meta.label)
    if kind is None:
        raise NoIdentity(row._meta.label)
    return f"{settings.CANONICAL_HOST}{OPARL}/{kind}/{row.uuid}"


def key_behind(model: type[Published], uuid: UUID) -> Subquery:
    """The internal key of the row with this public id, as part of a question, whoever may see the row.

    Only for a place in an order (ris/pages/cursors.py): a list goes on behind a row also after it was closed.
    """
    return Subquery(model._base_manager.filter(uuid=uuid).values("pk")[:1])


def key_of(model: Any, uuid: UUID) -> int | None:
    """The key inside of the row with this public id, whoever may see it: for places in lists, which hold also when it has gone."""
    key: int | None = model._base_manager.filter(uuid=uuid).values_list("pk", flat=True).first()
    return key
