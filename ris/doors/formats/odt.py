"""OpenDocument texts by odfpy. Runs in the child only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ris.doors.formats.archives import members_of
from ris.doors.formats.child import Trouble
from ris.doors.formats.kinds import ODT

NEW_LINE = {"p", "h", "line-break", "table-row"}
NEW_PAGE = "soft-page-break"
LEFT_OUT = {"tracked-changes", "annotation", "note-citation"}


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Kind and pages, as the program that wrote it last broke them; else one page."""
    with members_of(path) as archive:
        names = archive.namelist()
        if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise Trouble("locked")
    macros = any(name.startswith(("Basic/", "Scripts/")) for name in names)
    from odf.opendocument import load

    document = load(str(path))
    body = getattr(document, "text", None)
    if body is None:
        raise Trouble("no_text_kind")
    pages = list(_pages(body))
    yield {"kind": ODT, "pages": len(pages), "macros": macros}
    for number, text in enumerate(pages, start=1):
        yield {"page": number, "text": text}


def _pages(body: Any) -> Iterator[str]:
    """In the order of the document, without calling itself: a hostile document may be nested as deeply as it likes."""
    words: list[str] = []
    waiting = [body]
    while waiting:
        node = waiting.pop()
        if node.nodeType in {node.TEXT_NODE, node.CDATA_SECTION_NODE}:
            words.append(str(node.data))
            continue
        name = node.qname[1]
        if name in LEFT_OUT:
            continue
        if name == NEW_PAGE:
            if "".join(words).strip():
                yield "".join(words).strip("\n")
                words = []
        elif name in NEW_LINE:
            words.append("\n")
        elif name in {"s", "tab", "table-cell"}:
            words.append(" " if name == "s" else "\t")
        waiting.extend(reversed(node.childNodes))
    yield "".join(words).strip("\n")
