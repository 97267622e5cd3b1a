"""Word documents by python-docx. Runs in the child only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from docx.opc.constants import CONTENT_TYPE
from docx.opc.part import PartFactory
from docx.oxml.ns import qn
from docx.package import Package
from docx.parts.document import DocumentPart

from ris.doors.formats.archives import members_of
from ris.doors.formats.child import Trouble
from ris.doors.formats.kinds import DOCM, DOCX

WITH_MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"
# The library knows only documents without macros; the others are built the same way.
PartFactory.part_type_for[WITH_MACROS] = DocumentPart
TEXT, TAB, BREAK, RETURN = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
NEW_PAGE, PARAGRAPH, CELL = qn("w:lastRenderedPageBreak"), qn("w:p"), qn("w:tc")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Kind and pages, as Word last broke them; a document that Word never laid out is one page."""
    with path.open("rb") as stream:
        if stream.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
            _of_the_old_kind(path)
    with members_of(path) as archive:
        names = archive.namelist()
    macros = any(name.endswith("vbaProject.bin") for name in names)
    part = Package.open(str(path)).main_document_part
    if part.content_type not in {CONTENT_TYPE.WML_DOCUMENT_MAIN, WITH_MACROS}:
        raise Trouble("no_text_kind")
    pages = list(_pages(part.element.body))
    yield {"kind": DOCM if part.content_type == WITH_MACROS else DOCX, "pages": len(pages), "macros": macros}
    for number, text in enumerate(pages, start=1):
        yield {"page": number, "text": text}


def _of_the_old_kind(path: Path) -> None:
    """OLE containers: Word before 2007, which nothing here reads, and documents of today behind a password."""
    data = path.read_bytes()[: 1 << 20]
    raise Trouble("locked" if "EncryptedPackage".encode("utf-16-le") in data else "no_text_kind")


def _pages(body: Any) -> Iterator[str]:
    """The words in the order of the document, with those in text boxes, notes of changes left out."""
    words: list[str] = []
    skipped: set[Any] = set()
    for node in body.iter():
        tag = node.tag
        if tag == FALLBACK or node.getparent() in skipped:
            skipped.add(node)  # the same text box once more, for programs of before 2010
        elif tag == TEXT:
            words.append(node.text or "")
        elif tag == TAB:
            words.append("\t")
        elif tag == NEW_PAGE or (tag == BREAK and node.get(qn("w:type")) == "page"):
            if "".join(words).strip():
                yield "".join(words).strip("\n")
                words = []
        elif tag in {BREAK, RETURN} or tag == PARAGRAPH:
            words.append("\n")
        elif tag == CELL:
            words.append("\t")
    yield "".join(words).strip("\n")
