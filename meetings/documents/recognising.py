"""Scans: pages that are pictures are read by OCR, some pages in a piece; a stage of its own that a setting switches off."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from django.conf import settings

from jobs.registry import stage
from jobs.run import Run, Unworkable
from meetings.documents.places import bytes_of, throw_away
from meetings.documents.texts import OCR, fetch_again, reader
from meetings.documents.wording import words
from meetings.models import File, FilePage, PageOrigin, TextState
from meetings.storage import tmp_dir
from ris.doors import ocr
from ris.doors.formats.reader import Unreadable


@stage(
    OCR,
    subject="meetings.File",
    queue="cpu",
    after=["documents.text"],
    pieces=True,
    version=1,
    max_seconds=3600,
    words=words,
)
def recognise_pages(file_id: int, run: Run) -> None:
    """Read the pictures among these pages; each is written when it is read, so a kill loses one page.

    Raises Unworkable("ocr_not_installed").
    """
    if not settings.OCR:
        return
    first, last = (int(number) for number in run.piece.split("-"))
    file = File.objects.get(pk=file_id)
    pages = FilePage.objects.filter(file=file, number__gte=first, number__lte=last)
    left = list(pages.filter(origin=PageOrigin.PICTURE).order_by("number"))
    path = bytes_of(file)
    if left and path is None:
        fetch_again(file_id)
        raise Unworkable("bytes_gone")
    for done, page in enumerate(left):
        run.progress(100 * done / len(left))
        text = text_of_picture(path, page.number, file.mime_type) if path else ""
        with run.still_mine():
            FilePage.objects.filter(pk=page.pk).update(text=text or page.text, origin=PageOrigin.RECOGNISED)
    with run.still_mine():
        whole = not FilePage.objects.filter(file=file, origin=PageOrigin.PICTURE).exists()
        file.text_state = TextState.RECOGNISED
        file.save(update_fields=["text_state", "modified"])  # the search index takes the pages with the file
    if whole:
        throw_away(file_id)


def text_of_picture(path: Path, page: int, mime_type: str) -> str:
    """The words of a page that is a picture; "" where none are found. Raises Unworkable, OcrFailed."""
    try:
        if mime_type.startswith("image/"):
            return mended(ocr.recognise(path, language=settings.OCR_LANGUAGE, program=settings.TESSERACT))
        with tempfile.TemporaryDirectory(dir=tmp_dir(), prefix="ocr-") as folder:
            picture = Path(folder) / "page.pgm"
            reader().draw(path, page, picture)
            return mended(ocr.recognise(picture, language=settings.OCR_LANGUAGE, program=settings.TESSERACT))
    except Unreadable:
        return ""  # this page alone; the others are read
    except ocr.OcrFailed as error:
        if error.code == "unreadable":
            return ""
        raise Unworkable(error.code, **error.values) from error


def mended(text: str) -> str:
    """Words broken at the end of a line are whole again; no empty lines by the dozen."""
    joined = re.sub(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", text.replace("\x0c", "").replace("\x00", ""))
    return re.sub(r"\n{3,}", "\n\n", joined).strip()
