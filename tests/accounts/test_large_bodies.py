"""What a stranger sends in bulk is refused before a byte of it is read."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from tests.world import World

MUCH = "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
ADD = "/admin/media/recording/add/"


class Unread:
    """A body nobody may look at."""

    def read(self, *size: int) -> bytes:
        """Raises AssertionError."""
        raise AssertionError("it was read")

    readline = read


@pytest.mark.django_db
@pytest.mark.parametrize("address", [ADD, "/barriere-melden/", "/anmelden/"])
@pytest.mark.parametrize("session", ["", "made-up"])
def test_a_strangers_large_body_is_not_read(world: World, address: str, session: str) -> None:
    stranger = Client(enforce_csrf_checks=True)
    # The token is the visitor's own to choose; it proves nothing but that the form is of this site.
    stranger.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    stranger.cookies[settings.SESSION_COOKIE_NAME] = session
    answer = stranger.post(address, {"file": MUCH}, **{"wsgi.input": Unread()})
    assert answer.status_code == 413
    assert "melden Sie sich zuerst an" in answer.text


@pytest.mark.django_db
def test_who_is_signed_in_may_send_much_and_everybody_a_little(world: World, client: Client) -> None:
    sent = {"text": "Der Plan ist nicht lesbar.", "body": world.body.pk}
    assert client.post("/barriere-melden/", sent).status_code == 302
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    file = SimpleUploadedFile("sitzung.mp4", MUCH.encode())
    answer = client.post(ADD, {"meeting": world.meeting.pk, "title": "", "upload": file})
    assert "sitzung.mp4" in answer.context["adminform"].form.errors["upload"][0], "it was read and is no recording"
