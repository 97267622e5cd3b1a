"""PDF by PDFium, the library behind Chromium's viewer: what people see there is what is found here. Runs in the child only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ris.doors.formats.child import Trouble
from ris.doors.formats.kinds import PDF

# PDFium writes one of these where a word is broken at the end of a line, whether or not the hyphen belongs to the word.
BROKEN = "[\ufffe\x02]"
FEW = 20
"""Characters: a page with no more is a picture with a stamp, a page number, a signature."""
COVERED = 0.25  # of the page by pictures
DRAWN = 200  # lines and shapes: a plan, or letters turned into outlines
MOST_OBJECTS = 3000
DOTS = 300  # per inch, what tesseract is made for
MOST_DOTS = 40_000_000  # of a picture: A2 at 300 dpi; a larger plan is drawn coarser


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise Trouble("locked" if "password" in str(error).lower() else "broken", str(error)) from error


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Kind and pages, one page in memory at a time."""
    with _open(path) as document:
        yield {"kind": PDF, "pages": len(document)}
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            text = readable(text_page.get_text_bounded())
            text_page.close()
            picture = len("".join(text.split())) < FEW and shows_something(page)
            page.close()
            yield {"page": number + 1, "text": text, "picture": picture}


def shows_something(page: pypdfium2.PdfPage) -> bool:
    """Whether pictures cover a good part of the page, or much is drawn on it."""
    width, height = page.get_size()
    covered, drawn = 0.0, 0
    for seen, thing in enumerate(page.get_objects(max_depth=3)):
        if thing.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = thing.get_bounds()
            covered += max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
        elif thing.type in {pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING}:
            drawn += 1
        if covered >= COVERED * width * height or drawn >= DRAWN:
            return True
        if seen > MOST_OBJECTS:
            break
    return False


def draw(path: Path, number: int, target: Path) -> None:
    """A page as a grey picture in the simplest of formats, which every program reads."""
    with _open(path) as document:
        page = document[number - 1]
        width, height = page.get_size()  # points, 72 to the inch
        scale = min(DOTS / 72, (MOST_DOTS / max(width * height, 1)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True)
        with target.open("wb") as stream:
            stream.write(b"P5 %d %d 255\n" % (bitmap.width, bitmap.height))
            view = memoryview(bitmap.buffer)
            for row in range(bitmap.height):
                stream.write(view[row * bitmap.stride : row * bitmap.stride + bitmap.width])


def readable(text: str) -> str:
    """The text of a page with its broken words mended, without NUL, which PostgreSQL refuses.

    In German a hyphen before a capital belongs to the word (Lauterfels-Mitte); any other was set by the line break.
    """
    whole = re.sub(BROKEN, "", re.sub(f"{BROKEN}(?=[A-ZÄÖÜ])", "-", text))
    # Half a surrogate pair is no character and no database takes it.
    return whole.replace("\x00", "").replace("\r\n", "\n").encode("utf-8", "ignore").decode()
