"""A reading half without a network: hands over objects from memory, page by page, as the real one does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from ris.oparl.found import Fault, Found

CITY = "https://city.example/oparl/body/1"


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a municipality."""

    type: str
    address: str


@dataclass(frozen=True, slots=True)
class Handed:
    """One page."""

    address: str
    next_address: str
    found: Sequence[Found]
    faults: Sequence[Fault] = ()
    filtered: bool = False
    bytes: int = 0
    whole: bool = True


@dataclass
class MemoryReader:
    """Lists of plain OParl objects by type. `modified_since` is understood as a good server does."""

    body: Mapping[str, Any]
    objects: dict[str, list[dict[str, Any]]]
    page_size: int = 100
    broken: set[str] = field(default_factory=set)
    unlisted: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def bodies(self) -> list[Found]:
        return [found(self.body)] if self.body else []

    def lists(self, body: Found) -> list[Listed]:
        return [Listed(kind, f"{CITY}/{kind}") for kind in self.objects if kind not in self.unlisted]

    def pages(self, wanted: Listed, since: datetime | None, start: str = "") -> Iterator[Handed]:
        rows = [each for each in self.objects[wanted.type] if self._asked_for(each, since)]
        first = int(start.rpartition("=")[2]) if start else 0
        for place in range(first, max(len(rows), 1), self.page_size):
            after = place + self.page_size
            part = rows[place:after]
            address = f"{wanted.address}?from={place}"
            self.asked.append(address)
            faults = [Fault("unreachable", address)] if address in self.broken else []
            yield Handed(
                address,
                f"{wanted.address}?from={after}" if after < len(rows) else "",
                [] if faults else [found(each) for each in part],
                faults,
                since is not None,
                sum(len(json.dumps(each)) for each in part),
                not faults,
            )

    def one(self, address: str) -> Found | Fault:
        self.asked.append(address)
        for rows in self.objects.values():
            for each in rows:
                if each["id"] == address:
                    return found(each)
        return Fault("gone", address)

    @staticmethod
    def _asked_for(row: Mapping[str, Any], since: datetime | None) -> bool:
        if since is None:
            return not row.get("deleted")
        return "modified" not in row or datetime.fromisoformat(row["modified"]) >= since


def found(content: Mapping[str, Any]) -> Found:
    """This object as the reading half makes it."""
    said = _tidy(content)
    return Found(
        type=said["type"],
        identity=said["id"],
        address=said["id"],
        content=said,
        raw=json.dumps(content, sort_keys=True).encode(),
        deleted=said.get("deleted") is True,
    )


def _tidy(content: Any) -> Any:
    if isinstance(content, Mapping):
        said = {name: _tidy(value) for name, value in content.items() if value not in ("", None)}
        if isinstance(said.get("type"), str):
            said["type"] = said["type"].rpartition("/")[2]
        return said
    return [_tidy(each) for each in content] if isinstance(content, list) else content


def archive(folder: Path, *, page_size: int = 100) -> MemoryReader:
    """A reader over an unpacked archive of a real city."""
    rows = {
        kind: [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        for kind, name in (
            ("Organization", "organization"),
            ("Meeting", "meeting"),
            ("Paper", "paper"),
            ("Consultation", "consultation"),
        )
    }
    body = {
        "id": "https://web1.karlsruhe.de/oparl/bodies/0001",
        "type": "Body",
        "name": "Stadt Karlsruhe",
        "shortName": "Karlsruhe",
    }
    return MemoryReader(body, rows, page_size)
