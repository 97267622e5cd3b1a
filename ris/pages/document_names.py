"""What a document is called on the page of its own paper, whose number the reader has before their eyes already."""

from __future__ import annotations

import re


def name_on_its_paper(name: str, reference: str) -> str:
    """The name without the paper's number and the small words that led to it; "" when nothing else was in it.

    "Anlage 2 zur Drucksache 0164/2026: Lageplan" → "Anlage 2: Lageplan". A number inside a longer one stays.
    """
    if not reference:
        return name
    leading = r"(?:\bzu[rm]?\b\s*)?(?:\b(?:Vorlagen?|Drucksachen?|Drs|DS|Nr|Nummer)\b\.?[\s-]*)*"
    number = rf"(?<![\w/.-])[(\[]?{re.escape(reference)}[)\]]?(?![\w/]|[.-]\w)"
    left = re.sub(rf"[\s,–—-]*{leading}{number}", " ", name)
    left = re.sub(r"\s+([:,;])", r"\1", re.sub(r"\s+", " ", left))
    return left.strip(" :,;–—-")
