"""The agenda as a visitor may read it, and its published snapshots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, AgendaVersion, Audience, Meeting, MeetingState
from meetings.visibility import for_everyone_q

NO_PUBLIC_TITLE = "Nichtöffentlicher Tagesordnungspunkt"  # council content is German, whatever the page's language


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an agenda. `item` is None where the visitor may only know that there is something (`title` is then the
    public title of the published snapshot)."""

    label: str
    section: str
    title: str
    public: bool
    depth: int
    item: AgendaItem | None


def published_title(item: AgendaItem) -> str:
    """What everyone may read of this item."""
    return item.title if item.public else item.public_title or NO_PUBLIC_TITLE


def lines_for(meeting: Meeting, user: AbstractBaseUser | AnonymousUser) -> list[Line]:
    """The agenda for this visitor: every item they may see, and for the others the line of the latest published snapshot.

    Two queries. An item that is in no snapshot and that the visitor may not see does not exist for them.
    """
    return agendas_for([meeting], user)[meeting.pk]


def lines_and_snapshots(
    meeting: Meeting, user: AbstractBaseUser | AnonymousUser
) -> tuple[list[Line], list[tuple[AgendaVersion, list[dict[str, Any]]]]]:
    """The agenda as `lines_for` tells it, and all published snapshots, oldest first, as they may be read today. Two queries."""
    now = _items_now([meeting.pk], user).get(meeting.pk, {})
    versions = AgendaVersion.objects.filter(meeting=meeting).visible_to(user).order_by("published_at", "pk")
    snapshots = [(version, _readable(version, now)) for version in versions]
    return _lines(_seen(now), snapshots[-1][1] if snapshots else []), snapshots


def agendas_for(meetings: Sequence[Meeting], user: AbstractBaseUser | AnonymousUser) -> dict[int, list[Line]]:
    """The agendas of several sittings by key, as `lines_for` tells them. Two queries for all of them."""
    keys = [meeting.pk for meeting in meetings]
    now = _items_now(keys, user)
    versions = AgendaVersion.objects.filter(meeting__in=keys).visible_to(user)
    latest = {version.meeting_id: version for version in versions.order_by("published_at", "pk")}
    return {
        key: _lines(_seen(now.get(key, {})), _readable(latest[key], now.get(key, {})) if key in latest else [])
        for key in keys
    }


def _seen(items: dict[str, Any]) -> dict[str, AgendaItem]:
    """Those of them that the visitor may see, in order."""
    return {uuid: item for uuid, item in sorted(items.items(), key=lambda one: one[1].position) if item.seen}


def _lines(seen: dict[str, AgendaItem], snapshot: list[dict[str, Any]]) -> list[Line]:
    lines = {
        uuid: Line(item.label, item.section, item.title, item.public, 1 if item.parent_id else 0, item)
        for uuid, item in seen.items()
    }
    ordered = [entry["item"] for entry in snapshot]
    for entry in snapshot:
        lines.setdefault(
            entry["item"],
            Line(
                entry["label"], entry.get("section", ""), entry["title"], entry["public"], entry.get("depth", 0), None
            ),
        )
    # Items added since (drafts the office sees) go where their position puts them among the ones they know.
    for uuid, item in seen.items():
        if uuid not in ordered:
            before = [other for other in seen if other in ordered and seen[other].position < item.position]
            ordered.insert(ordered.index(before[-1]) + 1 if before else 0, uuid)
    return [lines[uuid] for uuid in ordered]


def readable_content(version: AgendaVersion) -> list[dict[str, Any]]:
    """The snapshot's lines as they may be read today. One query.

    The record itself never changes, but what has been closed since must not be read in it: an item that is non-public now
    or meant for fewer people shows its general title, one that was deleted is left out.
    """
    return readable_contents([version])[version.pk]


def readable_contents(versions: Sequence[AgendaVersion]) -> dict[int, list[dict[str, Any]]]:
    """The same of several snapshots, by their keys. One query for all of them."""
    now = _items_now([version.meeting_id for version in versions])
    return {version.pk: _readable(version, now.get(version.meeting_id, {})) for version in versions}


def _items_now(
    meetings: Sequence[int], user: AbstractBaseUser | AnonymousUser | None = None
) -> dict[int, dict[str, Any]]:
    """All living items, whoever may see them: what a snapshot shows of them is `_readable`'s to say. With a visitor `seen` tells."""
    now = AgendaItem.objects.filter(meeting_id__in=meetings).living().annotate(open_now=for_everyone_q(AgendaItem))
    if user is None:
        now = now.only("uuid", "public", "public_title", "title", "meeting_id")
    else:
        now = now.noting_who_sees(user).select_related("parent")
    found: dict[int, dict[str, Any]] = {}
    for item in now:
        found.setdefault(item.meeting_id, {})[str(item.uuid)] = item
    return found


def _readable(version: AgendaVersion, items: dict[str, Any]) -> list[dict[str, Any]]:
    lines = []
    for entry in version.content:
        item = items.get(entry["item"])
        if item is None:
            continue
        if entry["public"] and not (item.public and item.open_now):
            entry = entry | {"title": item.public_title or NO_PUBLIC_TITLE, "public": False}
        elif not entry["public"] and not item.public:
            entry = entry | {"title": published_title(item)}
        lines.append(entry)
    return lines


@transaction.atomic
def publish_agenda(meeting: Meeting, *, kind: str, at: datetime) -> AgendaVersion:
    """Release the meeting and its items to those they are meant for, and keep the snapshot that never changes.

    Time and place become public with the agenda (§ 34 Abs. 6 GemO), also where all items are non-public. Public items become
    visible to everyone, non-public ones to the members; the snapshot carries their public titles.
    """
    _announce(meeting)
    items = list(meeting.agenda_items.living().select_related("parent").order_by("position"))
    for item in items:
        wanted = Audience.PUBLIC if item.public else Audience.MEMBERS
        if item.audience != wanted:
            item.audience = wanted
            item.save(update_fields=["audience", "first_public_at", "modified"])
    return AgendaVersion.objects.create(
        meeting=meeting,
        kind=kind,
        published_at=at,
        content=[
            {
                "item": str(item.uuid),
                "label": item.label,
                "section": item.section,
                "title": published_title(item),
                "public": item.public,
                "depth": 1 if item.parent_id else 0,
            }
            for item in items
        ],
    )


def _announce(meeting: Meeting) -> None:
    planned = meeting.state == MeetingState.PLANNED
    if planned or meeting.audience != Audience.PUBLIC:
        meeting.audience = Audience.PUBLIC
        meeting.state = MeetingState.INVITED if planned else meeting.state
        meeting.save(update_fields=["audience", "state", "first_public_at", "modified"])


def what_non_public_means() -> str:
    """One plain sentence for the page."""
    return _("This item is dealt with in private. Only its general title is published.")
