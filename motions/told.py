"""Whose JSON shows what, as far as papers and votes are concerned (OParl's embedding and back references)."""

from __future__ import annotations

from meetings.models import AgendaItem, File
from meetings.telling import names, shows
from motions.models import Consultation, Paper

shows(Paper, "consultations", "file_links", "file_links__file", "locations")
names(
    Paper, "superordinate", "subordinates", "supersedes", "superseded_by", "related", "originator_people",
    "originator_organizations", "under_direction_of",
)  # fmt: skip
# An item shows the result of its stations, and under our prefix its votes.
shows(AgendaItem, "consultations", "votes", "votes__member_votes")
# Whether it is the item's lead depends on the others.
names(Consultation, "agenda_item__consultations")
names(AgendaItem, "votes__member_votes__person")
names(File, "paper_links__paper")
shows(File, "paper_links")
