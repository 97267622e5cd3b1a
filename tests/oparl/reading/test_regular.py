"""One object made regular: what real servers send, and whatever else JSON can hold."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ris.oparl.reading import values
from ris.oparl.reading.regular import Regular, regular
from ris.oparl.reading.rules import Rules
from ris.oparl.reading.shapes import PARENT, SHAPES, Kind
from ris.oparl.wording import LOST, MENDED

BASE = "https://rat.example.de/oparl"
NS = "https://schema.oparl.org/1.1/"


def made(raw: dict[str, Any], type_: str = "Paper", rules: Rules | None = None) -> Regular:
    done = regular({"id": f"{BASE}/1", "type": NS + type_, **raw}, type_, beside=f"{BASE}/list", rules=rules or Rules())
    assert done is not None
    return done


def codes(done: Regular) -> set[str]:
    return {fault.code for fault in done.faults}


def value(name: str, said: Any, type_: str) -> tuple[Any, set[str]]:
    done = made({name: said}, type_)
    return done.content.get(name), codes(done)


@pytest.mark.parametrize(
    ("said", "kept", "named"),
    [
        ("Radweg", "Radweg", set()),
        ("  Radweg ", "Radweg", set()),
        ("", None, {"filler"}), (" ", None, {"filler"}), ("N/A", None, {"filler"}), (None, None, {"filler"}),
        ([], None, {"filler"}), ({}, None, {"filler"}),
        ({"de": "Radweg"}, None, {"wrong_type"}),
        (2019, "2019", {"wrong_type"}),
        ("B&uuml;rgeramt &amp; Bad", "Bürgeramt & Bad", {"html_entities"}),
        ("Gr&amp;uuml;n", "Grün", {"html_entities"}),
        ("A & B; C&A", "A & B; C&A", set()),
        ("Ladung\x0bund\tText\r\nEnde\x00", "Ladung und Text  Ende", {"control_characters"}),
        ("halb \ud83d", "halb", {"control_characters"}),
        ("\ufeffBeginn", "Beginn", {"control_characters"}),
    ],
)  # fmt: skip
def test_text(said: Any, kept: Any, named: set[str]) -> None:
    assert value("name", said, "Paper") == (kept, named)


def test_text_of_several_lines_keeps_them() -> None:
    assert value("resolutionText", "Eins\r\nZwei\tdrei\x0b", "AgendaItem") == (
        "Eins\nZwei\tdrei",
        {"control_characters"},
    )


@pytest.mark.parametrize(
    ("said", "kept", "named"),
    [
        ("2024-01-10T18:00:00+01:00", "2024-01-10T18:00:00+01:00", set()),
        ("2024-01-10T17:00:00.000Z", "2024-01-10T18:00:00+01:00", {"irregular_time"}),
        ("2024-07-10T17:00:00Z", "2024-07-10T19:00:00+02:00", {"irregular_time"}),
        ("2024-07-10T19:00:00", "2024-07-10T19:00:00+02:00", {"irregular_time"}),
        ("2024-07-10 19:00", "2024-07-10T19:00:00+02:00", {"irregular_time"}),
        ("10.07.2024 19:00", "2024-07-10T19:00:00+02:00", {"irregular_time"}),
        ("2024-07-10", "2024-07-10T00:00:00+02:00", {"irregular_time"}),
        ("2024-02-30T18:00:00+01:00", None, {"bad_time"}),
        ("0001-01-01T00:00:00", None, {"bad_time"}),
        ("9999-12-31T23:59:59+00:00", None, {"bad_time"}),
        ("0001-01-01T00:00:00+14:00", None, {"bad_time"}),
        ("morgen", None, {"bad_time"}), (1704906000, None, {"bad_time"}), ("", None, {"filler"}),
    ],
)  # fmt: skip
def test_moments(said: Any, kept: Any, named: set[str]) -> None:
    assert value("start", said, "Meeting") == (kept, named)


@pytest.mark.parametrize(
    ("said", "kept", "named"),
    [
        ("2019-09-23", "2019-09-23", set()),
        ("2019-12-23T00:00:00+02:00", "2019-12-23", {"time_in_date"}),  # the offset is of no season; the day is meant
        ("2019-09-22T22:00:00Z", "2019-09-23", {"time_in_date"}),
        ("2019-09-23T00:00:00", "2019-09-23", {"time_in_date"}),
        ("2019-09-23T15:30:00+02:00", "2019-09-23", {"time_in_date"}),
        ("23.09.2019", "2019-09-23", {"time_in_date"}),
        ("0000-00-00", None, {"bad_time"}), ("0001-01-01", None, {"bad_time"}), ("9999-12-31", None, {"bad_time"}),
        ("2019-02-29", None, {"bad_time"}), (None, None, {"filler"}),
    ],
)  # fmt: skip
def test_days(said: Any, kept: Any, named: set[str]) -> None:
    assert value("date", said, "Paper") == (kept, named)


@pytest.mark.parametrize(
    ("name", "type_", "said", "kept"),
    [
        ("public", "AgendaItem", True, True), ("public", "AgendaItem", False, False), ("public", "AgendaItem", "false", False),
        ("public", "AgendaItem", "nein", False), ("public", "AgendaItem", 1, True), ("public", "AgendaItem", 1.0, None),
        ("public", "AgendaItem", "vielleicht", None), ("public", "AgendaItem", [], None),
        ("size", "File", 12, 12), ("size", "File", "12", 12), ("size", "File", 12.0, 12), ("size", "File", 0, None),
        ("size", "File", "12\x1f", 12), ("size", "File", -1, None), ("size", "File", 2**70, None), ("size", "File", True, None), ("size", "File", "viel", None),
        ("mimeType", "File", "application/pdf", "application/pdf"), ("mimeType", "File", "pdf", "application/pdf"),
        ("mimeType", "File", ".PDF", "application/pdf"), ("mimeType", "File", "text/html; charset=utf-8", "text/html"),
        ("mimeType", "File", "quatsch", None),
        ("ags", "Body", "8212000", "08212000"), ("ags", "Body", "08212000", "08212000"),
        ("email", "Person", "a@b.de", ["a@b.de"]), ("email", "Person", ["a@b.de", "", None], ["a@b.de"]),
        ("gender", "Person", "weiblich", "female"), ("gender", "Person", "divers", "divers"),
        ("license", "Body", "Open", None), ("website", "Body", "www.rat.example.de", "https://www.rat.example.de"),
        ("website", "Body", "/start", "https://rat.example.de/start"), ("website", "Body", "javascript:alert(1)", None),
        ("organization", "Meeting", f"{BASE}/o/1", [f"{BASE}/o/1"]),
        ("organization", "Meeting", [{"id": f"{BASE}/o/1"}, f"{BASE}/o/1", None, 7], [f"{BASE}/o/1"]),
        ("subOrganizationOf", "Organization", [f"{BASE}/o/1"], f"{BASE}/o/1"),
        ("body", "Paper", "bodies/1", f"{BASE}/bodies/1"),
    ],
)  # fmt: skip
def test_other_values(name: str, type_: str, said: Any, kept: Any) -> None:
    found, named = value(name, said, type_)
    assert found == kept
    assert named or found == said, "what was changed or left out is named"


def test_what_karlsruhe_makes_of_a_sitting() -> None:
    done = made(
        {
            "start": "2019-09-24T15:30:00+02:00", "end": "2019-09-24T00:00:00+02:00", "name": "Gemeinderat",
            "location": {"id": f"{BASE}/l/1", "room": "Bürgersaal", "locality": ""},
            "agendaItem": [
                {"id": f"{BASE}/a/2", "type": NS + "AgendaItem", "order": 100001, "name": "Eins"},
                {"id": f"{BASE}/a/9", "type": NS + "AgendaItem", "order": 1, "deleted": True},
                {"id": f"{BASE}/a/1", "type": NS + "AgendaItem", "order": 1, "name": "Zwei", "meeting": f"{BASE}/2"},
            ],
        },
        "Meeting",
    )  # fmt: skip
    assert "end" not in done.content
    assert [(item["id"][-1], item["order"], item["meeting"]) for item in done.content["agendaItem"]] == [
        ("2", 0, f"{BASE}/1"), ("1", 1, f"{BASE}/1"),
    ]  # fmt: skip
    assert done.content["location"] == {"id": f"{BASE}/l/1", "type": "Location", "room": "Bürgersaal"}
    assert codes(done) == {"end_before_start", "no_type", "filler", "deleted_inside"}
    assert set(done.inside) == {
        ("Location", f"{BASE}/l/1"),
        ("AgendaItem", f"{BASE}/a/1"),
        ("AgendaItem", f"{BASE}/a/2"),
    }


def test_objects_where_addresses_belong_and_the_reverse() -> None:
    person = made({"location": {"id": f"{BASE}/l/1", "room": "12"}}, "Person")
    assert person.content["location"] == f"{BASE}/l/1"
    assert person.content["locationObject"]["room"] == "12"
    meeting = made({"location": f"{BASE}/l/1", "agendaItem": f"{BASE}/a/1"}, "Meeting")
    assert meeting.content["location"] == {"id": f"{BASE}/l/1", "type": "Location"}
    assert meeting.content["agendaItem"] == [{"id": f"{BASE}/a/1", "type": "AgendaItem", "order": 0}]
    assert meeting.inside == []
    assert codes(meeting) == {"reference_for_object", "not_an_array"}


def test_an_object_without_id_gets_one_that_stays() -> None:
    first, again = (made({"location": {"room": "12"}}, "Meeting") for _time in range(2))
    assert first.content["location"]["id"] == again.content["location"]["id"] == f"{BASE}/1#location"
    assert "no_id_inside" in codes(first)


def test_the_paper_file_named_like_the_paper_is_the_main_one() -> None:
    def file(number: int, name: str) -> dict[str, Any]:
        return {"id": f"{BASE}/f/{number}", "type": NS + "File", "name": name}

    files = [file(1, "Anlage"), file(2, "Beschlussvorlage"), file(3, "Plan")]
    guessed = made({"paperType": "Beschlussvorlage", "auxiliaryFile": files}).content
    assert guessed["mainFile"]["id"] == f"{BASE}/f/2"
    assert [each["id"] for each in guessed["auxiliaryFile"]] == [f"{BASE}/f/1", f"{BASE}/f/3"]
    assert made({"auxiliaryFile": files}).content["mainFile"]["id"] == f"{BASE}/f/1"
    assert "auxiliaryFile" not in made({"auxiliaryFile": files[:1]}).content
    assert made({"mainFile": files[2], "auxiliaryFile": files[:2]}).content["mainFile"]["id"] == f"{BASE}/f/3"
    assert "mainFile" not in made({"auxiliaryFile": files}, rules=Rules(guess_main_file=False)).content


def test_papers_above_and_below_are_swapped_where_the_rules_say_so() -> None:
    said = {"superordinatedPaper": [f"{BASE}/2"], "subordinatedPaper": [f"{BASE}/3", f"{BASE}/4"]}
    swapped = made(said, rules=Rules(swap_papers=True)).content
    assert (swapped["superordinatedPaper"], swapped["subordinatedPaper"]) == (
        [f"{BASE}/3", f"{BASE}/4"], [f"{BASE}/2"],
    )  # fmt: skip
    only = made({"subordinatedPaper": [f"{BASE}/3"]}, rules=Rules(swap_papers=True)).content
    assert only["superordinatedPaper"] == [f"{BASE}/3"]
    assert "subordinatedPaper" not in only
    assert made(said).content["superordinatedPaper"] == [f"{BASE}/2"]


@pytest.mark.parametrize(
    ("said", "coordinates", "named"),
    [
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": [8.4, 49.0]}, "properties": {}}, [8.4, 49.0], set()),
        ({"type": "Feature", "geometry": {"type": "Point", "coordinates": ["8.4", "49,0"]}}, [8.4, 49.0], {"irregular_geojson"}),
        ({"type": "Point", "coordinates": [8.4, 49.0]}, [8.4, 49.0], {"irregular_geojson"}),
        ({"type": "Point", "coordinates": [49.0, 8.4]}, [8.4, 49.0], {"irregular_geojson", "swapped_coordinates"}),
        ({"type": "Point", "coordinates": [[8.4, 49.0]]}, None, {"bad_geojson"}),
        ({"type": "Point", "coordinates": [8.4, float("inf")]}, None, {"bad_geojson"}),
        ({"type": "Point", "coordinates": [8.4, 490]}, None, {"bad_geojson"}),
        ({"type": "Feature", "geometry": None}, None, {"bad_geojson"}),
        ("Marktplatz", None, {"bad_geojson"}), ({}, None, {"filler"}),
    ],
)  # fmt: skip
def test_places_on_the_map(said: Any, coordinates: Any, named: set[str]) -> None:
    found, codes_ = value("geojson", said, "Location")
    assert (found and found["geometry"]["coordinates"]) == coordinates
    assert codes_ == named


def test_tombstones_have_nothing_but_their_end() -> None:
    done = made({"deleted": True, "name": "", "reference": "", "modified": "2025-03-03T12:00:00", "auxiliaryFile": []})
    assert done.deleted
    assert done.content == {
        "id": f"{BASE}/1", "type": "Paper", "modified": "2025-03-03T12:00:00+01:00", "deleted": True,
    }  # fmt: skip
    bare = regular({"id": f"{BASE}/1", "deleted": True}, "Paper", beside=BASE, rules=Rules())
    assert bare is not None
    assert (bare.type, bare.deleted) == ("Paper", True)
    assert not made({"deleted": False}).deleted


def test_own_fields_of_a_product_are_kept_and_unknown_ones_are_not() -> None:
    deep: Any = 1
    for _level in range(50):
        deep = [deep]
    said = {"mainz:recording": {"start": 754.2}, "vorlagenNr": 12, "a:b:c": 1, "x:tief": deep, "y:nichts": None}
    assert made(said).content.keys() == {"id", "type", "mainz:recording"}


@pytest.mark.parametrize(
    ("raw", "expected", "type_"),
    [
        ({"id": f"{BASE}/1", "type": "https://schema.oparl.org/1.0/Paper"}, "", "Paper"),
        ({"id": f"{BASE}/1", "type": "Paper"}, "", "Paper"),
        ({"id": f"{BASE}/1"}, "Meeting", "Meeting"),
        ({"id": f"{BASE}/1", "type": ""}, "Meeting", "Meeting"),
        ({"id": "/oparl/1", "type": "Paper"}, "", "Paper"),
        ({"id": f"{BASE}/1", "type": "https://rat.example.de/Beteiligung"}, "Paper", None),
        ({"type": "Paper"}, "Paper", None), ({"id": 7, "type": "Paper"}, "Paper", None), ({"id": "", "type": "Paper"}, "Paper", None),
        ({"id": "javascript:1", "type": "Paper"}, "Paper", None), ([], "Paper", None), (None, "Paper", None), ("x", "Paper", None),
        ({"id": "http://" + "x" * 2000, "type": "Paper"}, "Paper", None),
    ],
)  # fmt: skip
def test_what_an_object_is(raw: Any, expected: str, type_: str | None) -> None:
    done = regular(raw, expected, beside=f"{BASE}/list", rules=Rules())
    assert (done and done.type) == type_
    assert done is None or done.identity.startswith("https://rat.example.de/oparl/")


# Whatever JSON can hold.

NAMES = sorted({name for shape in SHAPES.values() for name in shape} | {"id", "type", "mainz:x", "data"})
ODD = st.sampled_from(
    ["", " ", "N/A", "&uuml;", "\x00", "\ud800", "2024-01-10T18:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00",
     "2024-02-30", "31.12.9999", "http://[", "http://ä.example.de/ü?x=ß", "https://rat.example.de:99999/", "//x", "x" * 3000,
     "²", "1e999", "-0", "٣", f"{NS}Paper", f"{BASE}/2"]
)  # fmt: skip
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | ODD | st.datetimes().map(str)
JSON = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), inner, max_size=6)
    ),
    max_leaves=25,
)


def is_regular(content: Any, type_: str, depth: int = 0) -> None:
    """The schema's promise, for this object and all inside."""
    assert content["type"] == type_
    assert content["id"].startswith(("http://", "https://"))
    for name, said in content.items():
        if name in ("id", "type") or ":" in name:
            continue
        field = SHAPES[type_][name]
        check = {
            Kind.TEXT: lambda each: is_text(each) and "\n" not in each, Kind.LINES: is_text,
            Kind.FLAG: lambda each: type(each) is bool, Kind.WHOLE: lambda each: type(each) is int and 0 <= each < 2**63,
            Kind.DATE: lambda each: 1800 <= date.fromisoformat(each).year <= 2200,
            Kind.TIME: lambda each: datetime.fromisoformat(each).tzinfo is not None and len(each) == 25,
            Kind.MIME: lambda each: each.count("/") == 1, Kind.REF: is_address, Kind.URL: is_address, Kind.LIST: is_address,
            Kind.REFS: lambda each: each and all(map(is_address, each)), Kind.URLS: lambda each: all(map(is_address, each)),
            Kind.TEXTS: lambda each: each and all(map(is_text, each)),
            Kind.GEO: lambda each: each["type"] == "Feature" and json.dumps(each, allow_nan=False),
        }.get(field.kind)  # fmt: skip
        if check is not None:
            assert check(said), (name, said)
            continue
        for each in [said] if field.kind is Kind.ONE else said:
            is_regular(each, field.target, depth + 1)
            if len(each) > 2 and PARENT.get(field.target):
                assert PARENT[field.target] in each or field.target == "AgendaItem"


def is_text(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip()) and "\x00" not in said and bool(said.encode())


def is_address(said: Any) -> bool:
    return isinstance(said, str) and said.startswith(("http://", "https://")) and said.isascii() and " " not in said


@settings(max_examples=400, deadline=None)
@given(JSON, st.sampled_from(sorted(SHAPES)))
def test_no_json_is_too_odd(raw: Any, type_: str) -> None:
    """It never raises; what comes out keeps the schema's promise, can be written as JSON, and every fault has words."""
    whole = {**raw, "id": f"{BASE}/1"} if isinstance(raw, dict) else {"id": f"{BASE}/1", "name": raw, "membership": raw}
    for each in (raw, whole):
        done = regular(each, type_, beside=f"{BASE}/list", rules=Rules(swap_papers=True))
        if done is None:
            continue
        json.dumps(done.content, ensure_ascii=False).encode()
        assert codes(done) <= LOST.keys() | MENDED.keys()
        if not done.deleted:
            is_regular(done.content, done.type)


@settings(max_examples=200, deadline=None)
@given(st.fixed_dictionaries({}, optional=dict.fromkeys(SHAPES["Meeting"], JSON)))
def test_no_sitting_is_too_odd(raw: dict[str, Any]) -> None:
    done = made(raw, "Meeting")
    if not done.deleted:
        is_regular(done.content, "Meeting")
    again = regular(done.content, "Meeting", beside=f"{BASE}/list", rules=Rules())
    assert again is not None
    assert again.content == done.content, "what is regular stays as it is"


@settings(max_examples=300, deadline=None)
@given(st.text() | ODD)
def test_no_text_is_too_odd(said: str) -> None:
    seen: list[str] = []
    for reader in (values.text, values.moment, values.day, values.flag, values.whole, values.mime, values.feature):
        reader(said, seen.append)
    assert set(seen) <= LOST.keys() | MENDED.keys()
