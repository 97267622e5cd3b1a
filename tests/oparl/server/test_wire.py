"""What goes over the wire beside the objects: headers, conditions, spellings, methods, errors, hosts, files."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest

from media.models import Rendition
from meetings.models import Body
from tests.oparl.server.city import City
from tests.oparl.server.conftest import Asking
from tests.world import SENTINEL

pytestmark = pytest.mark.django_db


def test_every_answer_may_be_read_from_other_sites_and_sets_no_cookie(ask: Asking, city: City) -> None:
    addresses = {
        ask.root: 200,
        ask.root + "body": 200,
        ask.id_of("paper", city.world.paper): 200,
        ask.id_of("paper", city.buried): 200,
        ask.id_of("paper", city.world.internal_paper): 404,
        ask.root + "paper/" + "0" * 32: 301,
        ask.root + "nix": 404,
        ask.root + "body?modified_since=x": 400,
        ask.id_of("file", city.minutes) + "/access": 200,
        ask.id_of("file", city.world.internal_file) + "/access": 404,
    }
    for address, status in addresses.items():
        answer = ask.get(address)
        assert answer.status_code == status, address
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        assert "Accept-Language" not in answer.get("Vary", "")
        if status >= 400:
            assert answer["Content-Type"] == "application/json"
            assert answer.json()["type"] == "https://schema.oparl.org/1.1/Error"
            assert answer.json()["message"]
            assert "debug" in answer.json()


def test_errors_of_every_kind_are_error_objects(ask: Asking, city: City, client: Any) -> None:
    for method in ("post", "put", "delete", "patch"):
        refused = getattr(client, method)("/oparl/v1.1/")
        assert refused.status_code == 405
        assert refused["Allow"] == "GET, HEAD, OPTIONS"
        assert "GET" in refused.json()["message"]
    allowed = client.options("/oparl/v1.1/", headers={"Access-Control-Request-Headers": "If-None-Match"})
    assert allowed.status_code == 204
    assert allowed["Access-Control-Allow-Headers"] == "If-None-Match"
    client.raise_request_exception = False
    Rendition.objects.filter(recording=city.recorded.recording).update(digest="no digest")
    broken = client.get(f"/oparl/v1.1/meeting/{city.world.meeting.uuid}")
    assert broken.status_code == 500
    assert "schiefgegangen" in broken.json()["message"]
    assert broken["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("what", ["object", "list", "system", "tombstone", "location"])
def test_what_has_not_changed_is_not_sent_again(ask: Asking, city: City, what: str) -> None:
    address = {
        "object": ask.id_of("paper", city.world.paper),
        "list": ask.id_of("body", city.world.body) + "/paper",
        "system": ask.root,
        "tombstone": ask.id_of("paper", city.buried),
        "location": ask.id_of("location", city.world.meeting.location),
    }[what]
    first = ask.get(address)
    again = ask.get(address, **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == first["ETag"]
    type(city.world.paper).objects.filter(pk=city.world.paper.pk).update(name="Anders")
    type(city.buried).objects.filter(pk=city.buried.pk).update(deleted_at=None)
    Body.objects.filter(pk=city.world.body.pk).update(name="Anders")
    type(city.world.meeting).objects.filter(pk=city.world.meeting.pk).update(location=None)
    changed = ask.get(address, **{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200, what


def test_head_tells_the_length_and_sends_nothing(ask: Asking, city: City, client: Any) -> None:
    address = ask.id_of("paper", city.world.paper)
    whole = ask.get(address)
    head = client.head(address[len(ask.host) :])
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Length"] == str(len(whole.content))


def test_answers_are_packed(ask: Asking, city: City) -> None:
    address = ask.id_of("meeting", city.world.meeting)
    packed = ask.get(address, **{"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == ask.get(address).content


def test_other_spellings_lead_to_the_one_address(ask: Asking, city: City, client: Any) -> None:
    one = ask.id_of("paper", city.world.paper)
    uuid = str(city.world.paper.uuid)
    for path, to in {
        "/oparl": ask.root,
        "/oparl/": ask.root,
        "/oparl/v1.1": ask.root,
        "/oparl/v1.1/system": ask.root,
        f"/oparl/v1.1/paper/{uuid}/": one,
        f"/oparl/v1.1/Paper/{uuid}": one,
        f"/oparl/v1.1/paper/{uuid.upper()}": one,
        f"/oparl/v1.1/paper//{uuid.replace('-', '')}": one,
        "/oparl/v1.1/body/?limit=1": ask.root + "body?limit=1",
    }.items():
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (301, to), path
    elsewhere = client.get(f"/oparl/v1.1/paper/{uuid}", headers={"host": "127.0.0.1:8000"})
    assert (elsewhere.status_code, elsewhere["Location"]) == (301, one)


def test_a_municipalitys_own_host_tells_of_itself_alone(ask: Asking, city: City, client: Any) -> None:
    Body.objects.filter(pk=city.world.other_body.pk).update(host="nebendorf.example")
    own = client.get("/oparl/v1.1/body", headers={"host": "nebendorf.example"}).json()
    assert [body["name"] for body in own["data"]] == ["Nebendorf"]
    assert own["data"][0]["id"] == ask.id_of("body", city.world.other_body)
    for row, word in ((city.world.paper, "paper"), (city.buried, "paper"), (city.world.body, "body")):
        assert client.get(f"/oparl/v1.1/{word}/{row.uuid}", headers={"host": "nebendorf.example"}).status_code == 404
    meeting = f"/oparl/v1.1/meeting/{city.world.other_meeting.uuid}"
    assert client.get(meeting, headers={"host": "nebendorf.example"}).status_code == 200


def test_times_are_whole_seconds_with_an_offset_and_nothing_is_empty(ask: Asking, city: City) -> None:
    text = ""
    for name in ("meeting", "paper", "person", "file", "agendaitem", "consultation", "organization", "location"):
        text += ask.get(f"{ask.id_of('body', city.world.body)}/{name}").content.decode()
    times = re.findall(r'"\d{4}-\d\d-\d\dT[^"]*"', text)
    assert len(times) > 50
    assert all(re.fullmatch(r'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d"', time) for time in times)
    assert not re.search(r": (null|\"\"|\[\]|\{\})", text)
    assert SENTINEL not in text


def test_files_are_shown_offered_and_sent_in_parts(ask: Asking, city: City) -> None:
    told = ask.json(ask.id_of("file", city.minutes))
    shown = ask.get(told["accessUrl"])
    content = b"".join(shown.streaming_content)
    assert len(content) == told["size"]
    assert not shown.get("Content-Disposition", "inline").startswith("attachment")
    assert shown["X-Content-Type-Options"] == "nosniff"
    saved = ask.get(told["downloadUrl"])
    assert saved["Content-Disposition"].startswith("attachment; filename")
    assert "filename*=utf-8''Niederschrift%20%C3%9Cbung" in saved["Content-Disposition"]
    part = ask.get(told["accessUrl"], Range="bytes=2-5")
    assert (part.status_code, b"".join(part.streaming_content)) == (206, content[2:6])
    for header, value in (("If-None-Match", shown["ETag"]), ("If-Modified-Since", shown["Last-Modified"])):
        assert ask.get(told["accessUrl"], **{header: value}).status_code == 304
    assert ask.get(told["accessUrl"], Range="bytes=99999-").status_code == 416


def test_the_public_title_of_a_non_public_item_only_where_the_setting_says_so(
    ask: Asking, city: City, settings: Any
) -> None:
    from ris.oparl.server.following import follow_everything

    address = ask.id_of("meeting", city.world.meeting)
    assert [item["name"] for item in ask.json(address)["agendaItem"]] == ["Straßenbahn in die Gartenstraße"]
    settings.OPARL_NONPUBLIC_ITEMS = "title"
    follow_everything()
    items = ask.json(address)["agendaItem"]
    assert [(item["order"], item["name"], item["public"]) for item in items] == [
        (0, "Straßenbahn in die Gartenstraße", True), (1, "Grundstücksangelegenheit", False),
    ]  # fmt: skip
    assert str(city.world.internal_item.uuid) not in ask.get(address).content.decode()
    alone = ask.json(items[1]["id"])
    assert alone["meeting"] == address
    assert set(alone) == {"id", "type", "number", "name", "public", "order", "meeting", "created", "modified"}
    settings.OPARL_NONPUBLIC_ITEMS = "left_out"
    follow_everything()
    assert ask.json(items[1]["id"])["deleted"] is True
    assert len(ask.json(address)["agendaItem"]) == 1


def test_a_person_who_is_not_public_is_named_nowhere(ask: Asking, city: City) -> None:
    secret = str(city.world.secret_person.uuid)
    for word, row in (("paper", city.world.paper), ("agendaitem", city.world.public_item)):
        assert secret not in ask.get(ask.id_of(word, row)).content.decode()
    votes = ask.json(ask.id_of("agendaitem", city.world.public_item))["ris:vote"]
    assert [vote.get("memberVote") for vote in votes] == [
        None,
        [
            {
                "person": ask.id_of("person", city.world.speaker),
                "faction": ask.id_of("organization", city.world.faction),
                "choice": "yes",
            }
        ],
    ]


def test_what_is_told_of_people_is_a_setting(ask: Asking, city: City, settings: Any) -> None:
    type(city.world.speaker).objects.filter(pk=city.world.speaker.pk).update(
        email="s@example.org", phone="1", title="Dr."
    )
    one = ask.id_of("person", city.world.speaker)
    assert ask.json(one)["email"] == ["s@example.org"]
    settings.OPARL_PERSON_FIELDS = ["title"]
    told = ask.json(one)
    assert told["title"] == ["Dr."]
    assert "email" not in told
    assert "phone" not in told
