"""From the fields of OParl to the fields of our rows, one function for each type. No database: what is referred to stays a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from meetings.models import ItemFileRole, ItemState, MeetingFileRole, MeetingState, OrganizationType, Result
from motions.models import FileRole, PaperType
from ris.oparl.found import Fault
from ris.oparl.taking import words
from ris.oparl.taking.pieces import Piece

NAMELESS = "Ohne Titel"
"""Stands where a source gives no name: words of the archive, not of the screen, so in the language of the archive."""

MAX_NUMBER = 32767


@dataclass(slots=True)
class Shape:
    """What a row is to hold. `one` and `many` name rows by (type, identity); `files` are (role, identity) in order."""

    values: dict[str, Any] = field(default_factory=dict)
    one: dict[str, tuple[str, str] | None] = field(default_factory=dict)
    many: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    files: list[tuple[str, str]] | None = None
    faults: list[Fault] = field(default_factory=list)


class Unshapely(Exception):
    """Without this field no row can stand; `code` names the fault."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def shape_of(piece: Piece) -> Shape:
    """What this object becomes. Raises Unshapely."""
    shape = Shape()
    _SHAPES[piece.type](piece, piece.content, shape)
    return shape


def _body(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    shape.values = {
        "name": _text(said, "name") or NAMELESS,
        "short_name": _text(said, "shortName"),
        "ags": _text(said, "ags"),
        "rgs": _text(said, "rgs"),
        "classification": _text(said, "classification"),
        "license": _address(said, "license"),
        "contact_name": _text(said, "contactName"),
        "contact_email": _text(said, "contactEmail"),
        "website": _address(said, "website"),
    }


def _term(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    shape.values = {"name": _text(said, "name") or NAMELESS} | _period(piece, said, shape)


def _location(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    shape.values = {
        "room": _text(said, "room"),
        "description": _text(said, "description"),
        "street_address": _text(said, "streetAddress"),
        "postal_code": _text(said, "postalCode"),
        "sub_locality": _text(said, "subLocality"),
        "locality": _text(said, "locality"),
    }
    shape.values["longitude"], shape.values["latitude"] = _point(piece, said, shape)


def _organization(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    name = _text(said, "name") or _text(said, "shortName") or NAMELESS
    kind = words.kind_of_organization(_text(said, "organizationType"), _text(said, "classification"), name)
    shape.values = {
        "type": kind or OrganizationType.OTHER,
        "name": name,
        "short_name": _text(said, "shortName"),
        "classification": _text(said, "classification"),
        "website": _address(said, "website"),
    } | _period(piece, said, shape)
    shape.one = {
        "parent": _one(said, "subOrganizationOf", "Organization", not_self=piece),
        "location": _one(said, "location", "Location"),
    }


def _person(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    given, family = _text(said, "givenName"), _text(said, "familyName")
    if not family:
        # “Dr. Anna Beispiel”: the last word is the best guess.
        *before, family = (_text(said, "name") or NAMELESS).split() if not given else [_text(said, "name") or NAMELESS]
        given = given or " ".join(before)
    shape.values = {
        "given_name": given,
        "family_name": family,
        "title": " ".join(_texts(said, "title")),
        "form_of_address": _text(said, "formOfAddress"),
        "affix": _text(said, "affix"),
        "gender": _text(said, "gender"),
        "phone": next(iter(_texts(said, "phone")), ""),
        "email": next((each for each in _texts(said, "email") if "@" in each), ""),
        "life": _text(said, "life"),
    }


def _membership(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    shape.values = {
        "role": _text(said, "role"),
        "voting_right": said.get("votingRight") is not False,
    } | _period(piece, said, shape)
    shape.one = {
        "person": _one(said, "person", "Person"),
        "organization": _one(said, "organization", "Organization"),
        "on_behalf_of": _one(said, "onBehalfOf", "Organization"),
    }


def _meeting(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    start, end = _moment(piece, said, "start", shape), _moment(piece, said, "end", shape)
    if start is None:
        raise Unshapely("meeting_without_start")
    if end is not None and end <= start:
        shape.faults.append(Fault("end_before_start", piece.identity, {"field": "end"}))
        end = None
    state = _text(said, "meetingState")
    shape.values = {
        "name": _text(said, "name") or "Sitzung",
        "state": words.meant(words.MEETING_STATES, state) or MeetingState.PLANNED,
        "cancelled": said.get("cancelled") is True or bool(re.search(words.CALLED_OFF, state.lower())),
        "start": start,
        "end": end,
    }
    shape.one = {
        "location": _one(said, "location", "Location"),
        "invitation": _one(said, "invitation", "File"),
        "minutes": _one(said, "resultsProtocol", "File"),
    }
    shape.many = {"organizations": ("Organization", _names(said, "organization"))}
    shape.files = [(MeetingFileRole.VERBATIM, each) for each in _names(said, "verbatimProtocol")]
    shape.files += [(MeetingFileRole.AUXILIARY, each) for each in _names(said, "auxiliaryFile")]


def _agenda_item(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    start, end = _moment(piece, said, "start", shape), _moment(piece, said, "end", shape)
    public = said.get("public") is not False
    title = _text(said, "name") or NAMELESS
    told = _text(said, "result")
    result = words.meant(words.RESULTS, told)
    shape.values = {
        "label": _text(said, "number"),
        "title": title,
        "public": public,
        "public_title": "" if public else title,
        "state": _state_of(result, told),
        "result": result,
        "result_text": told,
        "resolution_text": _text(said, "resolutionText"),
        "start": start,
        "end": end,
    }
    shape.one = {"meeting": _one(said, "meeting", "Meeting")}
    shape.files = [(ItemFileRole.RESOLUTION, each) for each in _names(said, "resolutionFile")]
    shape.files += [(ItemFileRole.AUXILIARY, each) for each in _names(said, "auxiliaryFile")]


def _state_of(result: str, told: str) -> str:
    if result == Result.TAKEN_OFF:
        return ItemState.TAKEN_OFF
    if result == Result.POSTPONED:
        return ItemState.POSTPONED
    return ItemState.DONE if told else ItemState.OPEN


def _paper(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    kind = _text(said, "paperType")
    reference = _text(said, "reference")
    shape.values = {
        "type": words.meant(words.PAPER_TYPES, kind) or PaperType.OTHER,
        "type_text": kind,
        "reference": reference,
        "name": _text(said, "name") or reference or NAMELESS,
        "date": _day(piece, said, "date", shape),
    }
    shape.many = {
        "originator_people": ("Person", _names(said, "originatorPerson")),
        "originator_organizations": ("Organization", _names(said, "originatorOrganization")),
        "under_direction_of": ("Organization", _names(said, "underDirectionOf")),
        "locations": ("Location", _names(said, "location")),
    }
    shape.files = [(FileRole.MAIN, each) for each in _names(said, "mainFile")[:1]]
    shape.files += [(FileRole.AUXILIARY, each) for each in _names(said, "auxiliaryFile")]


def _consultation(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    role = _text(said, "role")
    shape.values = {
        "role": words.meant(words.ROLES, role),
        "role_text": role,
        "authoritative": said.get("authoritative") is True,
        "public": True,
    }
    organizations = _names(said, "organization")
    if len(organizations) > 1:
        shape.faults.append(Fault("several_organizations", piece.identity, {"count": len(organizations)}))
    shape.one = {
        "paper": _one(said, "paper", "Paper"),
        "organization": ("Organization", organizations[0]) if organizations else None,
        "agenda_item": _one(said, "agendaItem", "AgendaItem"),
        "meeting": _one(said, "meeting", "Meeting"),
    }


def _file(piece: Piece, said: Mapping[str, Any], shape: Shape) -> None:
    address = _address(said, "accessUrl") or _address(said, "downloadUrl")
    if not address:
        raise Unshapely("file_without_address")
    size = said.get("size")
    shape.values = {
        "name": _text(said, "name") or _text(said, "fileName") or "Dokument",
        "file_name": _text(said, "fileName"),
        "mime_type": _text(said, "mimeType") or "application/octet-stream",
        "size": size if isinstance(size, int) and 0 < size < 2**62 else None,
        "date": _day(piece, said, "date", shape),
        "license": _address(said, "fileLicense") or _address(said, "license"),
        "address": address,
        "download_address": _address(said, "downloadUrl"),
        "external_address": _address(said, "externalServiceUrl"),
    }
    shape.one = {"derivative_of": _one(said, "masterFile", "File", not_self=piece)}


_SHAPES: dict[str, Callable[[Piece, Mapping[str, Any], Shape], None]] = {
    "Body": _body,
    "LegislativeTerm": _term,
    "Location": _location,
    "Organization": _organization,
    "Person": _person,
    "Membership": _membership,
    "Meeting": _meeting,
    "AgendaItem": _agenda_item,
    "Paper": _paper,
    "Consultation": _consultation,
    "File": _file,
}


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if isinstance(value, list):
        value = " ".join(str(each) for each in value)
    # PostgreSQL refuses a zero byte in any text.
    return "" if value is None else str(value).replace("\x00", "").strip()


def _texts(said: Mapping[str, Any], name: str) -> list[str]:
    value = said.get(name)
    given = value if isinstance(value, list) else [value]
    return [str(each).replace("\x00", "").strip() for each in given if each]


def _address(said: Mapping[str, Any], name: str) -> str:
    value = _text(said, name)
    return value if value.startswith(("http://", "https://")) else ""


def _names(said: Mapping[str, Any], name: str) -> list[str]:
    """Identities in this field, each once."""
    value = said.get(name)
    given = value if isinstance(value, list) else [value]
    return list(dict.fromkeys(each for each in given if isinstance(each, str) and each))


def _one(said: Mapping[str, Any], name: str, kind: str, *, not_self: Piece | None = None) -> tuple[str, str] | None:
    found = _names(said, name)
    if not found or (not_self is not None and found[0] == not_self.identity):
        return None
    return kind, found[0]


def _day(piece: Piece, said: Mapping[str, Any], name: str, shape: Shape) -> date | None:
    value = _text(said, name)
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        shape.faults.append(Fault("bad_time", piece.identity, {"field": name}))
        return None


def _moment(piece: Piece, said: Mapping[str, Any], name: str, shape: Shape) -> datetime | None:
    value = _text(said, name)
    if not value:
        return None
    found: datetime | None
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        shape.faults.append(Fault("bad_time", piece.identity, {"field": name}))
        return None
    return found


def _period(piece: Piece, said: Mapping[str, Any], shape: Shape) -> dict[str, date | None]:
    start, end = _day(piece, said, "startDate", shape), _day(piece, said, "endDate", shape)
    if start is not None and end is not None and end < start:
        shape.faults.append(Fault("end_before_start", piece.identity, {"field": "end"}))
        end = None
    return {"start_date": start, "end_date": end}


def _point(piece: Piece, said: Mapping[str, Any], shape: Shape) -> tuple[float | None, float | None]:
    """Longitude and latitude, as far as the place is a point."""
    geojson = said.get("geojson")
    geometry = geojson.get("geometry", geojson) if isinstance(geojson, Mapping) else {}
    if not isinstance(geometry, Mapping) or geometry.get("type") != "Point":
        return None, None
    try:
        longitude, latitude = (float(each) for each in geometry["coordinates"][:2])
    except (KeyError, TypeError, ValueError):
        shape.faults.append(Fault("bad_geojson", piece.identity, {"field": "geojson"}))
        return None, None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        shape.faults.append(Fault("bad_geojson", piece.identity, {"field": "geojson"}))
        return None, None
    return longitude, latitude
