"""Papers cut into passages of one to two thousand characters that begin and end with a paragraph or sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator

LENGTH = 1500  # characters aimed at
LONGEST = 2000
_ENDS = ("\n\n", "\n", ". ", "? ", "! ", "; ", " ")


def passages(text: str) -> Iterator[tuple[int, int]]:
    """Character spans that cover a text without overlap; nothing for blank text."""
    start, length = 0, len(text)
    while start < length:
        end = length if length - start <= LONGEST else _cut(text, start)
        if text[start:end].strip():
            yield start, end
        start = end


def _cut(text: str, start: int) -> int:
    for end in _ENDS:
        at = text.rfind(end, start + LENGTH // 2, start + LONGEST)
        if at > start:
            return at + len(end)
    return start + LONGEST
