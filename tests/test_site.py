"""The whole site, crawled as strangers: the sentinel word of every non-public row must never be met."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.db.models import Q
from django.test import Client
from django.utils import timezone

from meetings import models as meeting_models
from meetings import visibility
from meetings.identity import KINDS
from meetings.mandates import Audiences
from motions import models as paper_models
from search import indexing
from tests.recorded_world import DIGEST, RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World
from transcripts import models as speech_models

WORDS = ("Straßenbahn", "Haltestelle", SENTINEL, SENTINEL.lower(), f'"{SENTINEL}"', f"{SENTINEL[:6]}*", "Kaufpreis", "")
pytestmark = pytest.mark.crawl

NONSENSE = "Nirgendwozuq"
LINK = re.compile(r"""(?:href|src|action|poster|hx-get|data-[a-z-]+)=["']([^"'#]+)""")
IN_JSON = re.compile(r'"(http://testserver/[^"]+)"')
SKIPPED = ("/admin/", "/static/", "/sprache/")


@dataclass
class Crawl:
    """What a crawl saw: addresses answered with 200, and those whose answer held the sentinel."""

    seen: set[str] = field(default_factory=set)
    leaks: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)


def crawl(client: Client, starts: list[str], limit: int = 1500, *, to_the_end: bool = True) -> Crawl:
    """Follow every link of this site from these addresses; pages, JSON, captions and playlists alike.

    Without `to_the_end` it stops at the first leak: enough to show that a leak is noticed.
    """
    result, todo, known = Crawl(), list(starts), set(starts)
    while todo and len(known) < limit and (to_the_end or not result.leaks):
        address = todo.pop(0)
        answer = client.get(address)
        if answer.status_code in {301, 302}:
            body = ""
            found = [answer["Location"]]
        else:
            raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
            body = raw.decode("utf-8", "replace").replace("\r\n ", "")  # calendars fold their lines
            in_json = answer.headers.get("Content-Type", "").startswith("application/json")
            found = [unescape(link) for link in LINK.findall(body)] + (IN_JSON.findall(body) if in_json else [])
        if answer.status_code == 200:
            result.seen.add(address)
        elif answer.status_code >= 400:
            result.broken.add(f"{answer.status_code} {address}")
        if met(client, address, unescape(body)):
            result.leaks.add(address)
        for link in found:
            target = urlsplit(urljoin(address, link))
            if target.netloc not in {"", "testserver"} or target.scheme not in {"", "http"}:
                continue
            path = target.path + (f"?{target.query}" if target.query else "")
            if path.startswith("/") and path not in known and not path.startswith(SKIPPED):
                known.add(path)
                todo.append(path)
    return result


def met(client: Client, address: str, body: str) -> bool:
    """Whether the sentinel stands in this answer. A search shows again what was asked, exactly as often as for nonsense."""
    count = body.lower().count(SENTINEL.lower())
    asked_for = re.compile(SENTINEL, re.IGNORECASE)
    if count and asked_for.search(address):
        nonsense = client.get(asked_for.sub(NONSENSE, address)).content.decode()
        return count != unescape(nonsense).lower().count(NONSENSE.lower())
    return count > 0


def starts(here: RecordedWorld) -> list[str]:
    """Where a stranger begins, and every address they could guess."""
    from urllib.parse import quote

    world = here.world
    media = f"/aufnahmen/{here.recording.uuid}/{DIGEST}"
    return [
        "/",
        *(f"/suche/?q={quote(word)}" for word in WORDS),
        "/sitzungen/", "/vorlagen/", "/gremien/", "/personen/",
        f"/sitzungen/{world.meeting.slug}/?t=25",
        f"/sitzungen/{world.draft_meeting.slug}/",
        f"/sitzungen/{world.meeting.slug}/wortzeiten.json",
        f"/tagesordnungspunkte/{world.internal_item.uuid}/",
        f"/tagesordnungspunkte/{world.draft_item.uuid}/",
        f"/vorlagen/{world.internal_paper.uuid}/",
        f"/personen/{world.secret_person.slug}/",
        f"/dateien/{world.internal_file.uuid}/dokument.txt",
        "/kalender.ics?ab=anfang", f"/gremien/{world.committee_1.slug}/kalender.ics",
        f"/personen/{world.anna_person.slug}/kalender.ics", f"/personen/{world.secret_person.slug}/kalender.ics",
        f"/sitzungen/{world.meeting.slug}/termin.ics", f"/sitzungen/{world.draft_meeting.slug}/termin.ics",
        f"/podcast/{world.body.slug}.xml", f"/podcast/kapitel/{here.recording.uuid}.json", "/abonnieren/",
        "/neues.atom", f"/gremien/{world.committee_1.slug}/neues.atom", f"/personen/{world.speaker.slug}/neues.atom",
        f"/personen/{world.secret_person.slug}/neues.atom", f"/vorlagen/{world.paper.uuid}/neues.atom",
        f"/vorlagen/{world.internal_paper.uuid}/neues.atom", *(f"/suche.atom?q={quote(word)}" for word in WORDS),
        "/oparl/v1.1/", "/oparl/v1.1/body?modified_since=1970-01-01T00:00:00Z",
        *(f"/oparl/v1.1/body/{world.body.uuid}/{word}?modified_since=1970-01-01T00:00:00Z" for word in KINDS.values() if word != "body"),
        f"/oparl/v1.1/agendaitem/{world.internal_item.uuid}", f"/oparl/v1.1/agendaitem/{world.draft_item.uuid}",
        f"/oparl/v1.1/paper/{world.internal_paper.uuid}", f"/oparl/v1.1/meeting/{world.draft_meeting.uuid}",
        f"/oparl/v1.1/person/{world.secret_person.uuid}", f"/oparl/v1.1/file/{world.internal_file.uuid}",
        f"/oparl/v1.1/file/{world.internal_file.uuid}/access", f"/oparl/v1.1/file/{world.internal_file.uuid}/download",
        f"/oparl/v1.1/consultation/{world.internal_consultation.uuid}",
        f"{media}/master.m3u8", f"{media}/captions.vtt", f"{media}/../private.txt",
    ]  # fmt: skip


@pytest.fixture
def recorded(world: World, settings: Any) -> RecordedWorld:
    settings.CANONICAL_HOST = "http://testserver"
    settings.OPARL_NONPUBLIC_ITEMS = "title"
    return build_recorded_world(world)


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["anonymous", "clara", "emil"])
def test_a_stranger_never_meets_the_sentinel(recorded: RecordedWorld, client: Client, who: str) -> None:
    if who != "anonymous":
        client.force_login(getattr(recorded.world, who))
    found = crawl(client, starts(recorded))
    assert found.leaks == set()
    assert not [broken for broken in found.broken if broken.startswith("5")]
    assert len(found.seen) > 40, sorted(found.seen)
    for kind in (
        "/sitzungen/",
        "/vorlagen/",
        "/gremien/",
        "/personen/",
        "/tagesordnungspunkte/",
        "/dateien/",
        "/aufnahmen/",
        "/podcast/",
    ):
        assert any(address.startswith(kind) and len(address) > len(kind) + 3 for address in found.seen), kind
    told = {address.split("/")[3].split("?")[0] for address in found.seen if address.startswith("/oparl/v1.1/")}
    assert told >= set(KINDS.values()) - {"legislativeterm"}  # the small world has none
    assert sum(address.startswith("/oparl/v1.1/file/") for address in found.seen) > 2
    print(f"{who}: {len(found.seen)} pages")  # noqa: T201  the closing figure


@pytest.mark.django_db
def test_the_member_of_the_committee_does_meet_it(recorded: RecordedWorld, client: Client) -> None:
    client.force_login(recorded.world.bruno)
    found = crawl(client, starts(recorded))
    assert any("/tagesordnungspunkte/" in address for address in found.leaks)
    assert any("/dateien/" in address for address in found.leaks)
    assert not any("wortzeiten" in address or "/aufnahmen/" in address for address in found.leaks)


def opened(model: type) -> Callable[..., Q]:
    """The rule with a hole: every living row of this model is for everyone."""
    original = visibility.visible_q

    def leaky(asked: type, audiences: Audiences) -> Q:
        return Q(deleted_at__isnull=True) if asked is model else original(asked, audiences)

    return leaky


@pytest.fixture
def rule_made_anew() -> Iterator[None]:
    """No condition made before the hole was bored, and none made with it afterwards."""
    visibility.of_strangers.cache_clear()
    yield
    visibility.of_strangers.cache_clear()


@pytest.mark.django_db
@pytest.mark.usefixtures("rule_made_anew")
@pytest.mark.parametrize(
    "model",
    [
        meeting_models.Organization, meeting_models.Person, meeting_models.Meeting, meeting_models.AgendaItem,
        paper_models.Paper, meeting_models.File, speech_models.Segment,
    ],
)  # fmt: skip
def test_the_crawl_finds_a_deliberate_leak(
    recorded: RecordedWorld, client: Client, monkeypatch: pytest.MonkeyPatch, model: type
) -> None:
    monkeypatch.setattr(visibility, "visible_q", opened(model))
    indexing.rebuild()
    found = crawl(client, starts(recorded), to_the_end=False)
    assert found.leaks, f"an open {model.__name__} was not noticed"


@pytest.mark.django_db
def test_the_crawl_finds_a_leaking_file(recorded: RecordedWorld, client: Client) -> None:
    (recorded.folder / "captions.vtt").write_text(f"WEBVTT\n\n00:21.000 --> 00:26.000\n{SENTINEL}\n")
    assert any("captions.vtt" in address for address in crawl(client, starts(recorded), to_the_end=False).leaks)


@pytest.mark.django_db
@pytest.mark.usefixtures("rule_made_anew")
@pytest.mark.parametrize(
    "model",
    [
        meeting_models.Organization, meeting_models.Person, meeting_models.Meeting, meeting_models.AgendaItem,
        paper_models.Paper, meeting_models.File, paper_models.Consultation,
    ],
)  # fmt: skip
def test_the_crawl_finds_a_leak_of_the_interface(
    recorded: RecordedWorld, client: Client, monkeypatch: pytest.MonkeyPatch, model: type
) -> None:
    monkeypatch.setattr(visibility, "visible_q", opened(model))
    model._base_manager.update(public_now=True, public_modified=timezone.now())  # type: ignore[attr-defined]
    found = crawl(client, [address for address in starts(recorded) if address.startswith("/oparl/")], to_the_end=False)
    assert any(address.startswith("/oparl/") for address in found.leaks), f"an open {model.__name__} was not noticed"
