"""Who may upload, and that nobody reaches the uploads of others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings as installed
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from media import uploads
from media.models import Recording
from meetings.models import Mandate
from meetings.storage import tmp_dir
from tests.media.uploading.speaking import ask, begin, hand_in, send
from tests.world import World

pytestmark = pytest.mark.django_db


def test_nobody_begins_without_an_office(world: World, client: Client) -> None:
    assert begin(client, 10, world.meeting.pk).status_code == 403
    for name in ("anna", "bruno"):
        client.force_login(User.objects.get(username=name))
        assert begin(client, 10, world.meeting.pk).status_code == 403
    assert not (tmp_dir() / "uploads").exists()


def test_an_office_begins_nothing_for_the_neighbours_meeting(world: World, dora: Client) -> None:
    for meeting in (world.other_meeting.pk, 10**9):
        answer = begin(dora, 10, meeting)
        assert answer.status_code == 403
        assert answer.text == "Sie können zu dieser Sitzung keine Aufnahme hinzufügen."


@pytest.mark.parametrize("other", ["emil", "bruno"])
def test_somebody_elses_upload_is_not_there(world: World, dora: Client, film: bytes, other: str) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    stranger = Client()
    stranger.force_login(User.objects.get(username=other))
    answers = [ask(stranger, address), send(stranger, address, 0, film)]
    answers.append(stranger.delete(address, headers={"Tus-Resumable": "1.0.0"}))
    assert {answer.status_code for answer in answers} == ({404} if other == "emil" else {403})
    assert ask(dora, address)["Upload-Offset"] == "0"


def test_another_clerk_of_the_same_office_cannot_take_it_over(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film)
    frieda = User.objects.create_user("frieda", password="nicht-geheim-12345", is_staff=True)
    Mandate.objects.create(user=frieda, role="office", body=world.meeting.body, start_date=timezone.localdate())
    other = Client()
    other.force_login(frieda)
    assert ask(other, address).status_code == 404
    assert "gibt es nicht mehr" in hand_in(other, world.meeting.pk, address).text
    assert not Recording.objects.exists()


def test_with_the_mandate_ends_the_upload(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    Mandate.objects.filter(user=world.dora).update(end_date=timezone.localdate() - timedelta(days=1))
    assert send(dora, address, 0, film).status_code == 403


def test_another_site_cannot_send_in_my_name(world: World, film: bytes) -> None:
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(pk=world.dora.pk))
    assert begin(strict, 10, world.meeting.pk).status_code == 403
    assert uploads.uploads_of(world.dora.pk) == []
    assert strict.get(reverse("admin:media_recording_add")).status_code == 200
    token = strict.cookies[installed.CSRF_COOKIE_NAME].value
    address = begin(strict, len(film), world.meeting.pk, **{"X-CSRFToken": token})["Location"]
    assert send(strict, address, 0, film).status_code == 403
    assert send(strict, address, 0, film, **{"X-CSRFToken": token}).status_code == 204
