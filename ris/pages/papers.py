"""Papers: the list, and one paper with its way through the organizations."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from media.models import Chapter, ChapterItem
from meetings.models import File, Organization, Person
from motions.models import Consultation, Paper, PaperFile, PaperType
from ris.pages.listing import page_of
from ris.pages.place import place_of
from ris.pages.sitting import Document
from ris.pages.wording import Status, status_of_code


@dataclass(frozen=True, slots=True)
class Station:
    """One stop of a paper's way; `at` is where it can be watched (ms; None: not recorded)."""

    consultation: Consultation
    status: Status | None
    at: int | None


def for_lists(request: HttpRequest) -> QuerySet[Paper]:
    """Papers with those who submitted them, as far as the visitor may know."""
    user = request.user
    rows: QuerySet[Paper] = Paper.objects.visible_to(user).select_related("body")
    return rows.prefetch_related(
        Prefetch("originator_organizations", Organization.objects.visible_to(user), to_attr="seen_organizations"),
        Prefetch("originator_people", Person.objects.visible_to(user), to_attr="seen_people"),
    )


@require_GET
def papers(request: HttpRequest) -> HttpResponse:
    """All papers, newest first; of one kind when asked."""
    kind = request.GET.get("art", "")
    if kind and kind not in PaperType.values:
        raise Http404
    rows = place_of(request).listed(for_lists(request)).order_by("-date", "-pk")
    page = page_of(rows.filter(type=kind) if kind else rows, request)
    return render(
        request, "pages/papers.html", {"page": page, "kinds": PaperType.choices, "kind": kind, "nav": "papers"}
    )


@require_GET
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """What it wants, who submitted it, where it went, its documents."""
    row = get_object_or_404(place_of(request).within(for_lists(request)), uuid=uuid)
    user = request.user
    links = PaperFile.objects.filter(paper=row, file__in=File.objects.visible_to(user).filter(papers=row))
    ordered = sorted(links.select_related("file"), key=lambda link: (link.role != "main", link.position))
    files = [Document(link.file, link.get_role_display()) for link in ordered]
    related = row.related.visible_to(user).order_by("-date")
    facts = {"paper": row, "stations": stations(request, row), "documents": files, "related": related}
    return render(request, "pages/paper.html", {**facts, "nav": "papers"})


def stations(request: HttpRequest, row: Paper) -> list[Station]:
    """The way of a paper, in order. Three queries."""
    user = request.user
    way = Consultation.objects.filter(paper=row).visible_to(user).select_related("organization", "agenda_item__meeting")
    found = list(way.order_by("position"))
    items = [station.agenda_item_id for station in found if station.agenda_item_id]
    chapters = Chapter.objects.filter(items__in=items, recording__current_rendition__isnull=False).visible_to(user)
    starts: dict[int, int] = {}
    links = ChapterItem.objects.filter(chapter__in=chapters, item__in=items).order_by("chapter__starts")
    for item_id, begins in links.values_list("item_id", "chapter__starts"):
        starts.setdefault(item_id, begins)
    return [
        Station(
            station,
            status_of_code(station.result, station.get_result_display()) if station.result else None,
            starts.get(station.agenda_item_id or 0),
        )
        for station in found
    ]
