"""The text of a document, page by page: one stage for all documents, ours and those of other systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from jobs import pipeline
from jobs.registry import stage
from jobs.run import Run, Unworkable
from meetings.documents.places import bytes_of, reading_of, throw_away
from meetings.documents.wanting import FETCH
from meetings.documents.wording import words
from meetings.models import File, FilePage, FileReading, PageOrigin, TextState
from ris.doors.formats import kinds
from ris.doors.formats.reader import Kind, PageText, Reader, Unreadable

VERSION = 3
OCR = "documents.ocr"
PIECE = 8  # pages read from pictures in one piece: about a minute
STATES = {"locked": TextState.LOCKED, "no_text_kind": TextState.OTHER}
"""What else goes wrong means: it cannot be read."""

_readers: dict[tuple[int, int], Reader] = {}


def reader() -> Reader:
    """This process's reader, with the limits of the settings."""
    limits = settings.DOCUMENT_MEMORY_MB, settings.DOCUMENT_SECONDS
    if limits not in _readers:
        _readers[limits] = Reader(memory=limits[0], seconds=limits[1])
    return _readers[limits]


@dataclass(slots=True)
class Text:
    """What reading a file came to: its pages as far as they could be read, and why no further (`code`)."""

    mime_type: str = ""
    pages: list[PageText] = field(default_factory=list)
    code: str = ""
    detail: str = ""

    @property
    def state(self) -> TextState:
        """The closed word for it. Text that was cut off because there is too much of it counts as read."""
        if self.code and self.code not in {"macros", "too_much_text"}:
            return STATES.get(self.code, TextState.BROKEN)
        scan = any(page.picture for page in self.pages) and not any(page.text.strip() for page in self.pages)
        return TextState.SCAN if scan else TextState.READ


def read(path: Path, run: Run | None = None) -> Text:
    """Read a file of any kind; whatever is wrong with it is part of the answer. Raises LeaseLost."""
    text = Text()
    total = 0
    try:
        for answer in reader().read(path):
            if isinstance(answer, Kind):
                text.mime_type, total = answer.mime_type, answer.pages
                text.code = "macros" if answer.macros else ""
                continue
            text.pages.append(answer)
            if run is not None:
                run.progress(100 * len(text.pages) / max(total, 1))
    except Unreadable as error:
        text.code, text.detail = error.code, error.detail
        text.mime_type = text.mime_type or error.kind
        if text.state != TextState.READ:
            text.pages = []  # half a document would pass for the whole
    return text


def inputs(file_id: int) -> Mapping[str, str]:
    """What the text depends on: the bytes, which lie in the store or are passing through."""
    kept, passing = File.objects.values_list("sha512", "reading__sha512").get(pk=file_id)
    return {"sha512": kept or passing or ""}


@stage(
    "documents.text",
    subject="meetings.File",
    queue="cpu",
    version=VERSION,
    inputs=inputs,
    max_seconds=1800,
    words=words,
)
def text_of_file(file_id: int, run: Run) -> None:
    """Read the text by page and note what the document is. A document that cannot be read is no failure of the stage."""
    file = File.objects.get(pk=file_id)
    row = reading_of(file)
    path = bytes_of(file)
    bytes_now = file.sha512 or row.sha512
    if path is None:
        _without_bytes(row, bytes_now)
        return
    text = read(path, run)
    pictures = [page.number for page in text.pages if page.picture] if settings.OCR else []
    with run.still_mine():
        _write(file, row, text, bytes_now)
    run.add_pieces(OCR, [f"{some[0]:04}-{some[-1]:04}" for some in batched_pages(pictures)])
    if not pictures:
        throw_away(file_id)


def batched_pages(pages: list[int]) -> list[tuple[int, ...]]:
    """Some pages each."""
    return [tuple(pages[at : at + PIECE]) for at in range(0, len(pages), PIECE)]


def _without_bytes(row: FileReading, bytes_now: str) -> None:
    """Nothing to read here: an address elsewhere, or read already. Raises Unworkable when the bytes are lost."""
    if not bytes_now or row.read == bytes_now:
        return
    fetch_again(row.file_id)
    raise Unworkable("bytes_gone")


def fetch_again(file_id: int) -> None:
    """The bytes are lost (a restored backup has none that were only passing through): where they came from, they are fetched once more."""
    lost = FileReading.objects.filter(file=file_id).exclude(keep="")
    if lost.update(brought="", read="", due_from=timezone.now(), failures=0):
        pipeline.wake(FETCH)


def _write(file: File, row: FileReading, text: Text, bytes_now: str) -> None:
    FilePage.objects.filter(file=file).delete()
    FilePage.objects.bulk_create(
        [
            FilePage(
                file=file,
                number=page.number,
                text=page.text,
                origin=PageOrigin.PICTURE if page.picture else PageOrigin.TEXT,
            )
            for page in text.pages
        ],
        batch_size=200,
    )
    row.read, row.code, row.values = bytes_now, text.code, {"detail": text.detail} if text.detail else {}
    row.save(update_fields=["read", "code", "values"])
    if text.mime_type:
        file.mime_type = text.mime_type
    elif file.mime_type not in {kinds.TEXT}:
        file.mime_type = kinds.UNKNOWN
    file.text_state = text.state
    file.save(update_fields=["mime_type", "text_state", "modified"])  # the search index takes the pages with the file
