"""Whatever is given as the address of a system leads to its bodies, or the reason is said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ris.oparl.reading.walk import NotRead
from tests.doors.answering import Said, answering
from tests.oparl.reading.council import NS, a_page, council, papers, said
from tests.oparl.reading.crawling import numbers, pages_of, reader_of

Stands = dict[str, Any]
SINCE = datetime(2024, 1, 3, tzinfo=UTC)


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
