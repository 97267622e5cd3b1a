"""Running text written in short lines of source."""

from __future__ import annotations


def prose(text: str) -> str:
    """The text with one line per paragraph; paragraphs are parted by an empty line."""
    paragraphs = [" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n")]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
