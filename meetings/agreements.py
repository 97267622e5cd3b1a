"""What the council's rows must agree on. A row of another municipality would give its people rights here."""

from __future__ import annotations

from meetings.consistency import same
from meetings.models import AgendaItem, AgendaItemFile, File, Mandate, Meeting, MeetingFile, Membership, Organization

same(AgendaItem, "parent__meeting", "meeting", "other_meeting")
same(Organization, "parent__body", "body", "other_body")
same(Membership, "person__body", "organization__body", "other_body")
same(Membership, "on_behalf_of__body", "organization__body", "other_body")
same(Mandate, "organization__body", "body", "other_body")
same(Mandate, "person__body", "body", "other_body")
same(Mandate, "deputizes_for__organization", "organization", "other_organization")
# A room may be a neighbour's: locations are left out on purpose, they open nothing.
same(Meeting, "legislative_term__body", "body", "other_body")
same(Meeting, "invitation__body", "body", "other_body")
same(Meeting, "minutes__body", "body", "other_body")
same(Meeting.organizations.through, "organization__body", "meeting__body", "other_body")
same(MeetingFile, "file__body", "meeting__body", "other_body")
same(AgendaItemFile, "file__body", "item__meeting__body", "other_body")
same(File, "derivative_of__body", "body", "other_body")
