"""The list of documents, and one document read in the page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from media.models import FileRead
from meetings.documents.texts import TextState
from meetings.models import (
    AgendaItemFile,
    Audience,
    File,
    FilePage,
    FileReading,
    Keep,
    MeetingFile,
    PageOrigin,
    Source,
)
from meetings.storage import store
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db


def german(client: Client, path: str) -> str:
    return client.get(path, headers={"accept-language": "de"}).content.decode()


def of_meeting(world: World, name: str, *texts: str, audience: str = Audience.PUBLIC, **facts: Any) -> File:
    stored = store([name.encode()])
    facts = {"mime_type": "application/pdf", "sha512": stored.sha512, "text_state": TextState.READ, **facts}
    file: File = File.objects.create(body=world.body, name=name, audience=audience, **facts)
    for number, text in enumerate(texts, start=1):
        FilePage.objects.create(file=file, number=number, text=text)
    MeetingFile.objects.create(meeting=world.meeting, file=file)
    return file


def test_a_document_is_read_beside_the_viewer_at_the_page_asked_for_with_its_words_marked(
    client: Client, world: World
) -> None:
    file = of_meeting(world, "Präsentation", "Erste Seite", "Der Fahrplan der Straßenbahn")
    text = german(client, f"/dokumente/{file.uuid}/?seite=2&q=Fahrplan")
    assert "Der <mark>Fahrplan</mark> der Straßenbahn" in text
    assert "Text von Seite 2 von 2" in text
    assert f'<iframe src="/dateien/{file.uuid}/dokument#page=2' in text
    assert "Erste Seite" not in text
    assert world.meeting.slug in text


@pytest.mark.parametrize("query", ["seite=99", "seite=-1", "seite=0", "seite=x", "seite=%00", "seite=9999999999", "q=%00", "q=%22", "q=(a OR", "seite=²"])  # fmt: skip
def test_whatever_the_address_asks_for_a_page_is_shown(client: Client, world: World, query: str) -> None:
    file = of_meeting(world, "Präsentation", "Erste Seite", "Zweite Seite")
    answer = client.get(f"/dokumente/{file.uuid}/?{query}")
    assert answer.status_code == 200
    assert "Seite" in answer.content.decode()


def test_text_out_of_documents_cannot_become_markup(client: Client, world: World) -> None:
    file = of_meeting(world, "<script>alert(1)</script>", "<img src=x onerror=alert(1)> Fahrplan")
    for query in ("", "?q=Fahrplan", "?q=<script>alert(2)</script>"):
        text = german(client, f"/dokumente/{file.uuid}/{query}")
        assert "<img src=x" not in text
        assert "<script>alert" not in text


@pytest.mark.parametrize(
    ("state", "code", "sentence"),
    [
        (TextState.LOCKED, "locked", "mit einem Kennwort geschützt"),
        (TextState.BROKEN, "bomb", "entpackt sich auf eine Größe"),
        (TextState.BROKEN, "", "ist beschädigt"),
        (TextState.OTHER, "no_text_kind", "Dokumente dieser Art"),
        (TextState.UNREAD, "", "noch nicht gelesen"),
        (TextState.READ, "macros", "enthält Makros"),
    ],
)
def test_each_state_of_the_text_is_said_in_words(
    client: Client, world: World, state: str, code: str, sentence: str
) -> None:
    file = of_meeting(world, "Unterlage", text_state=state)
    FileReading.objects.create(file=file, code=code)
    assert sentence in german(client, f"/dokumente/{file.uuid}/")


def test_a_scan_says_whether_its_text_is_coming(client: Client, world: World, settings: Any) -> None:
    file = of_meeting(world, "Scan", "", text_state=TextState.SCAN)
    FilePage.objects.filter(file=file).update(origin=PageOrigin.PICTURE)
    settings.OCR = True
    assert "Sein Text wird gerade erkannt." in german(client, f"/dokumente/{file.uuid}/")
    settings.OCR = False
    assert "Hier gibt es keinen Text davon." in german(client, f"/dokumente/{file.uuid}/")


def test_what_a_machine_read_is_called_so(client: Client, world: World) -> None:
    file = of_meeting(world, "Scan", "Haushalt 1998", text_state=TextState.RECOGNISED)
    FilePage.objects.filter(file=file).update(origin=PageOrigin.RECOGNISED)
    assert "Eine Maschine hat diesen Text" in german(client, f"/dokumente/{file.uuid}/")


def test_a_document_of_another_city_names_its_source_and_leads_there(client: Client, world: World) -> None:
    source = Source.objects.create(name="Karlsburg", address="https://karlsburg.example/oparl", body=world.body)
    file = of_meeting(
        world, "Plan", "Der Plan", sha512="", address="https://karlsburg.example/plan.pdf", mirrored_from=source,
        source_id="https://karlsburg.example/file/1", license="https://creativecommons.org/publicdomain/zero/1.0/",
    )  # fmt: skip
    FileReading.objects.create(file=file, keep=Keep.TEXT, seen_at=timezone.now())
    text = german(client, f"/dokumente/{file.uuid}/")
    assert "Karlsburg" in text
    assert 'href="https://karlsburg.example/plan.pdf"' in text
    assert "creativecommons.org" in text
    assert "<iframe" not in text  # nobody else's page is framed, and nothing is asked of another server


def test_a_viewer_in_our_own_page_may_show_it_and_nobody_elses(client: Client, world: World) -> None:
    file = of_meeting(world, "Präsentation", "Text")
    answer = client.get(f"/dateien/{file.uuid}/dokument")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    plain = client.get(f"/dateien/{world.file.uuid}/dokument.txt")
    assert plain["X-Frame-Options"] == "DENY"


def test_what_is_not_public_is_not_there_and_reading_it_is_noted(client: Client, world: World) -> None:
    path = f"/dokumente/{world.internal_file.uuid}/"
    assert client.get(path).status_code == 404
    client.force_login(world.clara)
    assert client.get(path).status_code == 404
    client.force_login(world.dora)
    assert SENTINEL in client.get(path).content.decode()
    assert FileRead.objects.filter(file=world.internal_file, user=world.dora).count() == 1


def test_it_names_only_those_homes_that_the_visitor_may_know(client: Client, world: World) -> None:
    file = of_meeting(world, "Präsentation", "Text")
    AgendaItemFile.objects.create(item=world.internal_item, file=file)
    text = german(client, f"/dokumente/{file.uuid}/")
    assert SENTINEL not in text
    assert world.meeting.slug in text


def test_the_list_is_filtered_by_kind_committee_year_and_words(client: Client, world: World) -> None:
    invitation = of_meeting(world, "Einladung zur Sitzung", "Tagesordnung", date=timezone.localdate())
    MeetingFile.objects.filter(file=invitation).delete()
    world.meeting.invitation = invitation
    world.meeting.save()
    year = timezone.localdate().year
    shown = {
        "art=einladung": ["Einladung zur Sitzung"],
        "art=anlage": ["Lageplan"],
        "q=lage": ["Lageplan"],
        "q=lage+fehlt": [],
        f"gremium={world.committee_1.slug}&art=einladung": ["Einladung zur Sitzung"],
        f"jahr={year}": ["Einladung zur Sitzung"],
        "jahr=1850": ["Einladung zur Sitzung", "Lageplan"],
    }
    for query, names in shown.items():
        text = german(client, f"/dokumente/?{query}")
        for name in ("Einladung zur Sitzung", "Lageplan"):
            assert (f">{name}</a>" in text) == (name in names), (query, name)
        assert SENTINEL not in text


def test_the_list_shows_no_document_that_is_not_public(client: Client, world: World) -> None:
    text = german(client, "/dokumente/")
    assert "Lageplan" in text
    assert SENTINEL not in text
