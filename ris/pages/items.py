"""One agenda item: its papers and their way, its debate, its result, and the items beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from meetings.agenda import lines_for
from meetings.models import AgendaItem, Meeting, Organization
from motions.models import Consultation, Paper
from motions.results import result_of_station
from ris.pages import leaves, playing, sitting, spoken, when
from ris.pages.mirrors import origin_of
from ris.pages.place import place_of
from ris.pages.sitting_documents import documents_of
from ris.pages.speaking_time import Group, groups_of
from ris.pages.wording import Status, meeting_of_station, role_in_words, status_of_result

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Stop:
    """A station of a paper's way; `here` is this item's own."""

    consultation: Consultation
    status: Status | None
    here: bool

    @property
    def role(self) -> str:
        """What the organization does with the paper there."""
        return role_in_words(self.consultation)

    @property
    def meeting(self) -> Meeting | None:
        """The sitting, where it is known."""
        return meeting_of_station(self.consultation)


@dataclass(frozen=True, slots=True)
class Way:
    """A paper of this item with its stations before and after."""

    paper: Paper
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Debate:
    """What was said on the item: a player for its spans alone, its text, who spoke how long."""

    player: playing.Player
    marks: tuple[playing.ChapterMark, ...]
    book: leaves.Book
    groups: tuple[Group, ...]


@require_safe
def item(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The item in its sitting, with just its own part of the debate."""
    rows = AgendaItem.objects.visible_to(request.user).select_related("meeting__body", "meeting__location")
    whose = Prefetch("meeting__organizations", Organization.objects.visible_to(request.user), "seen_organizations")
    rows = place_of(request).within(rows.prefetch_related(whose), "meeting__body")
    row = get_object_or_404(rows, uuid=uuid)
    at = when.moment_of(request.GET.get("t"))
    lines = lines_for(row.meeting, request.user)
    chapters = sitting.chapters_of(row.meeting, request.user, lines)
    marks = [mark for some in chapters.values() for mark in some if row.pk in mark.item_ids]
    agenda = sitting.agenda_of(row.meeting, request.user, marks, lines)
    place = next(n for n, line in enumerate(agenda) if line.line.item == row)
    own = agenda[place]
    facts = {
        "item": row,
        "row": own,
        "meeting": row.meeting,
        "at": at,
        "debate": debate_of(row, request.user, marks, chapters, at, page=request.GET.get("seite", "")),
        "ways": ways_of(own.papers, row, request.user),
        "origin": origin_of(row),
        "documents": documents_of(row.meeting, [own], request.user, whole=False),
        "previous": agenda[place - 1] if place else None,
        "following": agenda[place + 1] if place + 1 < len(agenda) else None,
    }
    return render(request, "pages/item.html", {**facts, "nav": "meetings"})


def debate_of(
    item: AgendaItem,
    user: User,
    marks: Sequence[playing.ChapterMark],
    chapters: dict[int, list[playing.ChapterMark]],
    at: int | None,
    *,
    page: str,
) -> Debate | None:
    """The debate on one item; None where nothing of it can be played. A moment outside of it is not its business."""
    inside = at if at is not None and any(mark.starts <= at < mark.ends for mark in marks) else None
    start = inside if inside is not None else marks[0].starts if marks else None
    player = playing.chosen(playing.players_of(item.meeting, user, chapters, start), start) if marks else None
    if player is None:
        return None
    said = [
        segment
        for segment in spoken.segments_of(item.meeting, user)
        if any(mark.starts <= segment.starts < mark.ends for mark in marks)
    ]
    passages = spoken.passages(said, marks, user, inside)
    borders = [(mark.starts, mark.ends) for mark in marks if player.holds(mark.starts)]
    groups = groups_of(spoken.times_of(turn for _passage, turn in spoken.turns_of(passages)), player.spans)
    book = leaves.book_of(passages, leaves.BESIDE, page=page, at=inside)
    return Debate(player.within(borders), tuple(marks), book, tuple(groups))


def ways_of(papers: Sequence[Paper], item: AgendaItem, user: User) -> list[Way]:
    """The stations of these papers as far as the visitor may know them. One query."""
    rows = Consultation.objects.filter(paper__in=papers).visible_to(user)
    stops = list(rows.select_related("organization", "agenda_item__meeting", "meeting").order_by("position"))
    return [
        Way(
            paper,
            tuple(
                Stop(
                    stop,
                    status_of_result(result) if (result := result_of_station(stop)).is_known else None,
                    stop.agenda_item_id == item.pk,
                )
                for stop in stops
                if stop.paper_id == paper.pk
            ),
        )
        for paper in papers
    ]
