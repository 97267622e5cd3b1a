"""One agenda item: its papers, its debate, its result."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from meetings.models import AgendaItem
from ris.pages import playing, sitting, spoken
from ris.pages.place import place_of


@require_GET
def item(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The item in its sitting, with just its own part of the debate."""
    rows = AgendaItem.objects.visible_to(request.user).select_related("meeting__body", "meeting__location")
    row = get_object_or_404(place_of(request).within(rows, "meeting__body"), uuid=uuid)
    chapters = sitting.chapters_of(row.meeting, request.user)
    marks = [mark for some in chapters.values() for mark in some if row.pk in mark.item_ids]
    said = spoken.segments_of(row.meeting, request.user) if marks else []
    own = [segment for segment in said if any(mark.starts <= segment.starts < mark.ends for mark in marks)]
    line = next(line for line in sitting.agenda_of(row.meeting, request.user, marks) if line.line.item == row)
    at = marks[0].starts if marks else None
    player = playing.chosen(playing.players_of(row.meeting, request.user, chapters, at), at) if marks else None
    facts = {"item": row, "row": line, "meeting": row.meeting, "player": player, "marks": marks}
    return render(request, "pages/item.html", {**facts, "passages": spoken.passages(own, marks, request.user)})
