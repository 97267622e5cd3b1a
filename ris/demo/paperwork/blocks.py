"""What a document is made of; ``letter.typ`` sets it. Plain, frozen, the same bytes for the same content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ris.demo.records import Body

Kind = Literal["paragraphs", "points", "table", "answers", "box", "mark", "small", "agenda", "people", "signatures"]

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One part of a document: ``lines`` of running text or points, ``rows`` of a table (its head first)."""

    kind: Kind
    title: str = ""
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document. ``office`` stands below the name in the letterhead, ``facts`` below the title."""

    body: Body
    kind: str
    title: str
    reference: str
    office: str
    day: date
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    closing: tuple[Block, ...] = ()
    """What stays together on the last page, the signatures at its end."""
    colour: str = "#274c6b"


def paragraphs(text: str, title: str = "") -> Block:
    """Running text, paragraphs parted by an empty line."""
    return Block(kind="paragraphs", title=title, lines=tuple(text.split("\n\n")))


def in_words(day: date) -> str:
    """``24. November 2026``."""
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"
