"""Papers: the list, and one paper with its way through the organizations."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from meetings.conditions import ForEach
from meetings.models import File
from motions.models import Consultation, Paper, PaperFile, PaperType
from ris.pages.document_names import name_on_its_paper
from ris.pages.filtering import PaperFilter
from ris.pages.lifeline import kin_of, lifeline_of, with_submitters
from ris.pages.listing import page_of
from ris.pages.mirrors import origin_of
from ris.pages.place import place_of
from ris.pages.reading import blocks_of, reading_of
from ris.pages.sitting import Document
from ris.pages.standing import due_before, follow_up_of, now_and_today, owed, standing_of


def for_lists(request: HttpRequest) -> QuerySet[Paper]:
    """Papers with those who submitted them and their stations, as far as the visitor may know."""
    user = request.user
    rows = with_submitters(Paper.objects.visible_to(user).select_related("body"), user)
    stations = Consultation.objects.visible_to(user).select_related("agenda_item__meeting", "meeting")
    answers = Paper.objects.filter(type=PaperType.ANSWER, superordinate=OuterRef("pk")).visible_to(user)
    rows = rows.defer("text", "follow_up_text").annotate(is_answered=ForEach(answers))
    return rows.prefetch_related(Prefetch("consultations", stations.order_by("position"), to_attr="seen_stations"))


@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """All papers, newest first, under the filters of the address."""
    rows = place_of(request).listed(for_lists(request))
    chosen = PaperFilter(request.GET, rows, request=request)
    page = page_of(chosen.found, request, order=("-date?", "-pk"), total=chosen.total)
    return render(request, "pages/papers.html", {"filter": chosen, "page": page, "nav": "papers"})


@require_safe
def paper(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How it stands, what it wants, who submitted it, where it went, its documents, what belongs to it."""
    rows = with_submitters(Paper.objects.visible_to(request.user).select_related("body"), request.user)
    row = get_object_or_404(place_of(request).within(rows), uuid=uuid)
    now, today = now_and_today()
    kin = kin_of(row, request.user)
    way = lifeline_of(row, request.user, at=now, amendments=kin.amendments)
    documents = documents_of(row, request.user)
    facts = {"paper": row, "way": way, "kin": kin, "documents": documents, "nav": "papers"}
    facts |= {"standing": standing_of(row, way, kin, today=today), "follow_up": follow_up_of(row)}
    facts |= {
        "owed": owed(row, kin, today),
        "due_before": due_before(row, way),
        "blocks": blocks_of(row.text),
        "origin": origin_of(row),
    }
    return render(request, "pages/paper.html", facts | {"reading": reading_of(documents, request)})


def documents_of(row: Paper, user: AbstractBaseUser | AnonymousUser) -> list[Document]:
    """The main document first, then the attachments in their order, without the number that stands above them. One query."""
    seen = File.objects.visible_to(user).filter(pk=OuterRef("file"))
    links = PaperFile.objects.filter(ForEach(seen), paper=row)
    ordered = sorted(links.select_related("file"), key=lambda link: (link.role != "main", link.position))
    found = []
    for link in ordered:
        role = capfirst(link.get_role_display())
        found.append(Document(link.file, role, row, name_on_its_paper(link.file.name, row.reference) or role))
    return found
