"""One document as it is read in the page: a page of its text, what there is to say of that text, and the viewer beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from meetings.documents.wording import words
from meetings.models import File, FilePage, FileReading, PageOrigin, TextState
from ris.pages.addresses import address_of_file
from ris.pages.listing import with_query
from ris.pages.reading import reflowed
from search.highlight import Highlighter
from search.query import parse

PAGE, WORDS = "seite", "q"
SHOWN_IN_FRAME = "application/pdf"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page that lies open (`number` of `pages`, 0 where the document has no pages here) and what goes with it."""

    number: int
    pages: int
    html: SafeString
    """Escaped text, with <mark> around the words of a search."""
    recognised: bool
    notes: Sequence[str]
    """Honest sentences on this document's or page's text; may be none."""
    previous: str
    following: str
    frame: str
    """What the browser's viewer shows; "" where there is nothing of ours to show."""
    href: str
    """The document itself: ours, else at its source."""
    seen_at: datetime | None
    words: str


def sheet_of(file: File, request: HttpRequest) -> Sheet:
    """The page that `?seite=` names, else the first. A page that is not there opens the nearest. Three queries."""
    rows = FilePage.objects.filter(file=file).order_by("number")
    numbers = list(rows.values_list("number", flat=True))
    text = request.GET.get(PAGE, "")
    asked = int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0
    number = min(max(asked, numbers[0]), numbers[-1]) if numbers else 0
    page = rows.filter(number=number).first() if numbers else None
    reading = FileReading.objects.filter(file=file).first()
    query = request.GET.get(WORDS, "").strip()[:200]
    ours = bool(file.sha512)
    href = address_of_file(file)
    return Sheet(
        number,
        numbers[-1] if numbers else 0,
        marked(reflowed(page.text.strip()), query) if page else SafeString(),
        page is not None and page.origin == PageOrigin.RECOGNISED,
        [*notes_of(file, reading), *([note] if page and (note := note_of_page(page, file)) else [])],
        with_query(request, **{PAGE: str(number - 1)}) if numbers and number > numbers[0] else "",
        with_query(request, **{PAGE: str(number + 1)}) if numbers and number < numbers[-1] else "",
        f"{href}#page={max(number, 1)}&navpanes=0&pagemode=none" if ours and file.mime_type == SHOWN_IN_FRAME else "",
        href,
        reading.seen_at if reading else None,
        query,
    )


def marked(text: str, query: str) -> SafeString:
    """Escaped, the words asked for marked as the search marks them."""
    if not query:
        return mark_safe(escape(text))  # noqa: S308  # nosec B308 B703  escaped
    return mark_safe(Highlighter(parse(query)).html(text))  # noqa: S308  # nosec B308 B703  escaped by the highlighter


def notes_of(file: File, reading: FileReading | None) -> list[str]:
    """What a reader must know of the text of this document before they trust it or miss it."""
    code, values = (reading.code, reading.values) if reading else ("", {})
    if file.text_state in {TextState.LOCKED, TextState.BROKEN, TextState.OTHER}:
        return [words(code or "broken", values)]
    if file.text_state == TextState.UNREAD:
        coming = bool(file.sha512) or (reading is not None and reading.due_from is not None)
        return (
            [_("The text of this document has not been read yet.")] if coming else [_("There is no text of it here.")]
        )
    notes = [words(code, values)] if code in {"macros", "too_much_text"} else []
    if file.text_state == TextState.SCAN:
        scan = _("This document is made of pictures of pages (a scan).")
        later = _("Its text is being recognised.") if settings.OCR else _("There is no text of it here.")
        notes.append(f"{scan} {later}")
    return notes


def note_of_page(page: FilePage, file: File) -> str:
    """What must be said of this page alone."""
    if page.origin == PageOrigin.RECOGNISED and page.text.strip():
        return _("A machine read this text from a picture of the page. It may be wrong; what counts is the document.")
    if page.origin == PageOrigin.RECOGNISED:
        return _("No text was recognised on this page. It may be a plan or a photograph.")
    if page.origin == PageOrigin.PICTURE and file.text_state != TextState.SCAN:
        return _("This page is a picture; there is no text of it here.")
    if not page.text.strip() and file.text_state != TextState.SCAN:
        return _("This page has no text, perhaps a plan or a picture. It can be seen in the document itself.")
    return ""
