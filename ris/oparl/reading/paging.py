"""One list of another system, page by page to its end, whatever the server makes of paging and filters.

Followed is only what pages link to. The filter is put back where a link forgot it; a server that cannot filter is read
whole. A list ends at its last page, at an address already seen, or after three pages that brought nothing new.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qsl

from ris.oparl.found import Fault, Found
from ris.oparl.reading.addresses import filtered, is_filtered, page_number, with_value, written
from ris.oparl.reading.parsing import Sheet, Unreadable

BARREN = 3  # pages in a row without a new id
CHUNK = 200  # objects handed over at once, where a server puts whole lists on one page
LARGE = 1000  # objects on one page, asked for only where paging does not work
ONE_PAGE = frozenset({"refused", "not_json", "wrong_thing", "too_large", "too_slow"})
"""Faults that may be one page's own; with the others the server is not to be had, or not to be asked."""
LONG_AGO = datetime.fromisoformat("1990-01-01T00:00:00+01:00")


@dataclass(frozen=True, slots=True)
class ListToRead:
    """A list of a body; `address` as linked, `body` the body's id."""

    type: str
    address: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list. `next_address` is where to go on, also in a later run; "" after the last.

    `filtered`: only what changed since was asked for and given; else what is not in the list may be gone.
    `whole`: False where something of the list could not be read, so that nothing may be concluded from what is missing.
    `bytes` as they came over the line.
    """

    address: str
    next_address: str
    found: tuple[Found, ...] = field(repr=False)
    faults: tuple[Fault, ...]
    filtered: bool
    bytes: int
    whole: bool = True


class NotRead(Exception):
    """An address gave nothing usable."""

    def __init__(self, fault: Fault, status: int = 0) -> None:
        super().__init__(fault)
        self.fault = fault
        self.status = status

    @property
    def missing(self) -> bool:
        """Nothing is there: said by the status, or by a server that answers everything with something else."""
        return self.status in {404, 410} or self.fault.code == "wrong_thing"


class Got(NamedTuple):
    """An answer that may be a page: `size` in bytes as it came, `came_from` after redirects."""

    sheet: Sheet
    size: int
    came_from: str
    faults: tuple[Fault, ...] = ()


class Source(Protocol):
    """What a list needs of its source."""

    def sheet(self, address: str, expected: str, *, patient: bool = True) -> Got:
        """The answer at this address. Raises NotRead."""

    def made(self, raw: Any, text: str, expected: str, beside: str) -> tuple[Found | None, tuple[Fault, ...]]:
        """One object made regular, or None."""

    def where(self, address: str) -> str:
        """Where a link really leads."""

    def ahead(self, address: str) -> None:
        """This page will be asked for next."""


@dataclass(slots=True)
class _State:
    address: str
    filter: datetime | None
    """What stands in the addresses."""
    filtered: bool
    """Whether the server heeds it, as far as we saw."""
    seen: set[str] = field(default_factory=set)
    ids: dict[int, int] = field(default_factory=dict)
    barren: int = 0
    lost: int = 0
    enlarged: bool = False
    total: int | None = None
    whole: bool = True
    first: bool = True
    probing: bool = False
    """Nobody linked to this page; we only look whether it is there."""


def _holds_anything(sheet: Sheet) -> bool:
    with contextlib.suppress(Unreadable):
        return next(Sheet(sheet.text).items(), None) is not None
    return True


class Paging:
    """Reads one list; afterwards `filter_refused` says whether its server answered the filter with an error."""

    def __init__(
        self, source: Source, type_: str, *, known: Callable[[str], bool], all_known: Callable[[int], bool]
    ) -> None:
        self.source = source
        self.type = type_
        self.known = known
        self.all_known = all_known
        self.filter_refused = False

    def pages(self, address: str, since: datetime | None, start: str = "") -> Iterator[Page]:
        """From the first page, or from `start`, a `next_address` of an earlier run."""
        begin, _mark, skip = (start or filtered(address, since)).partition("#")
        state = _State(begin, asked_since(begin), is_filtered(begin), first=not start)
        done = int(skip.removeprefix("from=") or 0) if skip.removeprefix("from=").isdigit() else 0
        while state.address:
            state.seen.add(state.address)
            try:
                got = self._sheet(state)
            except NotRead as trouble:
                yield self._lost(state, trouble)
                continue
            yield from self._page(state, got, done)
            state.first, done = False, 0

    # The first answer may say that the server cannot filter.

    def _sheet(self, state: _State) -> Got:
        if not (state.first and state.filtered):
            return self.source.sheet(state.address, self.type)
        try:
            return self.source.sheet(state.address, self.type, patient=False)
        except NotRead as trouble:
            return self._without_filter(state, trouble)

    def _without_filter(self, state: _State, trouble: NotRead) -> Got:
        """A 404 may mean that nothing matches: then a filter that matches everything is answered, and the list is empty."""
        plain = filtered(state.address, None)
        if trouble.missing:
            try:
                self.source.sheet(filtered(plain, LONG_AGO), self.type, patient=False)
            except NotRead:
                pass
            else:
                return Got(Sheet("[]"), 0, state.address, (Fault("empty_as_404", state.address),))
        got = self.source.sheet(plain, self.type)
        if trouble.missing and not _holds_anything(got.sheet):
            return got  # nothing at all in this list, so nothing changed either
        self.filter_refused = not trouble.missing
        state.address, state.filter, state.filtered = plain, None, False
        state.seen.add(plain)
        return got._replace(faults=(*got.faults, Fault("filter_refused", plain, {"status": trouble.status})))

    # A page.

    def _page(self, state: _State, got: Got, done: int) -> Iterator[Page]:
        sheet, size, came_from, _faults = got
        state.seen.add(came_from)
        found: list[Found] = []
        noted = list(got.faults)
        fresh = number = 0
        items = self._items(state, sheet, noted)
        for number, (raw, text) in enumerate(items, 1):
            if number <= done:
                continue
            if number - done > CHUNK and (number - done) % CHUNK == 1:
                yield self._given(state, found, noted, f"{state.address}#from={number - 1}", size)
                found, noted, size = [], [], 0
            one, more = self.source.made(raw, text, self.type, came_from)
            noted.extend(more)
            if one is None:
                state.whole = False
                continue
            fresh += self._take(state, one, text, found, noted)
        state.total, state.probing = sheet.total, False
        state.barren, state.lost = 0 if fresh else state.barren + 1, 0
        if not fresh:  # where whole pages come again, that is one fault, not a hundred
            noted = [fault for fault in noted if fault.code != "repeated"]
        next_address = self._next(state, sheet, number, found, noted)
        if next_address:
            self.source.ahead(next_address)
        yield self._given(state, found, noted, next_address, size)
        state.address = next_address

    def _items(self, state: _State, sheet: Sheet, noted: list[Fault]) -> Iterable[tuple[Any, str]]:
        try:
            yield from sheet.items()
        except Unreadable as trouble:
            state.whole = False
            noted.append(Fault(trouble.code, state.address))

    def _take(self, state: _State, one: Found, text: str, found: list[Found], noted: list[Fault]) -> int:
        """Put it among the found unless it came before; says 1 for a new id."""
        key, print_ = hash(one.identity), hash(text)
        earlier = state.ids.get(key)
        if earlier is None:
            state.ids[key] = print_
            if state.filtered and state.filter is not None and _older(one, state.filter):
                # It did not change since: the server did not filter, or not here. The list is as good as unfiltered.
                noted.append(Fault("filter_ignored", state.address))
                state.filtered = False
            if not self.known(one.identity):
                found.append(one)
            return 1
        if earlier == print_:
            noted.append(Fault("repeated", one.identity))
        else:
            noted.append(Fault("same_id", one.identity))
            found.append(one)
        return 0

    def _given(self, state: _State, found: list[Found], noted: list[Fault], next_address: str, size: int) -> Page:
        return Page(state.address, next_address, tuple(found), tuple(noted), state.filtered, size, state.whole)

    # Where it goes on.

    def _next(self, state: _State, sheet: Sheet, number: int, found: list[Found], noted: list[Fault]) -> str:
        if state.first and number and not found and sheet.total is not None and self.all_known(sheet.total):
            return ""  # all that this list has stood inside other objects
        said = sheet.links.get("next")
        if said is None or (isinstance(said, str) and not said.strip()):
            return self._probe(state, sheet, number)
        link = written(said, beside=state.address) if isinstance(said, str) else ""
        if not link:
            state.whole = False
            noted.append(Fault("bad_link", state.address))
            return ""
        asked = self.source.where(link)
        asked = filtered(asked, state.filter)
        if asked in state.seen:
            if number:
                noted.append(Fault("next_loop", state.address))
            return ""
        if state.barren >= BARREN:
            return self._enlarged(state, sheet, noted)
        return asked

    def _probe(self, state: _State, sheet: Sheet, number: int) -> str:
        """No word about paging, and a round number of objects: likely a server's limit, so look whether there is more."""
        state.probing = (
            not sheet.links and sheet.total is None and number > 0 and number % 100 == 0 and not state.barren
        )
        if not state.probing:
            return ""
        return with_value(state.address, "page", (page_number(state.address) or 1) + 1)

    def _enlarged(self, state: _State, sheet: Sheet, noted: list[Fault]) -> str:
        """Every page is the same one: a single large page may still hold the rest."""
        if not state.enlarged:
            state.enlarged, state.barren = True, BARREN - 1
            first = filtered(state.address.partition("?")[0], state.filter)
            return with_value(first, "limit", LARGE)
        complete = sheet.total is not None and sheet.total <= len(state.ids)
        noted.append(Fault("paging_broken" if complete else "pages_repeat", state.address))
        state.whole = state.whole and complete
        return ""

    def _lost(self, state: _State, trouble: NotRead) -> Page:
        """This page cannot be had: say so, and go on behind it where pages have numbers."""
        if state.probing:
            address, state.address = state.address, ""
            return Page(address, "", (), (), state.filtered, 0, state.whole)
        again = trouble.fault.code in ONE_PAGE and trouble.status not in {401, 403, 404, 410}
        # Behind the end some answer 404, though a link led there; in the middle it would be a page that is missing.
        beyond = trouble.status in {404, 410} and not state.first
        complete = state.total is not None and state.total <= len(state.ids)
        number = page_number(state.address) or (1 if state.first else None)
        faults: tuple[Fault, ...] = (
            Fault("next_dead", state.address, {"status": trouble.status}) if beyond else trouble.fault,
        )
        if beyond and state.lost:
            faults = ()  # we only tried whether there was more behind what was lost
        state.whole = state.whole and beyond and complete
        state.lost += 1
        next_address = ""
        if again and number is not None and state.lost <= BARREN:
            next_address = with_value(state.address, "page", number + 1)
        page = Page(state.address, next_address, (), faults, state.filtered, 0, state.whole)
        state.address = "" if next_address in state.seen else next_address
        state.first = False
        return page


def asked_since(address: str) -> datetime | None:
    """The moment in `modified_since`, as `filtered` wrote it."""
    for name, value in parse_qsl(address.partition("?")[2]):
        if name == "modified_since":
            with contextlib.suppress(ValueError):
                return datetime.fromisoformat(value)
    return None


def _older(one: Found, since: datetime) -> bool:
    said = one.content.get("modified")
    return isinstance(said, str) and not one.deleted and datetime.fromisoformat(said) < since
