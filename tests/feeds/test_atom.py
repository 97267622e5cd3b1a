"""Feeds: by the rules of RFC 4287, with what the database says, and with nothing that not everyone may read."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import etree

from meetings.models import AgendaItem, Audience, Body, Meeting, MeetingState, Source
from motions.models import Consultation, Paper, PaperType
from ris.feeds.dating import noon
from search import indexing
from tests.feeds.atom_rules import ATOM, broken_rules, jing_faults, schema
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(world: World) -> RecordedWorld:
    return build_recorded_world(world)


def addresses(world: World) -> list[str]:
    kinds = ("sitzungen", "vorlagen", "beschluesse", "aufzeichnungen")
    committee = f"/gremien/{world.committee_1.slug}/neues"
    return [
        "/neues.atom", f"/neues.atom?gemeinde={world.body.slug}", *(f"/neues/{kind}.atom" for kind in kinds),
        f"{committee}.atom", *(f"{committee}/{kind}.atom" for kind in kinds),
        f"/gremien/{world.faction.slug}/neues.atom", f"/gremien/{world.council.slug}/neues/vorlagen.atom",
        f"/personen/{world.speaker.slug}/neues.atom", f"/personen/{world.anna_person.slug}/neues.atom",
        f"/vorlagen/{world.paper.uuid}/neues.atom", "/suche.atom?q=Stra%C3%9Fenbahn", "/suche.atom?art=vorlage",
        f"/suche.atom?gremium={world.committee_1.slug}", "/suche.atom?q=Zeppelin",
    ]  # fmt: skip


def entries(client: Client, address: str, **more: Any) -> dict[str, dict[str, str]]:
    """By title: what stands in each entry."""
    answer = client.get(address, **more)
    assert answer.status_code == 200, address
    feed = etree.fromstring(answer.content)
    return {
        entry.findtext(f"{ATOM}title"): {
            "id": entry.findtext(f"{ATOM}id"),
            "published": entry.findtext(f"{ATOM}published"),
            "updated": entry.findtext(f"{ATOM}updated"),
            "text": entry.findtext(f"{ATOM}summary") or "",
            "address": entry.find(f"{ATOM}link").get("href"),
        }
        for entry in feed.iter(f"{ATOM}entry")
    }


@pytest.fixture
def strange(recorded: RecordedWorld) -> RecordedWorld:
    """Texts that break careless XML."""
    world = recorded.world
    name = 'Ampeln & <Zebrastreifen> "jetzt"; \x0bTab\x00'[:-1]
    Paper.objects.create(
        body=world.body, name=name, reference="7/2026", type=PaperType.MOTION, audience=Audience.PUBLIC,
        summary="<script>alert(1)</script> & so ]]>", date=date(2026, 10, 1),
    )  # fmt: skip
    return recorded


def test_every_feed_keeps_the_rules_of_rfc_4287(client: Client, strange: RecordedWorld) -> None:
    seen = 0
    for address in addresses(strange.world):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        assert broken_rules(answer.content) == [], address
        assert len(answer.content) < 200_000
        seen += answer.content.count(b"<entry")
    assert seen > 30


def test_jing_finds_nothing_against_them_by_the_schema_of_the_rfc(
    client: Client, strange: RecordedWorld, tmp_path: Path
) -> None:
    rnc = schema()
    if rnc is None:
        pytest.skip("Debian's package doc-rfc-std-proposed (non-free) with the schema is not installed here")
    found = [client.get(address).content for address in addresses(strange.world)]
    assert jing_faults(found, rnc, tmp_path) == []
    assert jing_faults([found[0].replace(b"<updated>", b"<updated>gestern ")], rnc, tmp_path)


FAULTS: dict[str, tuple[str, str]] = {
    "no id": (r"<id>.*?</id>", ""),
    "two titles": (r"(<title>.*?</title>)", r"\1\1"),
    "no date": (r"<updated>.*?</updated>", "<updated>24.11.2026</updated>"),
    "no author": (r"<author>.*?</author>", ""),
    "a relative link": (r'href="http://[^/"]*', 'href="'),
    "an id that is none": (r"<id>urn:uuid:", "<id>"),
    "the same id twice": (r"<id>urn:uuid:[^<]*", "<id>urn:uuid:1"),
    "a term missing": (r'term="[^"]*"', 'term=""'),
    "something unknown": (r"<generator>", "<erzeuger/><generator>"),
    "no language": (r'xml:lang="de"', ""),
    "not itself": (r'rel="self"', 'rel="alternate"'),
    "a script": (r'(<summary type="html">)', r"\1&lt;script&gt;1&lt;/script&gt;"),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_the_rules_notice_what_is_broken(client: Client, world: World, fault: tuple[str, str]) -> None:
    good = client.get("/neues.atom").content.decode()
    broken = re.sub(*fault, good, flags=re.DOTALL)
    assert broken != good
    assert broken_rules(broken.encode())


def test_what_is_in_them(client: Client, recorded: RecordedWorld) -> None:
    world = recorded.world
    found = entries(client, "/neues.atom")
    meeting = next(title for title in found if title.startswith("Ausschuss für Mobilität, "))
    assert found[meeting]["id"] == f"urn:uuid:{world.meeting.uuid}"
    assert found[meeting]["address"] == f"http://127.0.0.1:8000/sitzungen/{world.meeting.slug}/"
    paper = found["Beschlussvorlage 0001/2026: Straßenbahn in die Gartenstraße"]
    assert paper["id"] == f"urn:uuid:{world.paper.uuid}"
    assert "Die Linie wird verlängert." in paper["text"]
    result = found["Beschlossen: Straßenbahn in die Gartenstraße"]
    assert "TOP 1" in result["text"]
    assert "Der Ausschuss stimmt zu." in result["text"]
    assert result["published"][:10] == f"{world.meeting.start:%Y-%m-%d}"
    assert any(title.startswith("Aufzeichnung: Ausschuss für Mobilität") for title in found)
    # Of one thing alone.
    of_paper = entries(client, f"/vorlagen/{world.paper.uuid}/neues.atom")
    assert {"Beschlossen: Straßenbahn in die Gartenstraße", meeting} <= set(of_paper)
    assert result["id"] == of_paper["Beschlossen: Straßenbahn in die Gartenstraße"]["id"]
    speaks = entries(client, f"/personen/{world.speaker.slug}/neues.atom")
    assert [title[:13] for title in speaks] == ["Aufzeichnung:"]
    assert "Beschlussvorlage 0001/2026: Straßenbahn in die Gartenstraße" in entries(
        client, f"/gremien/{world.faction.slug}/neues.atom"
    )
    assert entries(client, f"/gremien/{world.council.slug}/neues/beschluesse.atom") == {}


def test_a_search_with_its_filters_is_a_feed(client: Client, recorded: RecordedWorld) -> None:
    world = recorded.world
    found = entries(client, "/suche.atom?q=Haltestelle&art=rede")
    assert [entry["address"].split("?")[0] for entry in found.values()] == [
        f"http://127.0.0.1:8000/sitzungen/{world.meeting.slug}/"
    ]
    assert "<mark>Haltestelle</mark>" in next(iter(found.values()))["text"]
    assert entries(client, "/suche.atom?q=Zeppelin") == {}
    assert client.get("/suche.atom").status_code == 404
    assert client.get("/suche.atom?q=Kaufpreis").content.count(b"<entry") == 0
    # The index may be older than a withdrawal: SQL has the last word.
    Meeting.objects.filter(pk=world.meeting.pk).update(audience=Audience.OFFICE)
    assert entries(client, "/suche.atom?q=Haltestelle&art=rede") == {}


def test_who_is_signed_in_gets_the_same_as_everyone(client: Client, recorded: RecordedWorld) -> None:
    world = recorded.world
    own = Client()
    for who in (world.bruno, world.dora):
        own.force_login(who)
        for address in addresses(world):
            answer = own.get(address)
            assert answer.content == client.get(address).content, address
            assert SENTINEL.lower() not in answer.content.decode().lower().replace("q=" + SENTINEL.lower(), "")
            assert answer["Cache-Control"] == "public, no-cache"


def test_what_is_hidden_has_no_feed(client: Client, world: World) -> None:
    for path in (
        f"/personen/{world.secret_person.slug}/neues.atom", f"/vorlagen/{world.internal_paper.uuid}/neues.atom",
        "/neues/geheimes.atom", f"/gremien/{world.committee_1.slug}/neues/geheimes.atom", "/neues.atom?gemeinde=nirgends",
        "/gremien/nirgends/neues.atom",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path


def test_a_municipalitys_own_host_tells_its_own_news(client: Client, recorded: RecordedWorld) -> None:
    world = recorded.world
    Body.objects.filter(pk=world.other_body.pk).update(host="nebendorf.example")
    there = {"headers": {"host": "nebendorf.example"}}
    found = entries(client, "/neues.atom", **there)
    assert len(found) == 1
    assert next(iter(found)).startswith("Gemeinderat, ")
    assert entries(client, "/suche.atom?q=Haltestelle", **there) == {}
    assert client.get(f"/vorlagen/{world.paper.uuid}/neues.atom", **there).status_code == 404
    assert client.get("/neues.atom", **there).content.count(b"127.0.0.1") == 0


def test_what_was_taken_over_in_one_night_is_not_news_of_that_night(client: Client, world: World) -> None:
    source = Source.objects.create(name="Karlsruhe", address="https://ris.example/oparl", body=world.body)
    old = Paper.objects.create(
        body=world.body, name="Altes Rathaus", type=PaperType.OTHER, type_text="Vorlage", audience=Audience.PUBLIC,
        date=date(2014, 5, 6), mirrored_from=source, source_id="https://ris.example/1",
    )  # fmt: skip
    own = entries(client, "/neues/vorlagen.atom")["Vorlage: Altes Rathaus"]
    assert own["published"] == own["updated"]
    assert own["published"][:10] == "2014-05-06"
    # A year later it does change there: that is a change, and the day of the paper stays.
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        Paper.objects.filter(pk=old.pk).update(name="Altes Rathaus, neu")
        later = entries(client, "/neues/vorlagen.atom")["Vorlage: Altes Rathaus, neu"]
        assert later["published"] == own["published"]
        assert later["updated"][:10] == f"{timezone.now():%Y-%m-%d}"
        assert later["id"] == own["id"]


def test_a_draft_is_news_when_it_is_published_however_old_its_date(client: Client, world: World) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=50)):
        draft = Paper.objects.create(
            body=world.body, name="Hallenbad", type=PaperType.REPORT, audience=Audience.OFFICE, date=date(2020, 1, 1)
        )
    draft.audience = Audience.PUBLIC
    draft.save()
    found = entries(client, "/neues/vorlagen.atom")
    assert next(iter(found)) == "Mitteilungsvorlage: Hallenbad"
    assert found["Mitteilungsvorlage: Hallenbad"]["published"][:10] == f"{timezone.now():%Y-%m-%d}"


def test_moved_and_cancelled_sittings_say_so(client: Client, world: World) -> None:
    row = Meeting.objects.create(
        body=world.body, name="17. Sitzung", start=timezone.now() + timedelta(days=9), audience=Audience.PUBLIC,
        state=MeetingState.PLANNED,
    )  # fmt: skip
    before = next(iter(entries(client, "/neues/sitzungen.atom").values()))
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        row.cancelled, row.cancel_reason = True, "Kein Thema."
        row.save()
        title, after = next(
            (title, one) for title, one in entries(client, "/neues/sitzungen.atom").items() if one["id"] == before["id"]
        )
    assert title.startswith("Abgesagt: 17. Sitzung, ")
    assert "Kein Thema." in after["text"]
    assert after["published"] == before["published"]
    assert after["updated"] > before["updated"]


def test_nothing_comes_twice_and_what_is_withdrawn_is_gone(client: Client, recorded: RecordedWorld) -> None:
    world = recorded.world
    tag = client.get("/neues.atom")["ETag"]
    assert client.get("/neues.atom", headers={"if-none-match": tag}).status_code == 304
    Paper.objects.filter(pk=world.paper.pk).update(audience=Audience.OFFICE)
    again = client.get("/neues.atom", headers={"if-none-match": tag})
    assert again.status_code == 200
    assert str(world.paper.uuid) not in again.content.decode()


@pytest.mark.parametrize(
    ("most", "kind"),
    [(22, "/neues.atom"), (23, "/gremien/{0.committee_1.slug}/neues.atom"), (17, "/gremien/{0.faction.slug}/neues.atom"),
     (17, "/personen/{0.speaker.slug}/neues.atom"), (20, "/vorlagen/{0.paper.uuid}/neues.atom"),
     (22, "/suche.atom?q=Haltestelle")],
)  # fmt: skip
def test_more_news_ask_no_more_of_the_database(client: Client, recorded: RecordedWorld, most: int, kind: str) -> None:
    address = kind.format(recorded.world)
    grow(recorded.world, range(1))
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    grow(recorded.world, range(1, 8))
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).content.count(b"<entry") > 4
    assert len(many) == len(few) <= most, (len(few), len(many), [query["sql"][:120] for query in many])


def grow(world: World, numbers: range) -> None:
    """More of everything that is news."""
    for number in numbers:
        meeting = Meeting.objects.create(
            body=world.body, name=f"{number}. Sitzung", start=timezone.now() - timedelta(days=number, hours=1),
            audience=Audience.PUBLIC, state=MeetingState.HELD,
        )  # fmt: skip
        meeting.organizations.set([world.committee_1])
        item = AgendaItem.objects.create(
            meeting=meeting, position=1, label="1", title="Haltestelle", public=True, audience=Audience.PUBLIC
        )
        paper = Paper.objects.create(
            body=world.body, name="Haltestelle", type=PaperType.MOTION, audience=Audience.PUBLIC, date=date(2026, 1, 1),
            superordinate=world.paper,
        )  # fmt: skip
        paper.originator_organizations.set([world.faction])
        paper.originator_people.set([world.speaker])
        for of in (paper, world.paper):
            Consultation.objects.create(
                paper=of, position=number + 2, organization=world.committee_1, role="decision", public=True,
                audience=Audience.PUBLIC, agenda_item=item, result="adopted",
            )  # fmt: skip
    indexing.rebuild()


def test_noon_is_the_same_day() -> None:
    assert noon(date(2026, 7, 1)).isoformat() == "2026-07-01T12:00:00+02:00"
