"""One thing at its readable address; an old address leads to the new one, an unknown one tells nothing."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.urls import reverse

from meetings.addresses import moved_to
from meetings.models import File, Meeting, Organization, Person


class Moved(Exception):
    """The thing asked for stands elsewhere, for ever or only today: `to` is its address, with the query string kept."""

    def __init__(self, to: str, *, for_ever: bool = True) -> None:
        super().__init__(to)
        self.to, self.status = to, 301 if for_ever else 302


class MovedMiddleware:
    """Turns `Moved` into a redirect, wherever a page finds it out."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseRedirect | None:
        """301 or 302 for Moved; everything else goes its way."""
        if not isinstance(exception, Moved):
            return None
        answer = HttpResponseRedirect(exception.to)
        answer.status_code = exception.status
        return answer


def by_slug(rows: QuerySet[Any], slug: str, request: HttpRequest) -> Any:
    """The row with this slug among those the visitor may see (`rows` are). Raises Moved or Http404."""
    row = rows.filter(slug=slug).first()
    if row is not None:
        return row
    key = moved_to(rows.model, slug)
    moved = rows.filter(pk=key).first() if key is not None else None
    if moved is None or request.resolver_match is None:
        raise Http404
    query = request.META.get("QUERY_STRING", "")
    match = request.resolver_match
    # The same kind of answer at the new address: a script that asked for JSON must not be led to a page.
    to = reverse(match.view_name, args=match.args, kwargs={**match.kwargs, "slug": moved.slug})
    raise Moved(to + (f"?{query}" if query else ""))


def address_of(row: Any, **query: str) -> str:
    """The permanent address of a row; `query` is appended (`t="754"`)."""
    from motions.models import Paper

    match row:
        case Meeting():
            path = f"/sitzungen/{row.slug}/"
        case Organization():
            path = f"/gremien/{row.slug}/"
        case Person():
            path = f"/personen/{row.slug}/"
        case Paper():
            path = f"/vorlagen/{row.uuid}/"
        case File():
            path = f"/dokumente/{row.uuid}/"
        case _:
            path = f"/tagesordnungspunkte/{row.uuid}/"
    return f"{path}?{urlencode(query)}" if query else path


def address_of_file(file: File) -> str:
    """Our own copy of a document, else its address elsewhere, else nothing."""
    if file.sha512:
        return f"/dateien/{file.uuid}/{quote(file.file_name or 'dokument')}"
    return file.address
