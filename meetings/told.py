"""Whose JSON shows what, as far as meetings and people are concerned (OParl's embedding and back references)."""

from __future__ import annotations

from meetings.models import AgendaItem, Body, File, Meeting, Membership, Organization, Person
from meetings.telling import names, shows

# What a row cannot be seen without (its meeting, its paper) need not be named: it goes along with it.
# Nor does a place count what is held there: a new sitting would move all sittings in the same hall, in which it is embedded.
shows(Body, "legislative_terms")
shows(Organization, "location")
names(Organization, "parent", "memberships")
shows(Person, "memberships")
names(Membership, "on_behalf_of")
shows(Meeting, "location", "invitation", "minutes", "file_links", "file_links__file", "agenda_items", "agenda_versions")
names(Meeting, "organizations")
shows(AgendaItem, "file_links", "file_links__file")
shows(File, "pages", "meeting_links", "item_links")
names(File, "invitation_of", "minutes_of", "meeting_links__meeting", "item_links__item", "derivative_of", "derivatives")
