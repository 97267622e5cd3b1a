"""A small council's OParl in the test itself, for what must be tested without any archive: entries, versions, links, ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from tests.doors.answering import Answering, Asked, Said, answering

NS = "https://schema.oparl.org/1.1/"
Change = Callable[[str, Any], Any]


def said(value: Any, status: int = 200) -> Said:
    """JSON, as a server sends it; what is already an answer stays one."""
    if isinstance(value, Said):
        return value
    body = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
    return Said(body, status, {"Content-Type": "application/json"})


def papers(base: str, numbers: range) -> list[dict[str, Any]]:
    return [
        {"id": f"{base}/papers/{number}", "type": f"{NS}Paper", "name": f"Vorlage {number}", "modified": f"2024-01-{number:02}T10:00:00+01:00"}
        for number in numbers
    ]  # fmt: skip


def a_page(items: list[Any], next_address: str | None = None, total: int | None = None) -> dict[str, Any]:
    return {
        "data": items,
        "pagination": {} if total is None else {"totalElements": total},
        "links": {} if next_address is None else {"next": next_address},
    }


def a_council(base: str) -> dict[str, Any]:
    """Path with query → what stands there: a System, a Body, its lists, three pages of two papers each."""
    list_ = f"{base}/papers"
    return {
        "/oparl": {"id": base, "type": f"{NS}System", "oparlVersion": NS, "body": f"{base}/bodies"},
        "/oparl/bodies": a_page(
            [{"id": f"{base}/bodies/1", "type": f"{NS}Body", "name": "Musterstadt", "system": base, "paper": list_,
              "meeting": f"{base}/meetings", "agendaItem": f"{base}/items"}]
        ),
        "/oparl/papers": a_page(papers(base, range(1, 3)), f"{list_}?page=2", 6),
        "/oparl/papers?page=2": a_page(papers(base, range(3, 5)), f"{list_}?page=3", 6),
        "/oparl/papers?page=3": a_page(papers(base, range(5, 7)), None, 6),
        "/oparl/meetings": a_page(
            [{"id": f"{base}/meetings/1", "type": f"{NS}Meeting", "name": "Rat", "agendaItem": [
                {"id": f"{base}/items/1", "type": f"{NS}AgendaItem", "name": "Eins"},
                {"id": f"{base}/items/2", "type": f"{NS}AgendaItem", "name": "Zwei"}]}]
        ),
        "/oparl/items": a_page([{"id": f"{base}/items/1", "type": f"{NS}AgendaItem", "name": "Eins", "meeting": f"{base}/meetings/1"}],
                               f"{base}/items?page=2", 2),
        "/oparl/items?page=2": a_page([{"id": f"{base}/items/2", "type": f"{NS}AgendaItem", "name": "Zwei"}], None, 2),
    }  # fmt: skip


@contextmanager
def council(change: Callable[[str, dict[str, Any]], None] | None = None) -> Iterator[Answering]:
    """The council's server; `change(base, what stands where)` makes it another one. `base` is the System's address."""
    stands: dict[str, Any] = {}

    def talk(asked: Asked) -> Said:
        known = stands.get(asked.path)
        if known is None:
            known = stands.get(urlsplit(asked.path).path + "?*")
        if callable(known):
            known = known(asked)
        return said({"type": f"{NS}Error", "message": "Nicht gefunden"}, 404) if known is None else said(known)

    with answering(talk) as server:
        server.base += "/oparl"
        stands.update(a_council(server.base))
        if change is not None:
            change(server.base, stands)
        yield server
