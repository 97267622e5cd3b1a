"""Plain text, HTML and RTF: one page each. Runs in the child only."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from ris.doors.formats.kinds import HTML, RTF

LARGEST = 20 * 1024 * 1024  # bytes read
NEW_LINE = {"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "table"}
UNREAD = {"script", "style", "template", "noscript"}


def read(path: Path, kind: str) -> Iterator[dict[str, Any]]:
    """Kind and one page."""
    with path.open("rb") as stream:
        data = stream.read(LARGEST)
    text = decoded(data)
    if kind == HTML:
        words = _Words()
        words.feed(text)
        words.close()
        text = "".join(words.found)
    elif kind == RTF:
        from striprtf.striprtf import rtf_to_text

        text = str(rtf_to_text(text, errors="replace"))  # type: ignore[no-untyped-call]  # striprtf has no types
    text = text.replace("\x00", "").replace("\r\n", "\n")
    yield {"kind": kind, "pages": 1}
    yield {"page": 1, "text": text}


def decoded(data: bytes) -> str:
    """UTF-8, else what Windows wrote."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


class _Words(HTMLParser):
    """The words of a page as a reader sees them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.unread += tag in UNREAD
        if tag in NEW_LINE:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self.unread = max(0, self.unread - (tag in UNREAD))

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.found.append(data)
