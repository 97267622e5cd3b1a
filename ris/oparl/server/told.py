"""Whose JSON shows the objects of this interface alone."""

from __future__ import annotations

from meetings.models import AgendaItem, Meeting
from meetings.telling import names, shows
from ris.oparl.server.models import RecordingFile, TitledItem

shows(Meeting, "recordings__api_files", "agenda_items__api_title")
names(
    AgendaItem,
    "chapter_items__chapter__recording__api_files",
    "meeting__agenda_items",
    "meeting__agenda_items__api_title",
)
names(TitledItem, "item__meeting__agenda_items", "item__meeting__agenda_items__api_title")
names(RecordingFile, "recording__api_files")
shows(RecordingFile, "recording", "recording__renditions", "recording__meeting")
