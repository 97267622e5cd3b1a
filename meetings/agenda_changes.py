"""What changed between two published agendas. Pure: works on the snapshots that `AgendaVersion.content` keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: `code` is added, removed, renumbered, retitled, opened (now public) or closed (now non-public).

    `label` and `title` are as they stand now (of a removed item: as they stood); `was` is the former number or title.
    """

    code: str
    item: str
    label: str
    title: str
    was: str = ""


def changes_between(first: Sequence[Mapping[str, Any]], last: Sequence[Mapping[str, Any]]) -> list[Change]:
    """Differences in the order of the later agenda, what was removed at the end. An item keeps its identity when renumbered."""
    before = {str(entry["item"]): entry for entry in first}
    after = {str(entry["item"]): entry for entry in last}
    found: list[Change] = []
    for key, now in after.items():
        then = before.get(key)
        label, title = str(now["label"]), str(now["title"])
        if then is None:
            found.append(Change("added", key, label, title))
            continue
        if now["public"] != then["public"]:
            found.append(Change("opened" if now["public"] else "closed", key, label, title))
        elif title != then["title"]:
            found.append(Change("retitled", key, label, title, str(then["title"])))
        if label != then["label"]:
            found.append(Change("renumbered", key, label, title, str(then["label"])))
    found += [
        Change("removed", key, str(then["label"]), str(then["title"]))
        for key, then in before.items()
        if key not in after
    ]
    return found
