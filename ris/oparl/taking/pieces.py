"""What was found, cut into single objects: each with its own words, the names of its children, and whose child it is. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ris.oparl.found import Found

EMBEDDED: Mapping[str, Mapping[str, str]] = {
    "Body": {"legislativeTerm": "LegislativeTerm"},
    "Organization": {"location": "Location", "membership": "Membership"},
    "Person": {"membership": "Membership"},
    "Meeting": {
        "location": "Location",
        "invitation": "File",
        "resultsProtocol": "File",
        "verbatimProtocol": "File",
        "auxiliaryFile": "File",
        "agendaItem": "AgendaItem",
    },
    "AgendaItem": {"resolutionFile": "File", "auxiliaryFile": "File"},
    "Paper": {"mainFile": "File", "auxiliaryFile": "File", "location": "Location", "consultation": "Consultation"},
}
"""Which fields hold objects that become rows of their own. Others (`Body.location`) have no place here; the raw JSON keeps them."""

PARENT: Mapping[str, str] = {
    "LegislativeTerm": "body",
    "Membership": "person",
    "AgendaItem": "meeting",
    "Consultation": "paper",
}
"""The one field in which a child names the object that embeds it."""

SAID_ELSEWHERE = frozenset({
    "id", "type", "created", "modified", "deleted", "order", "web", "body", "bodies", "organizations", "persons", "meetings",
    "papers", "derivativeFile",
})  # fmt: skip
"""No part of what an object says of itself: identity, times that move by themselves, and ways back from files and places."""

WAYS_BACK = frozenset({"meeting", "agendaItem", "paper", "person", "organization"})
"""Of files and locations alone: who uses them is said by those who use them."""


@dataclass(slots=True)
class Piece:
    """One object without its children. `content` names them by identity; `parent` is empty for what was found alone."""

    type: str
    identity: str
    content: dict[str, Any]
    address: str = ""
    modified: str = ""
    parent: str = ""
    digest: str = ""
    deleted: bool = False
    lone: bool = False
    named: list[tuple[str, str]] = field(default_factory=list)
    """Children, and stations of items, that are only named: they are somewhere else, so they are there."""


@dataclass(slots=True)
class Whole:
    """An object as it was found, with all pieces that it is made of; the first is the object itself."""

    found: Found
    pieces: list[Piece]
    raw_digest: str

    @property
    def top(self) -> Piece:
        """The object itself."""
        return self.pieces[0]


def cut(found: Iterable[Found]) -> list[Whole]:
    """Each object with its children and theirs."""
    wholes = []
    for each in found:
        pieces = list(_pieces(each.type, each.identity, each.content, each.address, "", ""))
        pieces[0].deleted, pieces[0].lone = each.deleted, True
        wholes.append(Whole(each, pieces, hashlib.sha256(each.raw).hexdigest()))
    return wholes


def _pieces(
    kind: str, identity: str, content: Mapping[str, Any], address: str, parent: str, parent_type: str
) -> Iterator[Piece]:
    own, children = dict(content), []
    elsewhere: list[tuple[str, str]] = []
    for name, child_kind in EMBEDDED.get(kind, {}).items():
        if name not in own:
            continue
        value = own[name]
        many = isinstance(value, list)
        given = value if many else [value]
        if child_kind == "Consultation":
            given = told_apart(given)
        named = []
        for place, child in enumerate(given):
            if not isinstance(child, Mapping):
                named.append(child)
                elsewhere.append((child_kind, str(child)))
                continue
            if child.get("id") and set(child) <= {"id", "type", "order", PARENT.get(child_kind, "id")}:
                named.append(child["id"])
                elsewhere.append((child_kind, str(child["id"])))
                continue
            called = str(child.get("id") or f"{identity}#{name}{place}")
            named.append(called)
            children.append((child_kind, called, child))
        own[name] = named if many else (named[0] if named else None)
    back = PARENT.get(kind)
    if back and parent and parent_type.lower() == back:
        own[back] = parent
    if kind == "AgendaItem" and own.get("consultation"):
        elsewhere.append(("Consultation", str(own["consultation"])))
    modified = str(content.get("modified") or "")
    yield Piece(kind, identity, own, address or identity, modified, parent, digest_of(kind, own), named=elsewhere)
    for child_kind, called, child in children:
        yield from _pieces(child_kind, called, child, "", identity, kind)


def told_apart(consultations: list[Any]) -> list[Any]:
    """A paper put off several times may keep one id for all its stations: the further ones get the item's address behind it.

    The oldest item (the lowest number in its address) keeps the id as it is, wherever it stands, so that the names stay
    the same when stations are added or change places.
    """
    by_id: dict[Any, list[Any]] = {}
    for each in consultations:
        if isinstance(each, Mapping) and each.get("id"):
            by_id.setdefault(each["id"], []).append(each)
    renamed: dict[int, str] = {}
    for identity, several in by_id.items():
        names = {_station(each) for each in several}
        first = min(names, key=lambda name: (len(name), name))
        for each in several:
            if _station(each) != first:
                renamed[id(each)] = f"{identity}#{_station(each)}"
    kept: dict[Any, Any] = {}
    for each in consultations:
        named = {**each, "id": renamed[id(each)]} if id(each) in renamed else each
        kept.setdefault(named["id"] if isinstance(named, Mapping) and named.get("id") else id(named), named)
    return list(kept.values())


def _station(consultation: Mapping[str, Any]) -> str:
    first = next(iter(consultation.get("organization") or []), "")
    return str(consultation.get("agendaItem") or consultation.get("meeting") or first)


def digest_of(kind: str, content: Mapping[str, Any]) -> str:
    """SHA-256 of what an object says of itself: the same whether it stood in its parent or came alone."""
    skipped = SAID_ELSEWHERE | WAYS_BACK if kind in {"File", "Location"} else SAID_ELSEWHERE
    said = {name: value for name, value in content.items() if name not in skipped and value not in (None, "", [])}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
