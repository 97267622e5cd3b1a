"""Bytes of an answer, whole or broken, as its objects."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ris.oparl.reading.parsing import Sheet, Unreadable, shallow, text_of


def read(text: str) -> tuple[list[Any], Sheet, str]:
    """What could be read, and the code of what ended it."""
    sheet = Sheet(text)
    items: list[Any] = []
    try:
        for value, raw in sheet.items():
            assert json.loads(raw, strict=False, parse_constant=lambda _name: None) == value
            items.append(value)
    except Unreadable as trouble:
        return items, sheet, trouble.code
    return items, sheet, ""


def test_a_page_with_the_text_of_each_object_as_it_came() -> None:
    text = ' {"data": [ {"id":1, "n" : "\\u00fc"} , {"id": 2}], "pagination": {"totalElements": 7}, "links": {"next": "x"}}'
    sheet = Sheet(text)
    assert [raw for _value, raw in sheet.items()] == ['{"id":1, "n" : "\\u00fc"}', '{"id": 2}']
    assert (sheet.total, sheet.links, sheet.single) == (7, {"next": "x"}, False)


@pytest.mark.parametrize(
    ("text", "items", "single"),
    [
        ('{"links": {}, "data": []}', [], False),
        ("[]", [], False),
        ('[{"id": 1}, 2]', [{"id": 1}, 2], False),
        ('{"data": {"id": 1}}', [{"id": 1}], False),
        ('{"id": 1, "data": [1]}', [{"id": 1, "data": [1]}], True),
        ('{"id": 1}', [{"id": 1}], True),
        ("{}", [{}], True),
        ('{"data": [{"id": 1}], "links": null, "pagination": []}', [{"id": 1}], False),
    ],
)
def test_lists_in_any_shape(text: str, items: list[Any], single: bool) -> None:
    found, sheet, code = read(text)
    assert (found, sheet.single, code) == (items, single, "")
    assert (sheet.links, sheet.total) == ({}, None)


@pytest.mark.parametrize(
    ("text", "items", "code"),
    [
        ("", 0, "not_json"), ("<html>", 0, "not_json"), ("Fehler", 0, "not_json"), ('"text"', 0, "not_json"), ("null", 0, "not_json"),
        ('{"data": [{"id": 1}, {"id": 2', 1, "broken_json"),
        ('{"data": [{"id": 1}, {"id": 2}', 2, "broken_json"),
        ('{"data": [{"id": 1}, <b>', 1, "broken_json"),
        ('{"data": [{"id": 1} {"id": 2}]}', 1, "broken_json"),
        ('{"data": [{"id": ' + "9" * 5000 + "}]}", 0, "broken_json"),
        ('{"data": [' + "[" * 100_000, 0, "too_deep"),
        ('{"a":' * 100_000, 0, "too_deep"),
        ("[" * 100_000, 0, "too_deep"),
        ("{1: 2}", 0, "broken_json"), ('{"a" 1}', 0, "broken_json"), ('{"a"', 0, "broken_json"), ("{", 0, "broken_json"),
        ("[", 0, "broken_json"), ("[1,", 1, "broken_json"),
    ],
    ids=lambda each: str(each)[:30],
)  # fmt: skip
def test_what_stands_before_the_fault_is_read(text: str, items: int, code: str) -> None:
    found, _sheet, named = read(text)
    assert (len(found), named) == (items, code)


def test_the_link_behind_a_fault_is_still_found() -> None:
    _found, sheet, code = read('{"data": [{"id": 1}, {"id": NaN? }], "links": {"next": "https://rat.example.de/2"}}')
    assert (code, sheet.links) == ("broken_json", {"next": "https://rat.example.de/2"})


def test_control_characters_and_numbers_that_are_none() -> None:
    found, _sheet, code = read('{"data": [{"a": "x\x0b\n\x00y", "b": NaN, "c": -Infinity}]}')
    assert (found, code) == ([{"a": "x\x0b\n\x00y", "b": None, "c": None}], "")


def test_texts_in_other_encodings() -> None:
    assert text_of("Bürger „Rat“".encode()) == ("Bürger „Rat“", True)
    assert text_of("Bürger".encode("utf-8-sig")) == ("Bürger", True)
    assert text_of("Bürger – „Rat“ 5 €".encode("cp1252")) == ("Bürger – „Rat“ 5 €", False)
    assert text_of(b"B\xfcrger \x81") == ("Bürger \x81", False)


def test_depth() -> None:
    assert shallow([[[1]]], 3)
    assert not shallow([[[[1]]]], 3)
    assert shallow({"a": "x"}, 1)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='{}[]",:data1 \\u\n\x00next', max_size=60) | st.text(max_size=40))
def test_no_text_stops_a_run(text: str) -> None:
    for each in (text, f'{{"data": [{text}]}}', f'{{"data": [1, {text}', f"[{text}"):
        read(each)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60))
def test_no_bytes_stop_a_run(body: bytes) -> None:
    read(text_of(body)[0])
