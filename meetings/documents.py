"""The text of a document, page by page: a stage, so that a large PDF never holds up a request."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.db import transaction

from jobs.registry import stage
from jobs.run import Run, Unworkable
from meetings.models import File, FilePage
from meetings.storage import path_of

# pypdfium2 is the library behind Chromium's viewer: what people see there is what is found here.
VERSION = 2
# PDFium writes one of these where a word is broken at the end of a line, whether or not the hyphen belongs to the word.
BROKEN = "[\ufffe\x02]"


def text_inputs(file_id: int) -> Mapping[str, str]:
    """What the text depends on: the bytes and what they claim to be."""
    file = File.objects.get(pk=file_id)
    return {"sha512": file.sha512, "mime_type": file.mime_type}


@stage(
    "meetings.file_text", subject="meetings.File", queue="cpu", version=VERSION, inputs=text_inputs, max_seconds=1800
)
def file_text(file_id: int, run: Run) -> None:
    """Read the text of a PDF or plain text by page; other formats have no pages yet (they come with the archive).

    Raises Unworkable("unreadable_pdf") for a broken or encrypted file.
    """
    file = File.objects.get(pk=file_id)
    pages = pages_of(file, run) if file.sha512 else []
    with transaction.atomic():
        FilePage.objects.filter(file=file).delete()
        FilePage.objects.bulk_create(FilePage(file=file, number=n, text=text) for n, text in enumerate(pages, start=1))
        file.save(update_fields=["modified"])  # the search index takes the pages with the file


def pages_of(file: File, run: Run | None = None) -> list[str]:
    """The text of each page, in order; empty for formats without pages."""
    path = path_of(file.sha512)
    if file.mime_type == "text/plain":
        return [path.read_text(encoding="utf-8", errors="replace")]
    if file.mime_type != "application/pdf":
        return []
    import pypdfium2

    texts: list[str] = []
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Unworkable("unreadable_pdf", name=file.name, detail=str(error)) from error
    with document:
        for number, page in enumerate(document):
            text_page = page.get_textpage()
            texts.append(readable(text_page.get_text_bounded()))
            text_page.close()
            page.close()
            if run is not None:
                run.progress(100 * (number + 1) / len(document))
    return texts


def readable(text: str) -> str:
    """The text of a page with its broken words mended, without NUL, which PostgreSQL refuses.

    In German a hyphen before a capital belongs to the word (Lauterfels-Mitte); any other was set by the line break.
    """
    whole = re.sub(BROKEN, "", re.sub(f"{BROKEN}(?=[A-ZÄÖÜ])", "-", text))
    return whole.replace("\x00", "").replace("\r\n", "\n")
