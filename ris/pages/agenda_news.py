"""What changed since the first invitation, in plain words: people travel to the town hall for one item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from meetings.agenda_changes import Change, changes_between
from meetings.models import AgendaItem, AgendaVersion, ItemState

FEW = 3
"""So many new numbers are named one by one; more of them are said in one sentence."""


@dataclass(frozen=True, slots=True)
class News:
    """One change: the word in front (`shape` draws it), the item's number and title, and what it was before."""

    shape: str
    word: str
    label: str
    title: str
    was: str = ""
    uuid: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes since the first invitation; `first` and `last` are when the agendas were published."""

    first: datetime
    last: datetime
    kind: str
    news: tuple[News, ...]
    renumbered: int


def changes_of(
    snapshots: Sequence[tuple[AgendaVersion, list[dict[str, Any]]]], items: Sequence[AgendaItem]
) -> Changes | None:
    """The difference of the first and the latest published agenda, and items taken off or postponed since."""
    if not snapshots:
        return None
    versions = [version for version, _content in snapshots]
    seen = {str(item.uuid): item for item in items}
    changes = changes_between(snapshots[0][1], snapshots[-1][1])
    gone = {
        key: item.state for key, item in seen.items() if item.state in (ItemState.TAKEN_OFF, ItemState.POSTPONED)
    }  # fmt: skip
    news = [_gone(item, str(key)) for key, item in seen.items() if key in gone]
    news += [
        _said(change, seen)
        for change in changes
        if change.item not in gone and not (change.code == "renumbered" and _numbers(changes) > FEW)
    ]
    renumbered = _numbers(changes) if _numbers(changes) > FEW else 0
    if not news and not renumbered:
        return None
    return Changes(
        versions[0].published_at, versions[-1].published_at, versions[-1].get_kind_display(), tuple(news), renumbered
    )


def _numbers(changes: Sequence[Change]) -> int:
    return sum(change.code == "renumbered" for change in changes)


def _gone(item: AgendaItem, key: str) -> News:
    word = _("Postponed") if item.state == ItemState.POSTPONED else _("Taken off")
    return News("open", word, item.label, item.title, uuid=key)


def _said(change: Change, seen: dict[str, AgendaItem]) -> News:
    word, shape = {
        "added": (_("New"), "added"),
        "removed": (_("Taken off"), "open"),
        "renumbered": (_("Other number"), "held"),
        "retitled": (_("Other title"), "held"),
        "opened": (_("Now public"), "added"),
        "closed": (_("Now not public"), "closed"),
    }[change.code]
    was = ""
    if change.code == "renumbered":
        was = _("was number %(label)s") % {"label": change.was}
    elif change.code == "retitled":
        was = _("was: “%(title)s”") % {"title": change.was}
    return News(shape, word, change.label, change.title, was, change.item if change.item in seen else "")
