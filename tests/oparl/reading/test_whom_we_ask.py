"""One object alone, a place that has moved, one request at a time, and who asks whom."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from ris.oparl.found import Fault, Found
from ris.oparl.reading.asking import client_for, hosts_of, user_agent
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.walk import ListToRead, NotRead, Reader
from tests.doors.answering import Asked, Said
from tests.oparl.reading.council import NS, council, papers
from tests.oparl.reading.crawling import a_client, numbers, pages_of, reader_of

Stands = dict[str, Any]
SINCE = datetime(2024, 1, 3, tzinfo=UTC)


def test_one_object_alone() -> None:
    def change(base: str, stands: Stands) -> None:
        stands["/oparl/papers/9"] = {"id": f"{base}/papers/9", "name": "Neun"}
        stands["/oparl/papers/8"] = stands["/oparl"]
        stands["/oparl/papers/7"] = papers(base, range(6, 7))[0]
        stands["/oparl/papers/5"] = Said(status=301, headers={"Location": f"{base}/papers/6"})
        stands["/oparl/papers/6"] = papers(base, range(6, 7))[0]
        stands["/oparl/papers/4"] = Said(status=401)
        stands["/oparl/papers/3"] = b"[" * 100_000

    with council(change) as server:
        reader = reader_of(server.base)

        def one(number: int, type_: str = "Paper") -> Found | str:
            answer = reader.one(f"{server.base}/papers/{number}", type_)
            if isinstance(answer, Fault):
                assert answer.address == f"{server.base}/papers/{number}"
                return answer.code
            return answer

        nine = one(9)
        assert isinstance(nine, Found)
        assert (nine.type, nine.content["name"]) == ("Paper", "Neun")
        assert one(9, "") == "no_id"  # neither it says what it is, nor did we know
        assert one(8) == "other_object"
        assert one(7) == "other_object"
        moved = one(5)
        assert isinstance(moved, Found)
        assert moved.identity == f"{server.base}/papers/6"
        assert one(4) == "refused"
        assert one(3) == "too_deep"
        answer = reader.one("http://other.example.de/papers/1")
        assert isinstance(answer, Fault)
        assert answer.code == "other_host"
        assert answer.values["host"] == "other.example.de"


def test_ids_of_a_place_that_is_no_more_are_asked_at_the_new_one() -> None:
    def change(base: str, stands: Stands) -> None:
        old = "https://alt.example.de/oparl"
        stands["/oparl"]["id"] = old
        stands["/oparl/papers"]["data"][0]["id"] = f"{old}/papers/1"
        stands["/oparl/papers"]["links"]["next"] = f"{old}/papers?page=2"
        stands["/oparl/papers/1"] = {"id": f"{old}/papers/1", "type": f"{NS}Paper"}

    with council(change) as server:
        told: list[tuple[str, str]] = []
        client = a_client(server.base)
        reader = Reader(server.base, rules=Rules(), client=client, moved=lambda *move: told.append(move))
        pages = pages_of(reader)
        assert told == [("https://alt.example.de/oparl", server.base)]
        assert numbers(pages) == [1, 2, 3, 4, 5, 6]
        first = pages[0].found[0]
        assert (first.identity, first.address) == ("https://alt.example.de/oparl/papers/1", f"{server.base}/papers/1")
        assert isinstance(reader.one(first.identity), Found)
        assert reader.where("https://alt.example.de/oparl/files/1.pdf") == f"{server.base}/files/1.pdf"


def test_a_move_that_the_operator_knows_of() -> None:
    with council() as server:
        rules = Rules(rewrite={"https://rat.example.de/oparl": server.base})
        reader = reader_of(server.base, rules=rules)
        wanted = ListToRead("Paper", "https://rat.example.de/oparl/papers")
        assert numbers(list(reader.pages(wanted, None))) == [1, 2, 3, 4, 5, 6]


# Who asks whom.


def test_one_request_at_a_time() -> None:
    busy: list[int] = []
    most = 0

    def slowly(base: str, stands: Stands) -> None:
        for path, stood in list(stands.items()):

            def talk(asked: Asked, stood: Any = stood) -> Any:
                nonlocal most
                busy.append(1)
                most = max(most, len(busy))
                time.sleep(0.02)  # long enough for another request to come in between
                busy.pop()
                return stood

            stands[path] = talk

    with council(slowly) as server:
        reader = reader_of(server.base)
        (body,) = reader.bodies()
        for wanted in reader.lists(body):
            for page in reader.pages(wanted, None):
                for found in page.found:
                    reader.one(found.identity)  # while the next page is on its way
        assert most == 1
        assert len({asked.line for asked in server.asked}) == 1


def test_the_settings_say_who_asks_and_whom(settings: Any) -> None:
    settings.FETCH_CONTACT, settings.FETCH_PRIVATE_ADDRESSES = "mailto:ris@stadt.example.de", True
    assert user_agent() == "ris (OParl; +mailto:ris@stadt.example.de)"
    settings.FETCH_CONTACT = ""
    assert user_agent() == f"ris (OParl; +{settings.CANONICAL_HOST})"
    rules = Rules(more_hosts=("dateien.k.de",), rewrite={"http://alt.k.de/": "https://neu.k.de:8443/"}, delay=2.0)
    assert hosts_of("https://rat.k.de/oparl", rules) == {"rat.k.de", "dateien.k.de", "neu.k.de:8443"}
    assert hosts_of("nonsense", Rules()) == {"-"}
    client = client_for("https://rat.k.de/oparl", rules)
    assert (client.delay, client.private_allowed, client.max_bytes) == (2.0, True, rules.page_bytes)


def test_our_own_network_is_asked_only_where_a_setting_says_so(settings: Any) -> None:
    with council() as server:
        settings.FETCH_PRIVATE_ADDRESSES = False
        with pytest.raises(NotRead) as trouble:
            Reader(server.base, rules=Rules(), client=client_for(server.base, Rules())).bodies()
        assert trouble.value.fault.code == "private_address"
        assert server.asked == []
