"""A whole source read as the importer reads it: all lists, then what they refer to and no list had."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ris.doors.fetching import Client
from ris.oparl.found import Fault, Found
from ris.oparl.reading.asking import hosts_of
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.shapes import SHAPES, Kind
from ris.oparl.reading.walk import Page, Reader
from tests.oparl.karlsruhe import within

REFERENCES = {
    type_: {
        name: each.target
        for name, each in shape.items()
        if each.kind is Kind.REF and each.target not in {"Body", "System"}
    }
    for type_, shape in SHAPES.items()
}


@dataclass
class Crawl:
    """What came of it; ids without the beginning that the server gave them."""

    base: str
    pages: dict[str, list[Page]] = field(default_factory=lambda: defaultdict(list))
    content: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    requests: int = 0

    @property
    def ids(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for type_, identity in self.content:
            found[type_].add(identity)
        if self.deleted:
            found["deleted"] = self.deleted
        return dict(found)

    @property
    def codes(self) -> Counter[str]:
        return Counter(fault.code for fault in self.faults)

    def take(self, found: Found) -> None:
        self.faults.extend(found.faults)
        if found.deleted:
            self.deleted.add(self.short(found.identity))
            return
        for each in within(found.content):
            self.content.setdefault((each["type"], self.short(each["id"])), each)

    def short(self, identity: str) -> str:
        return identity.removeprefix(f"{self.base}/")


def a_client(entry: str, rules: Rules | None = None, **more: Any) -> Client:
    """Patient in number of tries, not in seconds."""
    return Client(hosts_of(entry, rules or Rules()), private_allowed=True, first_wait=0.001, **more)


def reader_of(entry: str, *, rules: Rules | None = None, body: str = "", **more: Any) -> Reader:
    rules = rules or Rules()
    return Reader(entry, body=body, rules=rules, client=a_client(entry, rules, **more))


def pages_of(reader: Reader, type_: str = "Paper", since: datetime | None = None, start: str = "") -> list[Page]:
    (body,) = reader.bodies()
    (wanted,) = (each for each in reader.lists(body) if each.type == type_)
    return list(reader.pages(wanted, since, start))


def numbers(pages: list[Page]) -> list[int]:
    return [int(each.identity.rpartition("/")[2]) for page in pages for each in page.found]


def codes(pages: list[Page]) -> list[str]:
    return [fault.code for page in pages for fault in page.faults]


def crawl(
    base: str, *, entry: str = "", since: datetime | None = None, only: tuple[str, ...] = (), rules: Rules | None = None
) -> Crawl:  # fmt: skip
    """Everything from `base/system`, or from another entry."""
    reader = reader_of(entry or f"{base}/system", rules=rules)
    done = Crawl(base)
    for body in reader.bodies():
        for wanted in reader.lists(body):
            if only and wanted.type not in only:
                continue
            for page in reader.pages(wanted, since):
                done.pages[wanted.type].append(page)
                done.faults.extend(page.faults)
                for found in page.found:
                    done.take(found)
    if since is None and not only:
        dangling(reader, done)
    done.faults.extend(reader.faults)
    done.requests = reader.client.requests
    return done


def dangling(reader: Reader, done: Crawl) -> None:
    """Ask for what is referred to and came in no list."""
    asked: set[str] = set()
    for _round in range(2):  # what is found may refer to more
        for each in list(done.content.values()):
            for name, type_ in REFERENCES[each["type"]].items():
                identity = each.get(name)
                if not isinstance(identity, str) or identity in asked or (type_, done.short(identity)) in done.content:
                    continue
                asked.add(identity)
                found = reader.one(identity, type_)
                if isinstance(found, Fault):
                    done.faults.append(found)
                else:
                    done.take(found)
