"""From an address to all a council gives away, against a small server of our own: entries, versions, ends of lists, limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ris.oparl.found import Fault, Found
from ris.oparl.reading.asking import client_for, hosts_of, user_agent
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.walk import ListToRead, NotRead, Page, Reader
from tests.doors.answering import Asked, Said, answering
from tests.oparl.reading.council import NS, a_page, council, papers, said
from tests.oparl.reading.crawling import a_client, reader_of

Stands = dict[str, Any]
SINCE = datetime(2024, 1, 3, tzinfo=UTC)


def pages_of(reader: Reader, type_: str = "Paper", since: datetime | None = None, start: str = "") -> list[Page]:
    (body,) = reader.bodies()
    (wanted,) = (each for each in reader.lists(body) if each.type == type_)
    return list(reader.pages(wanted, since, start))


def numbers(pages: list[Page]) -> list[int]:
    return [int(each.identity.rpartition("/")[2]) for page in pages for each in page.found]


def codes(pages: list[Page]) -> list[str]:
    return [fault.code for page in pages for fault in page.faults]


# Entries.


@pytest.mark.parametrize("entry", ["", "/bodies", "/papers/1"])
def test_whatever_is_given_as_entry_leads_to_the_body(entry: str) -> None:
    def change(base: str, stands: Stands) -> None:
        stands["/oparl/bodies/1"] = stands["/oparl/bodies"]["data"][0]
        stands["/oparl/papers/1"] = {**papers(base, range(1, 2))[0], "body": f"{base}/bodies/1"}

    with council(change) as server:
        reader = reader_of(f"{server.base}{entry}")
        assert [each.identity for each in reader.bodies()] == [f"{server.base}/bodies/1"]
        system = reader.system()
        assert system is not None
        assert system.identity == server.base
        assert [each.type for each in reader.lists(reader.bodies()[0])] == ["Meeting", "Paper", "AgendaItem"]


def test_a_body_alone_is_enough() -> None:
    def change(base: str, stands: Stands) -> None:
        body = stands["/oparl/bodies"]["data"][0]
        del body["system"]
        stands["/oparl/bodies/1"] = body

    with council(change) as server:
        reader = reader_of(f"{server.base}/bodies/1")
        assert reader.system() is None
        assert numbers(pages_of(reader)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("shape", ["object", "array", "one address", "addresses", "no brackets"])
def test_bodies_in_any_shape(shape: str) -> None:
    def change(base: str, stands: Stands) -> None:
        body = stands["/oparl/bodies"]["data"][0]
        stands["/oparl/bodies/1"] = body
        if shape == "object":
            stands["/oparl"]["body"] = body
        elif shape == "array":
            stands["/oparl/bodies"] = [body]
        elif shape == "one address":
            stands["/oparl"]["body"] = f"{base}/bodies/1"
        elif shape == "addresses":
            stands["/oparl"]["body"] = [f"{base}/bodies/1", f"{base}/bodies/2"]
        else:
            stands["/oparl/bodies"] = {"data": body}

    with council(change) as server:
        reader = reader_of(server.base)
        assert [each.identity for each in reader.bodies()] == [f"{server.base}/bodies/1"]
        lost = {(fault.code, fault.address) for fault in reader.faults}
        assert lost == ({("refused", f"{server.base}/bodies/2")} if shape == "addresses" else set())


def test_one_body_of_several_is_chosen() -> None:
    def change(base: str, stands: Stands) -> None:
        first = stands["/oparl/bodies"]["data"][0]
        stands["/oparl/bodies"]["data"].append({**first, "id": f"{base}/bodies/2"})

    with council(change) as server:
        assert len(reader_of(server.base).bodies()) == 2
        (chosen,) = reader_of(server.base, body=f"{server.base}/bodies/2/").bodies()
        assert chosen.identity == f"{server.base}/bodies/2"
        with pytest.raises(NotRead) as trouble:
            reader_of(server.base, body=f"{server.base}/bodies/3").bodies()
        assert trouble.value.fault.code == "refused"


@pytest.mark.parametrize("entry", ["", "/bodies/1"])
def test_an_older_version_leads_to_the_newer(entry: str) -> None:
    def change(base: str, stands: Stands) -> None:
        new = stands["/oparl"]
        old = {
            **new,
            "id": f"{base}/alt",
            "oparlVersion": "https://schema.oparl.org/1.0/",
            "type": NS.replace("1.1", "1.0") + "System",
        }
        body = {
            "id": f"{base}/alt/bodies/1",
            "type": "https://schema.oparl.org/1.0/Body",
            "name": "Musterstadt",
            "system": f"{base}/alt",
        }
        stands["/oparl/alt"] = {
            **old,
            "body": f"{base}/alt/bodies",
            "otherOparlVersions": [{"id": f"{base}/weg"}, base],
        }
        stands["/oparl/alt/bodies"], stands["/oparl/alt/bodies/1"] = a_page([body]), body

    with council(change) as server:
        reader = reader_of(f"{server.base}/alt{entry}")
        assert [each.identity for each in reader.bodies()] == [f"{server.base}/bodies/1"]
        assert [fault.code for fault in reader.faults] == ["newer_version"]
        assert numbers(pages_of(reader)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (said({"type": f"{NS}Error", "message": "?"}), "not_oparl"),
        (said([]), "not_oparl"),
        (said({"id": "https://rat.example.de/x", "type": f"{NS}Paper"}), "not_oparl"),
        (Said(b"<html>Wartung</html>"), "not_json"),
        (Said(status=404), "refused"),
        (Said(b"[" * 100_000), "not_oparl"),
        (Said(b'{"data": ' + b'{"a":' * 100_000), "not_oparl"),
    ],
    ids=["error", "nothing", "paper", "html", "404", "deep", "deeper"],
)
def test_an_entry_that_is_none(answer: Said, code: str) -> None:
    with answering(lambda asked: answer) as server:
        with pytest.raises(NotRead) as trouble:
            reader_of(f"{server.base}/oparl").bodies()
        assert trouble.value.fault.code == code
    with pytest.raises(NotRead) as trouble:
        reader_of("gopher://rat.example.de/").bodies()
    assert trouble.value.fault.code == "bad_address"


# Lists.


def test_what_stood_inside_others_is_not_given_again() -> None:
    with council() as server:
        reader = reader_of(server.base)
        meetings, items = pages_of(reader, "Meeting"), pages_of(reader, "AgendaItem")
        assert len(meetings[0].found) == 1
        assert [page.found for page in items] == [()]
        assert "/oparl/items?page=2" not in server.paths  # all of them are known: the rest need not be asked for
        # Who has not seen the meetings reads the list itself.
        alone = pages_of(reader_of(server.base), "AgendaItem")
        assert [len(page.found) for page in alone] == [1, 1]


def test_what_no_parent_holds_is_given() -> None:
    def change(base: str, stands: Stands) -> None:
        stands["/oparl/items?page=2"]["data"].append({"id": f"{base}/items/3", "type": f"{NS}AgendaItem"})
        stands["/oparl/items"]["pagination"]["totalElements"] = 3

    with council(change) as server:
        reader = reader_of(server.base)
        pages_of(reader, "Meeting")
        assert numbers(pages_of(reader, "AgendaItem")) == [3]


def test_a_whole_list_on_one_page_is_handed_over_in_parts() -> None:
    def change(base: str, stands: Stands) -> None:
        many = [{"id": f"{base}/papers/{number}", "type": f"{NS}Paper"} for number in range(1, 1004)]
        stands["/oparl/papers"] = many

    with council(change) as server:
        pages = pages_of(reader_of(server.base))
        assert [len(page.found) for page in pages] == [*[200] * 5, 3]
        assert numbers(pages) == list(range(1, 1004))
        # A run that was killed after the second part goes on with the third.
        again = pages_of(reader_of(server.base), start=pages[1].next_address)
        assert numbers(again) == list(range(401, 1004))
        assert all(page.whole for page in pages + again)


@pytest.mark.parametrize(
    ("broken", "read", "code"),
    [
        (b'{"data": [], "links"', [1, 2], "broken_json"),
        (b"<html>Fehler</html>", [1, 2, 5, 6], "not_json"),
        (Said(status=500), [1, 2, 5, 6], "refused"),
        (Said(status=403), [1, 2], "refused"),
        ({"type": f"{NS}Error", "message": "?"}, [1, 2, 5, 6], "wrong_thing"),
    ],
    ids=["cut off", "html", "500", "403", "error"],
)
def test_a_page_that_cannot_be_read_is_named_and_the_rest_goes_on(broken: Any, read: list[int], code: str) -> None:
    with council(lambda base, stands: stands.update({"/oparl/papers?page=2": broken})) as server:
        pages = pages_of(reader_of(server.base, tries=2))
        assert numbers(pages) == read
        faults = [fault for page in pages for fault in page.faults]
        assert (faults[0].code, faults[0].address) == (code, f"{server.base}/papers?page=2")
        assert not pages[-1].whole


def test_objects_before_the_fault_and_the_link_behind_it_count() -> None:
    def change(base: str, stands: Stands) -> None:
        good = f'{{"id": "{base}/papers/3", "type": "{NS}Paper"}}'
        stands["/oparl/papers?page=2"] = (
            f'{{"data": [{good}, {{"id": ], "links": {{"next": "{base}/papers?page=3"}}}}'.encode()
        )

    with council(change) as server:
        pages = pages_of(reader_of(server.base))
        assert numbers(pages) == [1, 2, 3, 5, 6]
        assert codes(pages) == ["broken_json"]
        assert not pages[-1].whole


def test_objects_that_are_none_are_named_and_the_others_read() -> None:
    def change(base: str, stands: Stands) -> None:
        stands["/oparl/papers"]["data"] += [
            None, "x", {"type": f"{NS}Paper"}, {"id": f"{base}/b", "type": "https://rat.example.de/Beteiligung"},
        ]  # fmt: skip

    with council(change) as server:
        pages = pages_of(reader_of(server.base))
        assert numbers(pages) == [1, 2, 3, 4, 5, 6]
        assert codes(pages) == ["wrong_type", "wrong_type", "no_id", "unknown_type"]
        assert pages[0].faults[3].address == f"{server.base}/b"
        assert not pages[-1].whole


Next = Callable[[str], Any]


@pytest.mark.parametrize(
    ("link", "named", "whole"),
    [
        (lambda base: None, [], True),
        (lambda base: "", [], True),
        (lambda base: f"{base}/papers?page=3", ["next_loop"], True),
        (lambda base: f"{base}/papers", ["next_loop"], True),
        (lambda base: f"{base}/papers?page=99", ["next_dead"], True),
        (lambda base: "http://other.example.de/papers?page=4", ["other_host"], False),
        (lambda base: "http://10.0.0.1/papers", ["other_host"], False),
        (lambda base: "file:///etc/passwd", ["bad_link"], False),
        (lambda base: {"href": f"{base}/papers?page=3"}, ["bad_link"], False),
    ],
    ids=["null", "empty", "itself", "first", "dead", "elsewhere", "our network", "file", "object"],
)
def test_the_end_of_a_list(link: Next, named: list[str], whole: bool) -> None:
    def change(base: str, stands: Stands) -> None:
        stands["/oparl/papers?page=3"]["links"]["next"] = link(base)

    with council(change) as server:
        pages = pages_of(reader_of(server.base, tries=1))
        assert numbers(pages) == [1, 2, 3, 4, 5, 6]
        assert codes(pages) == named
        assert pages[-1].whole is whole
        assert pages[-1].next_address == ""


@pytest.mark.parametrize("behind", ["more", "nothing", "the same"])
def test_a_round_number_without_a_word_of_paging_may_be_a_limit(behind: str) -> None:
    def change(base: str, stands: Stands) -> None:
        many = [{"id": f"{base}/papers/{number}", "type": f"{NS}Paper"} for number in range(1, 204)]
        stands["/oparl/papers"] = {"data": many[:100], "links": {}}
        if behind == "nothing":
            del stands["/oparl/papers?page=2"]
        else:
            stands["/oparl/papers?page=2"] = {"data": many[100:200] if behind == "more" else many[:100], "links": {}}
            stands["/oparl/papers?page=3"] = {"data": many[200:], "links": {}}

    with council(change) as server:
        pages = pages_of(reader_of(server.base, tries=1))
        assert numbers(pages) == list(range(1, 204 if behind == "more" else 101))
        assert codes(pages) == []
        assert pages[-1].whole
        assert pages[-1].next_address == ""


def test_a_page_that_is_missing_in_the_middle_is_not_the_end() -> None:
    """Or all behind it would count as gone."""
    with council(lambda base, stands: stands.pop("/oparl/papers?page=2")) as server:
        pages = pages_of(reader_of(server.base))
        assert numbers(pages) == [1, 2]
        assert codes(pages) == ["next_dead"]
        assert not pages[-1].whole


def test_a_list_without_end_ends() -> None:
    """Ever new pages that bring nothing: a trap, or a broken counter."""

    def change(base: str, stands: Stands) -> None:
        count = iter(range(10_000))
        stands["/oparl/papers?*"] = lambda asked: a_page(
            papers(base, range(1, 3)), f"{base}/papers?cursor={next(count)}"
        )
        del stands["/oparl/papers?page=2"]

    with council(change) as server:
        pages = pages_of(reader_of(server.base))
        assert numbers(pages) == [1, 2]
        assert codes(pages)[-1] == "pages_repeat"
        assert not pages[-1].whole
        assert len(server.asked) < 12


def test_a_relative_link_is_followed() -> None:
    with council(lambda base, stands: stands["/oparl/papers"]["links"].update(next="?page=2")) as server:
        assert numbers(pages_of(reader_of(server.base))) == [1, 2, 3, 4, 5, 6]


def test_the_same_id_with_other_words_is_given_and_named() -> None:
    def change(base: str, stands: Stands) -> None:
        first, second = papers(base, range(1, 3))
        stands["/oparl/papers?page=3"]["data"] += [first, {**second, "name": "Neue Fassung"}]

    with council(change) as server:
        pages = pages_of(reader_of(server.base))
        assert numbers(pages) == [1, 2, 3, 4, 5, 6, 2]
        assert codes(pages) == ["repeated", "same_id"]


def test_a_server_without_a_filter_is_not_asked_for_it_again_and_again() -> None:
    def change(base: str, stands: Stands) -> None:
        for name in ("papers", "meetings", "items"):
            stands[f"/oparl/{name}?*"] = Said(status=400)

    with council(change) as server:
        reader = reader_of(server.base)
        lists = [pages_of(reader, type_, SINCE) for type_ in ("Paper", "Meeting", "AgendaItem")]
        assert numbers(lists[0]) == [1, 2, 3, 4, 5, 6]
        assert not any(page.filtered for pages in lists for page in pages)
        assert sum("modified_since" in path for path in server.paths) == 2


def test_rules_can_say_that_filters_are_no_use() -> None:
    with council() as server:
        pages = pages_of(reader_of(server.base, rules=Rules(use_filters=False)), since=SINCE)
        assert not pages[0].filtered
        assert not any("modified_since" in path for path in server.paths)


# One object.


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
