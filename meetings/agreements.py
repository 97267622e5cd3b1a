"""What the council's rows must agree on. A row of another municipality would give its people rights here."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from meetings.consistency import never, same
from meetings.models import (
    AgendaItem,
    AgendaItemFile,
    File,
    LegislativeTerm,
    Location,
    Mandate,
    Meeting,
    MeetingFile,
    Membership,
    Organization,
    Person,
)


def nothing_of_ours(model: type[Any]) -> None:
    """In a municipality that is read from another system no row of this kind is led here."""
    never(
        model,
        Q(mirrored_from__isnull=True, body__mirrored_from__isnull=False),
        lambda row: row.mirrored_from_id is not None or row.body.mirrored_from_id is None,
        "led_elsewhere",
        name="nothing of ours in a mirrored municipality",
        reads=["mirrored_from", "body__mirrored_from"],
    )


same(AgendaItem, "parent__meeting", "meeting", "other_meeting")
same(Organization, "parent__body", "body", "other_body")
same(Membership, "person__body", "organization__body", "other_body")
same(Membership, "on_behalf_of__body", "organization__body", "other_body")
same(Mandate, "organization__body", "body", "other_body")
same(Mandate, "person__body", "body", "other_body")
same(Mandate, "deputizes_for__organization", "organization", "other_organization")
# A municipality is led here or read from elsewhere, never both.
for _model in (LegislativeTerm, Organization, Person, Location, Meeting, File):
    nothing_of_ours(_model)
# A room may be a neighbour's: locations are left out on purpose, they open nothing.
same(Meeting, "legislative_term__body", "body", "other_body")
same(Meeting, "invitation__body", "body", "other_body")
same(Meeting, "minutes__body", "body", "other_body")
same(Meeting.organizations.through, "organization__body", "meeting__body", "other_body")
same(MeetingFile, "file__body", "meeting__body", "other_body")
same(AgendaItemFile, "file__body", "item__meeting__body", "other_body")
same(File, "derivative_of__body", "body", "other_body")
