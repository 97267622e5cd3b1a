"""The same facts for search engines: schema.org's Event for a sitting, VideoObject for its recording (JSON-LD)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from meetings.models import Meeting
from ris.pages.addresses import address_of
from ris.pages.playing import ChapterMark, Player
from ris.pages.wording import full_name_of


def event_of(meeting: Meeting, site: str) -> dict[str, Any]:
    """https://schema.org/Event. `site`: scheme and host, as in `https://rat.example`."""
    place: dict[str, Any] = {"@type": "VirtualLocation", "url": site + address_of(meeting)}
    if meeting.location is not None:
        place = {
            "@type": "Place",
            "name": meeting.location.room or str(meeting.location),
            "address": str(meeting.location),
        }
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": full_name_of(meeting),
        "url": site + address_of(meeting),
        "startDate": meeting.start.isoformat(),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if meeting.cancelled else 'Scheduled'}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": place,
        "organizer": {"@type": "GovernmentOrganization", "name": meeting.body.name},
        "isAccessibleForFree": True,
        "inLanguage": "de",
    }
    if meeting.end is not None:
        facts["endDate"] = meeting.end.isoformat()
    return facts


def video_of(meeting: Meeting, player: Player, marks: Sequence[ChapterMark], site: str) -> dict[str, Any]:
    """https://schema.org/VideoObject with a Clip for each item, so that a search engine can offer the moment itself."""
    address = site + address_of(meeting)
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": f"{full_name_of(meeting)}, {meeting.start:%d.%m.%Y}",
        "description": f"{meeting.body.name}: {full_name_of(meeting)}",
        "uploadDate": meeting.start.isoformat(),
        "contentUrl": site + player.master,
        "url": address,
        "inLanguage": "de",
        "isFamilyFriendly": True,
    }
    if player.poster:
        facts["thumbnailUrl"] = [site + player.poster]
    facts["hasPart"] = [
        {
            "@type": "Clip",
            "name": mark.title,
            "startOffset": timedelta(milliseconds=mark.starts).total_seconds(),
            "url": f"{address}?t={mark.starts // 1000}",
        }
        for mark in marks
        if mark.starts >= 0
    ]
    return facts
