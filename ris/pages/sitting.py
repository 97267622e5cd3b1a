"""One sitting as a visitor sees it: agenda with results and votes, chapters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import F

from media.models import Chapter
from meetings.agenda import Line, lines_for
from meetings.models import AgendaItem, File, ItemState, Meeting
from motions.models import Consultation, Paper, Vote
from motions.results import ItemResult, result_of
from ris.pages.addresses import address_of_file
from ris.pages.ballots import Ballot, ballots_of
from ris.pages.playing import ChapterMark
from ris.pages.wording import Status, status_of_item, status_of_result

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the agenda with all that belongs to it."""

    line: Line
    heads: str
    """The section that begins with this row; empty inside one."""
    papers: tuple[Paper, ...]
    result: ItemResult | None
    status: Status | None
    votes: tuple[Ballot, ...]
    chapters: tuple[ChapterMark, ...]

    @property
    def spoken(self) -> int:
        """How long the item was dealt with (ms)."""
        return sum(mark.ends - mark.starts for mark in self.chapters)

    @property
    def is_gone(self) -> bool:
        """Taken off or postponed: nobody needs to come for it."""
        return self.line.item is not None and self.line.item.state in (ItemState.TAKEN_OFF, ItemState.POSTPONED)

    @property
    def chapter_keys(self) -> str:
        """Starts of its chapters, for the mark that wanders."""
        return " ".join(str(mark.starts) for mark in self.chapters)


@dataclass(frozen=True, slots=True)
class Document:
    """A file that can be opened, and what it belongs to."""

    file: File
    of: str
    paper: Paper | None = None
    name: str = ""
    """What it is called where it is listed, when that is not the file's own name."""

    @property
    def title(self) -> str:
        """What it is called here."""
        return self.name or self.file.name

    @property
    def href(self) -> str:
        """Where it can be opened; "" when there is nothing to open."""
        return address_of_file(self.file)


def agenda_of(
    meeting: Meeting, user: User, chapters: Sequence[ChapterMark], lines: Sequence[Line] | None = None
) -> list[Row]:
    """The agenda with papers, results, votes and chapters. Four queries, three more where there were roll calls."""
    lines = lines_for(meeting, user) if lines is None else lines
    items = [line.item for line in lines if line.item]
    stations = _by_item(
        Consultation.objects.filter(agenda_item__in=items).visible_to(user).select_related("paper").order_by("position")
    )
    cast = Vote.objects.filter(agenda_item__in=items).visible_to(user).order_by("pk")
    votes: dict[int, list[Ballot]] = defaultdict(list)
    for ballot in ballots_of(cast, user):
        votes[ballot.vote.agenda_item_id].append(ballot)
    rows, section = [], ""
    for line in lines:
        heads, section = (line.section if line.section != section else ""), line.section
        if line.item is None:
            rows.append(Row(line, heads, (), None, None, (), ()))
            continue
        here = stations.get(line.item.pk, [])
        result = result_of(line.item, here)
        rows.append(
            Row(
                line,
                heads,
                # Who may see a station may see its paper (Consultation.visible_if_all).
                tuple(station.paper for station in here if station.paper),
                result if result.is_known else None,
                status_of_result(result) if result.is_known else status_of_item(line.item),
                tuple(votes.get(line.item.pk, ())),
                tuple(mark for mark in chapters if line.item.pk in mark.item_ids),
            )
        )
    return rows


def chapters_of(meeting: Meeting, user: User, lines: Sequence[Line] | None = None) -> dict[int, list[ChapterMark]]:
    """Chapters by recording, named after the items the visitor may see.

    One query, and one for the items where their `lines` are not known yet; none where nothing can be watched.
    """
    if getattr(meeting, "seen_recordings", None) == []:
        return {}
    if lines is None:
        items = AgendaItem.objects.filter(meeting=meeting).visible_to(user).in_bulk()
    else:
        items = {line.item.pk: line.item for line in lines if line.item}
    chapters = Chapter.objects.filter(recording__meeting=meeting).visible_to(user).order_by("starts", "pk")
    rows: dict[int, tuple[Chapter, list[AgendaItem]]] = {}
    for chapter in chapters.annotate(of=F("chapter_items__item")):  # once for each of its items
        _first, named = rows.setdefault(chapter.pk, (chapter, []))
        if chapter.of in items:
            named.append(items[chapter.of])
    found: dict[int, list[ChapterMark]] = defaultdict(list)
    for chapter, unordered in rows.values():
        named = sorted(unordered, key=lambda item: item.position)
        found[chapter.recording_id].append(
            ChapterMark(
                chapter.starts,
                chapter.ends,
                tuple(item.label for item in named),
                " / ".join(item.title for item in named),
                tuple(item.pk for item in named),
                chapter.needs_check,
            )
        )
    return found


def _by_item(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.agenda_item_id is not None:
            found[row.agenda_item_id].append(row)
    return found
