"""A document becomes PDF: tagged after PDF/UA-1, fonts inside, byte for byte the same for the same content."""

from __future__ import annotations

import json
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from ris.demo.paperwork.blocks import Document
from ris.demo.pictures import crest

TEMPLATE = Path(__file__).parent / "letter.typ"
_ARMS = {
    "lauterfels": crest(3, 3, 100),
    # A bunch of grapes above a vine leaf's green.
    "wingertsweiler": (
        '<path d="M0 0 H90 V56 C90 86 66 100 45 108 C24 100 0 86 0 56Z" fill="#3f6b45"/>'
        '<g fill="#f4efe2"><circle cx="31" cy="40" r="9"/><circle cx="59" cy="40" r="9"/><circle cx="45" cy="40" r="9"/>'
        '<circle cx="38" cy="55" r="9"/><circle cx="52" cy="55" r="9"/><circle cx="45" cy="71" r="9"/>'
        '<path d="M43 30 C42 20 48 16 54 14 L56 18 C51 20 48 23 48 30Z"/></g>'
    ),
}


def pdf_of(document: Document) -> bytes:
    """The document as PDF. Raises ``typst.TypstError`` when the template does not take it."""
    made = _compiler().compile(sys_inputs={"data": _data_of(document)}, format="pdf", pdf_standards=["ua-1"])
    return bytes(made)


@lru_cache
def _compiler() -> Any:
    import typst

    # Only the fonts inside the library: the same document on every machine.
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(str(TEMPLATE), root=str(TEMPLATE.parent), font_paths=fonts)


def _data_of(document: Document) -> str:
    body, place = document.body, document.body.locations[0]
    picture = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 92 110" width="92" height="110">'
        f"{_ARMS[body.key]}</svg>"
    )
    return json.dumps(
        {
            "title": document.title,
            "kind": document.kind,
            "reference": document.reference,
            "office": document.office,
            "letterhead": body.name,
            "author": body.name,
            "running": f"{body.name} · {document.kind}",
            "footer": f"{place.street}, {place.postal_code} {place.city} · {body.website.removeprefix('https://').strip('/')}",
            "colour": document.colour,
            "crest": picture,
            "date": [document.day.year, document.day.month, document.day.day],
            "facts": document.facts,
            "blocks": [asdict(block) for block in document.blocks],
            "closing": [asdict(block) for block in document.closing],
        },
        ensure_ascii=False,
    )
