"""Lists read to their end, against a small server of our own: broken pages, sick paging, filters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ris.oparl.reading.rules import Rules
from tests.doors.answering import Said
from tests.oparl.reading.council import NS, a_page, council, papers
from tests.oparl.reading.crawling import codes, numbers, pages_of, reader_of

Stands = dict[str, Any]
SINCE = datetime(2024, 1, 3, tzinfo=UTC)


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
