"""Whose JSON shows what of recordings: the meeting names them, an item when it is heard in them."""

from __future__ import annotations

from meetings.models import AgendaItem, Meeting
from meetings.telling import shows

shows(Meeting, "recordings", "recordings__renditions")
shows(
    AgendaItem,
    "chapter_items",
    "chapter_items__chapter",
    "chapter_items__chapter__recording",
    "chapter_items__chapter__recording__renditions",
)
