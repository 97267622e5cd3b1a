"""Pictures for shared links (Open Graph, 1200 × 630): title, date and organization on the city's colour, drawn by Typst.

Only what an anonymous visitor may read is ever drawn. A picture is kept by the words in it, so it is made once.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from meetings.models import AgendaItem, Meeting
from meetings.storage import cards_folder, tmp_dir
from motions.models import Paper
from ris.pages.place import place_of
from ris.pages.when import day
from ris.pages.wording import kind_of_paper

TEMPLATE = Path(__file__).with_name("card.typ")
_one_draws = threading.Lock()
LONGEST = 140
"""Letters of a title on a card; more would be too small to read on a phone."""


def card(*, kind: str, title: str, line: str, body: str) -> Path:
    """The PNG with these words; drawn at the first call (about 0.1 s), from then on a file."""
    if len(title) > LONGEST:
        title = title[: LONGEST - 1].rsplit(" ", 1)[0] + " …"
    return drawn(TEMPLATE, {"kind": kind, "title": title, "line": line, "body": body})


def drawn(template: Path, words: dict[str, str]) -> Path:
    """The PNG that this template makes of these words: a point is a pixel. Kept by template and words."""
    digest = hashlib.sha256(json.dumps([words, template.read_text()]).encode()).hexdigest()[:32]
    kept = cards_folder() / f"{digest}.png"
    if not kept.exists():
        with _one_draws:  # Typst's compiler serves one at a time
            made = bytes(_compiler(template).compile(sys_inputs={"words": json.dumps(words)}, format="png", ppi=72.0))
        # A name of its own: two visitors, in two processes, may ask at the same moment.
        number, new = tempfile.mkstemp(dir=tmp_dir(), prefix="card-")
        with os.fdopen(number, "wb") as stream:
            stream.write(made)
        kept.parent.mkdir(parents=True, exist_ok=True)
        Path(new).replace(kept)
    return kept


@lru_cache
def _compiler(template: Path) -> Any:
    import typst

    # Only the fonts inside the library: the same picture on every machine.
    fonts = typst.Fonts(include_system_fonts=False)
    return typst.Compiler(str(template), root=str(template.parent), font_paths=fonts)


def _answer(picture: Path) -> HttpResponse:
    response = HttpResponse(picture.read_bytes(), content_type="image/png")
    # Asked for each time: what is withdrawn must not go on in a cache on the way.
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
def meeting_card(request: HttpRequest, slug: str) -> HttpResponse:
    """A sitting: its name, day and organizations."""
    rows = place_of(request).within(Meeting.objects.visible_to(AnonymousUser()))
    row = get_object_or_404(rows.select_related("body"), slug=slug)
    return _answer(card(kind="Sitzung", title=row.name, line=day(row.start), body=row.body.name))


@require_safe
def item_card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """An agenda item: its title, and the sitting it belongs to."""
    rows = place_of(request).within(AgendaItem.objects.visible_to(AnonymousUser()), "meeting__body")
    row = get_object_or_404(rows.select_related("meeting__body"), uuid=uuid)
    line = f"{row.meeting.name}, {day(row.meeting.start)}"
    kind = f"Tagesordnungspunkt {row.label}".strip()
    return _answer(card(kind=kind, title=row.title, line=line, body=row.meeting.body.name))


@require_safe
def paper_card(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A paper: its type and number, its title."""
    rows = place_of(request).within(Paper.objects.visible_to(AnonymousUser()))
    row = get_object_or_404(rows.select_related("body"), uuid=uuid)
    line = day(row.date) if row.date else ""
    kind = f"{kind_of_paper(row)} {row.reference}".strip()
    return _answer(card(kind=kind, title=row.name, line=line, body=row.body.name))
