"""The entry of a source: which System it is, which bodies there are, whatever of its addresses was given."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ris.oparl.found import Fault, Found
from ris.oparl.reading.addresses import spelled_alike, written
from ris.oparl.reading.paging import Got, ListToRead, NotRead
from ris.oparl.reading.parsing import Unreadable

if TYPE_CHECKING:
    from ris.oparl.reading.walk import Reader

OTHER_VERSIONS = 5  # of a System that are looked at


def enter(reader: Reader) -> tuple[Found | None, list[Found]]:
    got = reader.got(reader.entry, patient=True) if reader.entry else None
    if got is None:
        raise NotRead(Fault("bad_address", reader.entry))
    found = list(_all(reader, got, "Body"))
    first = found[0] if found else None
    if first is not None and got.sheet.single:
        if (move := reader.bases.move_of(first.identity, got.came_from)) is not None:
            reader.moved(*move)
            first = replace(first, address=reader.where(first.identity))
            found = [first]
        if first.type not in {"System", "Body"}:
            found = [each for each in [_referred(reader, first, "body")] if each is not None]
            first = found[0] if found else None
    if first is None or first.type not in {"System", "Body"}:
        raise NotRead(Fault("not_oparl", reader.entry))
    if first.type == "System":
        system = _newest(reader, first)
        return system, _chosen(reader, _bodies_of(reader, system))
    bodies = [each for each in found if each.type == "Body"]
    system_of = _referred(reader, first, "system")
    if system_of is not None and (newest := _newest(reader, system_of)) is not system_of:
        bodies = _same(bodies, _bodies_of(reader, newest)) or bodies
        system_of = newest
    return system_of, _chosen(reader, bodies)


def _all(reader: Reader, got: Got, expected: str) -> Iterator[Found]:
    """The objects of an answer of any shape."""
    reader.faults.extend(got.faults)
    try:
        for raw, text in got.sheet.items():
            found, faults = reader.made(raw, text, expected, got.came_from)
            reader.faults.extend(faults)
            if found is not None:
                yield found
    except Unreadable as trouble:
        reader.faults.append(Fault(trouble.code, got.came_from))


def _referred(reader: Reader, found: Found, name: str) -> Found | None:
    address = found.content.get(name)
    there = reader.one(address, name.capitalize()) if isinstance(address, str) else None
    if isinstance(there, Fault):
        reader.faults.append(there)
        return None
    return there


def _newest(reader: Reader, system: Found) -> Found:
    """The same system in OParl 1.1, where an older one links to it."""
    if "1.0" not in str(system.content.get("oparlVersion", "")):
        return system
    for address in system.content.get("otherOparlVersions", ())[:OTHER_VERSIONS]:
        other = reader.one(address, "System")
        if isinstance(other, Found) and "1.1" in str(other.content.get("oparlVersion", "")):
            reader.faults.append(Fault("newer_version", system.identity, {"to": other.identity}))
            return other
    return system


def _bodies_of(reader: Reader, system: Found) -> list[Found]:
    raw = json.loads(system.raw, strict=False)
    said = raw.get("body") or raw.get("bodies") or raw.get("bodyList")
    if isinstance(said, str):
        wanted = ListToRead("Body", written(said, beside=system.address))
        pages = list(reader.pages(wanted, None))
        for page in pages:
            reader.faults.extend(page.faults)
        return [found for page in pages for found in page.found if found.type == "Body" and not found.deleted]
    bodies = []
    for each in said if isinstance(said, list) else [said]:
        if isinstance(each, dict):
            found, faults = reader.made(each, json.dumps(each), "Body", system.address)
            reader.faults.extend(faults)
        else:
            one = reader.one(each, "Body") if isinstance(each, str) else None
            found = one if isinstance(one, Found) else None
            reader.faults.extend([one] if isinstance(one, Fault) else [])
        bodies.extend([found] if found is not None and found.type == "Body" else [])
    return bodies


def _chosen(reader: Reader, bodies: list[Found]) -> list[Found]:
    if not reader.body:
        return bodies
    wanted = [each for each in bodies if _is_at(each, reader.body)]
    if not wanted:
        one = reader.one(reader.body, "Body")
        if isinstance(one, Fault):
            raise NotRead(one)
        wanted = [one]
    return wanted


def _same(old: list[Found], new: list[Found]) -> list[Found]:
    """The bodies of the newer version that are the ones given in the older."""
    for name in ("ags", "name"):
        names = {each.content.get(name) for each in old} - {None}
        same = [each for each in new if each.content.get(name) in names]
        if len(same) == len(old):
            return same
    return new if len(new) == len(old) == 1 else []


def _is_at(found: Found, address: str) -> bool:
    return spelled_alike(found.identity, written(address)) or spelled_alike(found.address, written(address))
