"""The municipality that a source tells of: a row of its own, or one that stands here and is empty so far."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meetings.models import Audience, Body, Source
from ris.oparl.found import Found
from ris.oparl.taking import naming, raw
from ris.oparl.taking.kinds import KINDS, Tally
from ris.oparl.taking.page import PageWriter
from ris.oparl.taking.pieces import Piece, cut, digest_of
from ris.oparl.taking.shapes import shape_of


class LedHere(Exception):
    """This municipality has rows of its own: it is led here, and another system must not write into it."""

    code = "led_here"

    def __init__(self, body: Body) -> None:
        super().__init__(str(body))
        self.body = body


def take_body(source: Source, found: Found, *, at: datetime, license: str = "") -> tuple[Body, Tally]:
    """The row of this municipality, written as far as it has changed, and its terms with it. Raises LedHere."""
    (whole,) = cut([found])
    top, *inside = whole.pieces
    if license and not top.content.get("license"):
        top.content["license"] = license
        top.digest = digest_of("Body", top.content)
    with transaction.atomic():
        body, outcome = _written(source, top, address=found.address)
        page = PageWriter(source, body, at=at)
        page.tally.add("Body", outcome)
        page.tally.faults += found.faults
        page.take_pieces(inside)
        raw.keep(source, [whole], {}, at=at)
    return body, page.tally


def _written(source: Source, top: Piece, *, address: str) -> tuple[Body, str]:
    body = _standing(source, top)
    if body is not None and body.content_hash == top.digest and not body.deleted_at and not body.vanished_at:
        return body, "unchanged"
    values = shape_of(top).values
    for name, most in naming.lengths(Body).items():
        value = values.get(name)
        if isinstance(value, str) and len(value) > most:
            values[name] = "" if naming.is_address(Body, name) else f"{value[: most - 1]}…"
    outcome = "new" if body is None else "changed"
    body = body or Body(audience=Audience.PUBLIC)
    values |= {"mirrored_from": source, "source_id": top.identity, "source_url": address, "content_hash": top.digest}
    for name, value in (values | {"deleted_at": None, "vanished_at": None}).items():
        setattr(body, name, value)
    body.save()
    return body, outcome


def _standing(source: Source, top: Piece) -> Body | None:
    known: Body | None = (
        Body.objects.filter(mirrored_from=source, source_id=top.identity).order_by("-deleted_at").first()
    )
    if known is not None or source.body is None or source.body.mirrored_from_id:
        return known
    if has_own_rows(source.body):
        raise LedHere(source.body)
    return source.body


def has_own_rows(body: Body) -> bool:
    """Whether anything of this municipality is led here."""
    return any(
        kind.rows.filter(**{kind.body.removesuffix("_id"): body.pk}, mirrored_from__isnull=True).exists()
        for name, kind in KINDS.items()
        if name != "Body"
    )
