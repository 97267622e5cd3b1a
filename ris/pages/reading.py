"""A document of a paper, read in the page: one page of its text at a time, at an address of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from meetings.models import FilePage
from ris.pages.listing import with_query
from ris.pages.sitting import Document

HEADING = 60
FULL, NEARLY_FULL = 0.72, 0.92
"""A line of this share of the longest one goes on in the next; where it ends a sentence it must be nearly full."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The document that lies open. `text` is its page `number` of `pages`; "" where a page has no text (a plan, a scan)."""

    document: Document
    number: int
    pages: int
    text: str
    previous: str
    following: str
    asked: bool
    """Whether the address names this document."""
    readable: frozenset[int]
    """Keys of all documents that have text."""


def reading_of(documents: Sequence[Document], request: HttpRequest) -> Reading | None:
    """`?datei=…&seite=…`, else the first page of the first document that has text. Two queries.

    A document or page that is not there opens nothing else: the reader gets what exists, never an error.
    """
    numbers: dict[int, list[int]] = {}
    keys = {document.file.pk: document for document in documents}
    for key, number in FilePage.objects.filter(file__in=list(keys)).values_list("file_id", "number"):
        numbers.setdefault(key, []).append(number)
    asked = next((key for key, one in keys.items() if one.file.uuid == _uuid(request.GET.get("datei"))), None)
    opened = asked if asked in numbers else next((one for one in keys if one in numbers), None)
    if opened is None:
        return None
    known = sorted(numbers[opened])
    text = request.GET.get("seite", "")
    wanted = int(text) if asked == opened and text.isdecimal() and len(text) < 7 else known[0]
    at = known.index(wanted) if wanted in known else 0
    page = FilePage.objects.filter(file=opened, number=known[at]).get()

    def address(place: int) -> str:
        return with_query(request, datei=str(keys[opened].file.uuid), seite=str(known[place])) + "#lesen"

    return Reading(
        keys[opened],
        known[at],
        len(known),
        reflowed(page.text.strip()),
        address(at - 1) if at else "",
        address(at + 1) if at + 1 < len(known) else "",
        asked == opened,
        frozenset(numbers),
    )


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def reflowed(text: str) -> str:
    """Lines as long as the column go on in the next one; shorter ones end a paragraph, a heading, a row of a table."""
    lines = [line.strip() for line in text.splitlines()]
    width = max((len(line) for line in lines), default=0)
    done = ""
    before = ""
    for line in lines:
        if (before and line and len(before) >= FULL * width and not before.endswith((".", ":", "?", "!"))) or (
            before and line and len(before) >= NEARLY_FULL * width
        ):
            done += f" {line}"
        else:
            done += f"\n{line}" if done else line
        before = line
    return done


@dataclass(frozen=True, slots=True)
class Block:
    """Some paragraphs under a heading of their own ("" where there is none)."""

    heading: str
    text: str


def blocks_of(text: str) -> list[Block]:
    """A paper's plain text in blocks parted by empty lines; a short first line without a full stop is the heading."""
    found = []
    for part in re.split(r"\n\s*\n", text.strip()):
        first, _, rest = part.strip().partition("\n")
        is_heading = bool(rest) and len(first) <= HEADING and first[:1].isupper() and first[-1:] not in ".:;,?!"
        found.append(Block(first, rest) if is_heading else Block("", part.strip()))
    return [block for block in found if block.text]
