"""What the office reads in its forms: our German for the libraries' words, the document behind its page, whose time is meant."""

import polib
import pytest
import simple_history
from django.contrib import admin as django_admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from meetings.history import acting
from meetings.models import Audience, File, MeetingState
from meetings.storage import store
from ris.borrowed_words import OF_DJANGO, OF_HISTORY
from tests.world import World


@pytest.fixture
def dora(world: World, client: Client) -> Client:
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


@pytest.mark.parametrize(("package", "texts"), [(django_admin, OF_DJANGO), (simple_history, OF_HISTORY)])
def test_the_libraries_still_say_what_we_say_otherwise(package: object, texts: tuple[str, ...]) -> None:
    folder = package.__path__[0]  # type: ignore[attr-defined]
    known = {entry.msgid for entry in polib.pofile(f"{folder}/locale/de/LC_MESSAGES/django.po")}
    if package is simple_history:
        known.add("View history: %s")  # asked for in simple_history/admin.py, in no catalogue of theirs
    assert set(texts) <= known


@pytest.mark.django_db
def test_the_forms_speak_plainly(world: World, dora: Client) -> None:
    page = dora.get(reverse("admin:meetings_meeting_change", args=[world.meeting.pk])).text
    for word in ("Verlauf", "Speichern und hier weiterarbeiten", "Angemeldet:"):
        assert word in page, word
    for word in ("Geschichte", "Sichern"):
        assert word not in page, word
    assert "Sitzung auswählen" in dora.get(reverse("admin:meetings_meeting_changelist")).text


@pytest.mark.django_db
def test_the_history_says_who_did_what_in_german_and_without_styles_of_its_own(world: World, dora: Client) -> None:
    world.meeting.name = "12. Sitzung (verlegt)"
    world.meeting.save()
    page = dora.get(reverse("admin:meetings_meeting_history", args=[world.meeting.pk])).text
    assert "Verlauf: " in page
    assert "von der Anlage" in page
    assert "12. Sitzung (verlegt)" in page
    assert "style=" not in page


@pytest.mark.django_db
def test_the_history_shows_values_and_causes_in_words(world: World, dora: Client) -> None:
    with acting(cause="command:demo"):
        world.meeting.cancelled = True
        world.meeting.state = MeetingState.INVITED
        world.meeting.invitation = File.objects.create(
            body=world.body, name="Einladung vom Montag", address="https://x.example/"
        )
        world.meeting.save()
    with acting(cause="stage:media.probe"):
        world.meeting.invitation = None
        world.meeting.save()
    page = dora.get(reverse("admin:meetings_meeting_history", args=[world.meeting.pk])).text
    assert "Befehl „demo“ auf dem Server" in page
    assert "Schritt „Datei ansehen“" in page
    assert "Nein → Ja" in page
    assert "→ eingeladen" in page
    assert "– → Einladung vom Montag" in page
    assert "Einladung vom Montag → –" in page
    assert "pk=" not in page
    assert "stage:" not in page


@pytest.mark.django_db
def test_the_office_opens_a_document_from_its_page(world: World, dora: Client) -> None:
    stored = store([b"%PDF-1.7 geheim"])
    file = File.objects.create(
        body=world.body, name="Angebot", file_name="Angebot März.pdf", mime_type="application/pdf",
        sha512=stored.sha512, size=stored.size, audience=Audience.OFFICE,
    )  # fmt: skip
    address = reverse("document", args=[file.uuid, file.file_name])
    page = dora.get(reverse("admin:meetings_file_change", args=[file.pk])).text
    assert f'<a href="{address}">Angebot März.pdf</a>' in page
    assert dora.get(address).status_code == 200
    assert Client().get(address).status_code == 404, "nobody else"
    file.bury()
    assert "Dieses Dokument ist gelöscht" in dora.get(reverse("admin:meetings_file_change", args=[file.pk])).text
    assert "Noch nichts hochgeladen" not in dora.get(reverse("admin:meetings_file_add")).text
