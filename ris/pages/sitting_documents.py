"""The documents of a sitting: its own, those of its items, those of the papers dealt with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import CharField, QuerySet, Value
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, AgendaItemFile, File, ItemFileRole, Meeting, MeetingFile, MeetingFileRole
from motions.models import Paper, PaperFile
from ris.pages.sitting import Document, Row


class _Link(NamedTuple):
    kind: str
    parent: int
    role: str
    position: int
    file: int


def documents_of(
    meeting: Meeting, rows: Sequence[Row], user: AbstractBaseUser | AnonymousUser, *, whole: bool = True
) -> list[Document]:
    """What belongs to the `whole` sitting, then to its items, then to their papers; each file once. Two queries."""
    items = {row.line.item.pk: row.line.item for row in rows if row.line.item}
    papers = {paper.pk: paper for row in rows for paper in row.papers}
    links = _links("paper", PaperFile.objects.filter(paper__in=list(papers)))
    links = links.union(_links("item", AgendaItemFile.objects.filter(item__in=list(items))), all=True)
    if whole:
        links = links.union(_links("meeting", MeetingFile.objects.filter(meeting=meeting)), all=True)
    places = {key: number for number, key in enumerate((*items, *papers))}
    named = [*_own(meeting)] if whole else []
    named += sorted((_Link(*link) for link in links), key=lambda link: _turn(link, places))
    seen = File.objects.filter(pk__in={link.file for link in named}).visible_to(user).in_bulk()
    found: dict[int, Document] = {}
    for link in named:
        if link.file in seen and link.file not in found:
            found[link.file] = _document(seen[link.file], link, items, papers)
    return list(found.values())


def _links(parent: str, rows: QuerySet[Any]) -> Any:
    kind = Value(parent, output_field=CharField())
    return rows.order_by().annotate(kind=kind).values_list("kind", parent, "role", "position", "file")


def _own(meeting: Meeting) -> list[_Link]:
    named = (("invitation", meeting.invitation_id), ("minutes", meeting.minutes_id))
    return [_Link(kind, meeting.pk, "", 0, key) for kind, key in named if key]


def _turn(link: _Link, places: dict[int, int]) -> tuple[int, int, bool, int]:
    order = ("meeting", "item", "paper")
    return order.index(link.kind), places.get(link.parent, 0), link.role != "main", link.position


def _document(file: File, link: _Link, items: dict[int, AgendaItem], papers: dict[int, Paper]) -> Document:
    match link.kind:
        case "invitation":
            return Document(file, _("Invitation"))
        case "minutes":
            return Document(file, _("Minutes"))
        case "meeting":
            return Document(file, capfirst(str(MeetingFileRole(link.role).label)))
        case "item":
            item, word = items[link.parent], capfirst(str(ItemFileRole(link.role).label))
            return Document(file, f"{word}: {item}")
    paper = papers[link.parent]
    numbered = paper.reference and paper.reference in file.name  # then its title is enough
    return Document(file, paper.name if numbered else str(paper), paper)
