"""From one address to everything a council information system gives away: System, bodies, their lists, single objects.

Everything else is found by links. Faults that belong to no page are kept in `Reader.faults`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from ris.doors.fetching import Answer, Client, NotFetched
from ris.oparl.found import Fault, Found
from ris.oparl.reading.addresses import Bases, filtered, spelled_alike, written
from ris.oparl.reading.ahead import Ahead
from ris.oparl.reading.entering import enter
from ris.oparl.reading.paging import Got, ListToRead, NotRead, Page, Paging
from ris.oparl.reading.parsing import Sheet, Unreadable, text_of
from ris.oparl.reading.regular import regular
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.shapes import EMBEDDED_ELSEWHERE, LISTS, OTHER_NAMES, bare_type

IMPATIENT = 2  # tries of a filtered list: whether it can filter is soon known
REFUSED_OFTEN = 2  # lists that refuse the filter, until it is not tried any more


__all__ = ["ListToRead", "NotRead", "Page", "Reader"]


class Reader:
    """One source, read politely: one request at a time. `entry` is a System, a Body, or an older 1.0 address of either.

    `body` chooses one of several, by id or address. `moved(beginning of ids, beginning of addresses)` is told of a move that
    was found out. Raises NotRead where the entry itself gives nothing.
    """

    def __init__(
        self, entry: str, *, body: str = "", rules: Rules, client: Client, moved: Callable[[str, str], None] | None = None
    ) -> None:  # fmt: skip
        self.entry = written(entry)
        self.body = body
        self.rules = rules
        self.client = client
        self._told = moved
        self.bases = Bases(self.entry, rules.rewrite)
        self.faults: list[Fault] = []
        self._start: tuple[Found | None, list[Found]] | None = None
        self._inside: dict[tuple[str, str], set[int]] = defaultdict(set)
        self._reading = ListToRead("", "")
        self._ahead = Ahead(client)
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
            got = self.got(asked, patient=True)
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
        address = self.where(address)
        try:
            got = self.got(address, patient=patient)
            self._is_list(got, expected)
        except NotRead as trouble:
            if trouble.missing and not self._guessed:
                self._guessed = True
                if self._found_moved(filtered(address, None), expected):
                    return self.sheet(address, expected, patient=patient)
            raise
        return got

    def ahead(self, address: str) -> None:
        """This page will be asked for next."""
        self._ahead.start(self.where(address))

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
            answer = self._ahead.get(address, tries=None if patient else IMPATIENT)
        except NotFetched as trouble:
            status = trouble.values.get("status")
            values = {key: value for key, value in trouble.values.items() if key != "address"}
            raise NotRead(Fault(trouble.code, address, values), status if isinstance(status, int) else 0) from trouble
        if answer.status != 200:
            raise NotRead(Fault("refused", address, {"status": answer.status}), answer.status)
        return answer

    def got(self, address: str, *, patient: bool = True) -> Got:
        """What stands at this address, of any shape. Raises NotRead."""
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
            raise NotRead(Fault("wrong_thing", got.came_from, {"type": str(raw.get("type", ""))[:200]}), 200)

    def _only(self, got: Got, address: str) -> tuple[dict[str, Any], str]:
        """The one object of this answer. Raises NotRead."""
        sheet = Sheet(got.sheet.text)
        try:
            items = [item for item, _number in zip(sheet.items(), range(2), strict=False)]
        except Unreadable as trouble:
            raise NotRead(Fault(trouble.code, address)) from None
        if len(items) != 1 or not isinstance(items[0][0], dict):
            raise NotRead(Fault("wrong_thing", address, {"type": ""}), 200)
        return items[0]

    def moved(self, old: str, new: str) -> None:
        """What begins with `old` is asked at `new` from now on."""
        self.bases.learn(old, new)
        self.faults.append(Fault("moved", old, {"to": new}))
        if self._told is not None:
            self._told(old, new)

    def _found_moved(self, address: str, expected: str) -> bool:
        """Whether one of the usual moves leads to this list; all else is then asked alike."""
        for old, new in self.bases.guesses(address):
            if not address.startswith(old):
                continue
            try:
                self._is_list(self.got(new + address[len(old) :], patient=False), expected)
            except NotRead:
                continue
            self.moved(old, new)
            return True
        return False

    def _entered(self) -> tuple[Found | None, list[Found]]:
        if self._start is None:
            self._start = enter(self)
        return self._start

    def _link(self, raw: dict[str, Any], name: str, identity: str) -> str:
        for alias in (name, *OTHER_NAMES[name]):
            said = raw.get(alias)
            address = written(said, beside=self.where(identity)) if isinstance(said, str) else ""
            if address:
                if alias != name:
                    self.faults.append(Fault("list_name", identity, {"field": alias, "meant": name}))
                return address
        return ""


def _why_not(raw: Any, beside: str) -> Fault:
    if not isinstance(raw, dict):
        return Fault("wrong_type", beside, {"field": "data"})
    identity = raw.get("id")
    said = str(raw.get("type", ""))[:200]
    if isinstance(identity, str) and identity.strip() and said and not bare_type(said):
        return Fault("unknown_type", written(identity, beside=beside) or beside, {"type": said})
    return Fault("no_id", beside, {"field": "id"})
