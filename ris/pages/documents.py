"""Documents: the list of all, and one to be read in the page."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from media.reading_log import note_read
from meetings.models import File
from ris.pages.belonging import homes_of
from ris.pages.document_filter import DocumentFilter
from ris.pages.listing import page_of
from ris.pages.place import place_of
from ris.pages.sheets import sheet_of


@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """All documents, newest first, under the filters of the address."""
    rows = place_of(request).listed(File.objects.visible_to(request.user).select_related("body"))
    chosen = DocumentFilter(request.GET, rows, request=request)
    page = page_of(chosen.found, request, order=("-date?", "-pk"))
    homes = homes_of([row.pk for row in page.rows], request.user)
    listed = [(row, homes[row.pk][:1]) for row in page.rows]
    return render(request, "pages/documents.html", {"filter": chosen, "page": page, "listed": listed, "nav": "papers"})


@require_safe
def document(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One document: the browser's own viewer, its text by page beside it, where it belongs and where it comes from."""
    rows = File.objects.visible_to(request.user).select_related("body", "mirrored_from")
    file = get_object_or_404(place_of(request).within(rows), uuid=uuid)
    if not File.objects.visible_to(AnonymousUser()).filter(pk=file.pk).exists():
        note_read(file, request.user)
    facts = {"file": file, "sheet": sheet_of(file, request), "homes": homes_of([file.pk], request.user)[file.pk]}
    return render(request, "pages/document.html", facts | {"nav": "papers"})
