"""From one address to everything a council information system gives away: System, bodies, their lists, single objects.

Everything else is found by links. Faults that belong to no page are kept in `Reader.faults`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ris.doors.fetching import Answer, Client, NotFetched
from ris.oparl.found import Fault, Found
from ris.oparl.reading.addresses import Bases, spelled_alike, written
from ris.oparl.reading.paging import Got, NotRead, Page, Paging
from ris.oparl.reading.parsing import Sheet, Unreadable, text_of
from ris.oparl.reading.regular import regular
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.shapes import EMBEDDED_ELSEWHERE, LISTS, OTHER_NAMES, bare_type

IMPATIENT = 2  # tries of a filtered list: whether it can filter is soon known
REFUSED_OFTEN = 2  # lists that refuse the filter, until it is not tried any more


@dataclass(frozen=True, slots=True)
class ListToRead:
    """A list of a body; `address` as linked, `body` the body's id."""

    type: str
    address: str
    body: str = ""


class Reader:
    """One source, read politely: one request at a time. `entry` is a System, a Body, or an older 1.0 address of either.

    `body` chooses one of several, by id or address. Raises NotRead where the entry itself gives nothing.
    """

    def __init__(self, entry: str, *, body: str = "", rules: Rules, client: Client) -> None:
        self.entry = written(entry)
        self.body = body
        self.rules = rules
        self.client = client
        self.bases = Bases(self.entry, rules.rewrite)
        self.faults: list[Fault] = []
        self._start: tuple[Found | None, list[Found]] | None = None
        self._inside: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._reading = ListToRead("", "")
        self._guessed = False
        self._refused = 0

    # What there is.

    def system(self) -> Found | None:
        """The System; None where the entry is a Body that names none."""
        return self._entered()[0]

    def bodies(self) -> list[Found]:
        """The bodies to read: all, or the one chosen."""
        return self._entered()[1]

    def lists(self, body: Found) -> list[ListToRead]:
        """The body's lists, parents before what hangs on them."""
        raw = json.loads(body.raw, strict=False)
        made = []
        for name, type_ in LISTS:
            address = self._link(raw, name, body.identity)
            if address:
                made.append(ListToRead(type_, address, body.identity))
        return made

    def pages(self, wanted: ListToRead, since: datetime | None, start: str = "") -> Iterator[Page]:
        """The list, page by page; with `since` only what changed, if the server can tell. `start`: see `Page.next_address`.

        Objects that stood inside others in this run are not given again. A standalone AgendaItem's `order` is the source's
        word; where its meeting holds the item inside, the place there counts.
        """
        if not self.rules.use_filters or self._refused >= REFUSED_OFTEN:
            since = None
        self._reading = wanted
        inside = self._inside[wanted.body, wanted.type]
        nested = wanted.type in EMBEDDED_ELSEWHERE
        paging = Paging(
            self,
            wanted.type,
            known=lambda identity: nested and hash(identity) in inside,
            all_known=lambda total: nested and total == len(inside),
        )
        yield from paging.pages(self.where(wanted.address), since, start)
        if paging.filter_refused:
            self._refused += 1

    def one(self, address: str, type_: str = "") -> Found | Fault:
        """One object alone, by id: for references to what no list had."""
        asked = self.where(address)
        try:
            got = self._got(asked, patient=True)
            raw, text = self._only(got, asked)
        except NotRead as trouble:
            return Fault(trouble.fault.code, address, trouble.fault.values)
        found, faults = self.made(raw, text, type_, got.came_from)
        if found is None:
            return Fault(faults[0].code, address, faults[0].values)
        # A server that answers everything with something (its System, mostly) has not answered this.
        redirected = not spelled_alike(got.came_from, asked)
        alike = spelled_alike(written(found.identity), written(address)) or spelled_alike(found.address, asked)
        if not alike and not (redirected and spelled_alike(found.address, got.came_from)):
            return Fault("other_object", address, {"id": found.identity})
        return found

    def where(self, address: str) -> str:
        """The address at which this id, list or file is really asked."""
        return self.bases.address_of(address)

    # What `Paging` needs.

    def sheet(self, address: str, expected: str, *, patient: bool = True) -> Got:
        """A page of a list; an object that is not of this list is no answer. Raises NotRead."""
        try:
            got = self._got(address, patient=patient)
            self._is_list(got, expected)
        except NotRead as trouble:
            if trouble.status in {404, 410} and not self._guessed:
                self._guessed = True
                found = self._moved_to(address, expected)
                if found is not None:
                    return found
            raise
        return got

    def made(self, raw: Any, text: str, expected: str, beside: str) -> tuple[Found | None, tuple[Fault, ...]]:
        """One object made regular; None with a fault where it cannot be used."""
        done = regular(raw, expected, beside=beside, rules=self.rules)
        if done is None:
            return None, (_why_not(raw, beside),)
        for type_, identity in done.inside:
            self._inside[self._reading.body, type_].add(hash(identity))
        found = Found(
            type=done.type,
            identity=done.identity,
            address=self.where(done.identity),
            content=done.content,
            raw=text.encode("utf-8", "replace"),
            deleted=done.deleted,
            faults=tuple(done.faults),
        )
        return found, ()

    # Asking.

    def _answer(self, address: str, *, patient: bool) -> Answer:
        try:
            answer = self.client.get(address, tries=None if patient else IMPATIENT)
        except NotFetched as trouble:
            status = trouble.values.get("status")
            values = {key: value for key, value in trouble.values.items() if key != "address"}
            raise NotRead(Fault(trouble.code, address, values), status if isinstance(status, int) else 0) from trouble
        if answer.status != 200:
            raise NotRead(Fault("refused", address, {"status": answer.status}), answer.status)
        return answer

    def _got(self, address: str, *, patient: bool) -> Got:
        answer = self._answer(address, patient=patient)
        text, is_utf8 = text_of(answer.body)
        if text.lstrip("\ufeff \t\r\n\x00")[:1] not in ("{", "["):
            # A page for people with status 200; some servers mean it only once.
            answer = self._answer(address, patient=patient)
            text, is_utf8 = text_of(answer.body)
            if text.lstrip("\ufeff \t\r\n\x00")[:1] not in ("{", "["):
                raise NotRead(Fault("not_json", address))
        faults = () if is_utf8 else (Fault("not_utf8", address),)
        return Got(Sheet(text), answer.size, answer.address, faults)

    def _is_list(self, got: Got, expected: str) -> None:
        """Raises NotRead, as for a 404, where one object came that cannot be a list's only one."""
        text = got.sheet.text
        if not text.lstrip().startswith("{") or '"data"' in text:
            return
        raw, _text = self._only(got, got.came_from)
        if bare_type(raw.get("type")) != expected and not (expected and "id" in raw and "type" not in raw):
            raise NotRead(Fault("wrong_thing", got.came_from, {"type": str(raw.get("type", ""))[:200]}), 404)

    def _only(self, got: Got, address: str) -> tuple[dict[str, Any], str]:
        """The one object of this answer. Raises NotRead."""
        sheet = Sheet(got.sheet.text)
        try:
            items = [item for item, _number in zip(sheet.items(), range(2), strict=False)]
        except Unreadable as trouble:
            raise NotRead(Fault(trouble.code, address)) from None
        if len(items) != 1 or not isinstance(items[0][0], dict):
            raise NotRead(Fault("wrong_thing", address, {"type": ""}), 404)
        return items[0]

    def _moved_to(self, address: str, expected: str) -> Got | None:
        """The list where it is really answered, if one of the usual moves leads there; all else is then asked alike."""
        for old, new in self.bases.guesses(address):
            if not address.startswith(old):
                continue
            try:
                got = self._got(new + address[len(old) :], patient=False)
                self._is_list(got, expected)
            except NotRead:
                continue
            self.bases.learn(old, new)
            self.faults.append(Fault("moved", old, {"to": new}))
            return got
        return None

    # The entry.

    def _entered(self) -> tuple[Found | None, list[Found]]:
        if self._start is None:
            self._start = self._enter()
        return self._start

    def _enter(self) -> tuple[Found | None, list[Found]]:
        got = self._got(self.entry, patient=True) if self.entry else None
        if got is None:
            raise NotRead(Fault("bad_address", self.entry))
        found = list(self._all(got, "Body"))
        first = found[0] if found else None
        if first is not None and got.sheet.single:
            if self.bases.learn_from(first.identity, got.came_from):
                self.faults.append(Fault("moved", first.identity, {"to": got.came_from}))
            if first.type not in {"System", "Body"}:
                found = [each for each in [self._referred(first, "body")] if each is not None]
                first = found[0] if found else None
        if first is None or first.type not in {"System", "Body"}:
            raise NotRead(Fault("not_oparl", self.entry))
        if first.type == "System":
            system = self._newest(first)
            return system, self._chosen(self._bodies_of(system))
        bodies = [each for each in found if each.type == "Body"]
        system_of = self._referred(first, "system")
        if system_of is not None and (newest := self._newest(system_of)) is not system_of:
            bodies = self._same(bodies, self._bodies_of(newest)) or bodies
            system_of = newest
        return system_of, self._chosen(bodies)

    def _all(self, got: Got, expected: str) -> Iterator[Found]:
        """The objects of an answer of any shape."""
        self.faults.extend(got.faults)
        try:
            for raw, text in got.sheet.items():
                found, faults = self.made(raw, text, expected, got.came_from)
                self.faults.extend(faults)
                if found is not None:
                    yield found
        except Unreadable as trouble:
            self.faults.append(Fault(trouble.code, got.came_from))

    def _referred(self, found: Found, name: str) -> Found | None:
        address = found.content.get(name)
        there = self.one(address, name.capitalize()) if isinstance(address, str) else None
        if isinstance(there, Fault):
            self.faults.append(there)
            return None
        return there

    def _newest(self, system: Found) -> Found:
        """The same system in OParl 1.1, where an older one links to it."""
        if "1.0" not in str(system.content.get("oparlVersion", "")):
            return system
        for address in system.content.get("otherOparlVersions", ())[:5]:
            other = self.one(address, "System")
            if isinstance(other, Found) and "1.1" in str(other.content.get("oparlVersion", "")):
                self.faults.append(Fault("newer_version", system.identity, {"to": other.identity}))
                return other
        return system

    def _bodies_of(self, system: Found) -> list[Found]:
        raw = json.loads(system.raw, strict=False)
        said = raw.get("body") or raw.get("bodies") or raw.get("bodyList")
        if isinstance(said, str):
            wanted = ListToRead("Body", written(said, beside=system.address))
            pages = list(self.pages(wanted, None))
            for page in pages:
                self.faults.extend(page.faults)
            return [found for page in pages for found in page.found if found.type == "Body" and not found.deleted]
        bodies = []
        for each in said if isinstance(said, list) else [said]:
            if isinstance(each, dict):
                found, faults = self.made(each, json.dumps(each), "Body", system.address)
                self.faults.extend(faults)
            else:
                one = self.one(each, "Body") if isinstance(each, str) else None
                found = one if isinstance(one, Found) else None
                self.faults.extend([one] if isinstance(one, Fault) else [])
            bodies.extend([found] if found is not None and found.type == "Body" else [])
        return bodies

    def _chosen(self, bodies: list[Found]) -> list[Found]:
        if not self.body:
            return bodies
        wanted = [each for each in bodies if _is_at(each, self.body)]
        if not wanted:
            one = self.one(self.body, "Body")
            if isinstance(one, Fault):
                raise NotRead(one)
            wanted = [one]
        return wanted

    def _same(self, old: list[Found], new: list[Found]) -> list[Found]:
        """The bodies of the newer version that are the ones given in the older."""
        for name in ("ags", "name"):
            names = {each.content.get(name) for each in old} - {None}
            same = [each for each in new if each.content.get(name) in names]
            if len(same) == len(old):
                return same
        return new if len(new) == len(old) == 1 else []

    def _link(self, raw: dict[str, Any], name: str, identity: str) -> str:
        for alias in (name, *OTHER_NAMES[name]):
            said = raw.get(alias)
            address = written(said, beside=self.where(identity)) if isinstance(said, str) else ""
            if address:
                if alias != name:
                    self.faults.append(Fault("list_name", identity, {"field": alias, "meant": name}))
                return address
        return ""


def _is_at(found: Found, address: str) -> bool:
    return spelled_alike(found.identity, written(address)) or spelled_alike(found.address, written(address))


def _why_not(raw: Any, beside: str) -> Fault:
    if not isinstance(raw, dict):
        return Fault("wrong_type", beside, {"field": "data"})
    identity = raw.get("id")
    said = str(raw.get("type", ""))[:200]
    if isinstance(identity, str) and identity.strip() and said and not bare_type(said):
        return Fault("unknown_type", written(identity, beside=beside) or beside, {"type": said})
    return Fault("no_id", beside, {"field": "id"})
