"""What is said in an address, and where an id is really asked."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ris.oparl.reading.addresses import Bases, filtered, moved, page_number, spelled_alike, with_value, written

SINCE = datetime(2024, 1, 10, 18, 0, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
LIST = "https://rat.example.de/oparl/papers"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://rat.example.de/a?x=1#unten", "https://rat.example.de/a?x=1"),
        (" HTTPS://rat.example.de/Ä b ", "https://rat.example.de/%C3%84%20b"),
        ("https://bürger.example.de/", "https://xn--brger-kva.example.de/"),
        ("/oparl/1", "https://rat.example.de/oparl/1"), ("?page=2", "https://rat.example.de/oparl/papers?page=2"),
        ("//other.example.de/x", "https://other.example.de/x"),
        ("javascript:alert(1)", ""), ("file:///etc/passwd", ""), ("http://[", ""), ("http://", ""),
    ],
)  # fmt: skip
def test_written(said: str, address: str) -> None:
    assert written(said, beside=LIST) == address


def test_the_filter_is_put_back_and_put_right() -> None:
    whole = f"{LIST}?modified_since=2024-01-10T17:00:00%2B00:00"
    assert filtered(LIST, SINCE) == whole
    assert filtered(f"{LIST}?page=2", SINCE) == f"{LIST}?page=2&modified_since=2024-01-10T17:00:00%2B00:00"
    # A bare plus, which the server would read as a space.
    assert filtered(f"{LIST}?modified_since=2024-01-10T17:00:00+00:00", SINCE) == whole
    assert filtered(f"{LIST}?modified%5Fsince=x&created_until=y&limit=5", None) == f"{LIST}?limit=5"
    assert filtered(whole, None) == LIST


def test_numbers_of_pages() -> None:
    assert page_number(f"{LIST}?limit=9&page=12") == 12
    assert page_number(f"{LIST}?page=x") is None
    assert page_number(LIST) is None
    assert with_value(filtered(f"{LIST}?page=2", SINCE), "page", 3) == (
        f"{LIST}?modified_since=2024-01-10T17:00:00%2B00:00&page=3"
    )


def test_spelled_alike() -> None:
    assert spelled_alike("https://RAT.example.de/a/?b=1&a=%20", "https://rat.example.de/a?a=%20&b=1")
    assert not spelled_alike("https://rat.example.de/a", "https://rat.example.de/A")


@pytest.mark.parametrize(
    ("identity", "found_at", "pair"),
    [
        ("https://web1.k.de/oparl/system", "https://web2.k.de/ris/oparl/system", ("https://web1.k.de/oparl", "https://web2.k.de/ris/oparl")),
        ("http://k.de/oparl/bodies/1", "https://k.de/oparl/bodies/1", ("http://k.de/oparl", "https://k.de/oparl")),
        ("https://k.de/a/system", "https://k.de/b/system", ("https://k.de/a/system", "https://k.de/b/system")),
        ("https://k.de/oparl/system", "https://k.de/oparl/system/", None),
        ("https://k.de/oparl/1", "https://k.de/start", None),
    ],
)  # fmt: skip
def test_where_all_has_moved(identity: str, found_at: str, pair: tuple[str, str] | None) -> None:
    assert moved(identity, found_at) == pair


def test_ids_are_asked_where_they_are_answered() -> None:
    bases = Bases("https://k.de/ris/oparl/system", {"http://alt.k.de/oparl": "https://k.de/ris/oparl"})
    assert bases.address_of("http://alt.k.de/oparl/papers/1") == "https://k.de/ris/oparl/papers/1"
    assert bases.address_of("http://alt.k.de/oparlament/1") == "http://alt.k.de/oparlament/1"
    move = bases.move_of("https://k.de/oparl/system", "https://k.de/ris/oparl/system")
    assert move == ("https://k.de/oparl", "https://k.de/ris/oparl")
    bases.learn(*move)
    assert bases.address_of("https://k.de/oparl/papers/1?x=1") == "https://k.de/ris/oparl/papers/1?x=1"
    assert bases.address_of("https://k.de/ris/oparl/papers/1") == "https://k.de/ris/oparl/papers/1"
    assert bases.move_of("https://k.de/oparl/system", "https://k.de/ris/oparl/system") is None


def test_a_new_base_below_the_old_one_is_not_added_twice() -> None:
    bases = Bases("https://k.de/oparl/v1/system", {"https://k.de/oparl": "https://k.de/oparl/v1"})
    once = bases.address_of("https://k.de/oparl/papers/1")
    assert once == bases.address_of(once) == "https://k.de/oparl/v1/papers/1"


def test_an_encrypted_source_is_not_asked_in_the_clear() -> None:
    bases = Bases("https://k.de/oparl/system", {})
    assert bases.address_of("http://k.de/oparl/papers/1") == "https://k.de/oparl/papers/1"
    assert bases.address_of("http://other.de/oparl/papers/1") == "http://other.de/oparl/papers/1"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_nothing_said_is_too_odd(said: str, query: str) -> None:
    for each in (said, f"http://{said}", f"https://rat.example.de/{said}?{query}", f"//{said}"):
        address = written(each, beside=LIST)
        assert address == "" or (address.isascii() and address.startswith(("http://", "https://")))
        assert written(address) == address
        spelled_alike(address, LIST), page_number(address), with_value(address, "page", 2), moved(address, LIST)
        assert filtered(filtered(address, SINCE), SINCE) == filtered(address, SINCE)
        bases = Bases(address, {said: query})
        assert list(bases.guesses(LIST)) is not None
        bases.address_of(address)
    assert filtered(LIST, datetime.max.replace(tzinfo=UTC)).count("modified_since") == 1
