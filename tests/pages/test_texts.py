"""Explaining pages: ours by default, the municipality's own where it has written one; and a way to report barriers."""

from __future__ import annotations

import pytest
from django.test import Client

from meetings.models import Feedback, PageText
from ris.pages.texts import PAGES
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("page", PAGES)
def test_each_page_stands_on_the_common_host_and_on_a_municipalitys_own(
    client: Client, world: World, page: str
) -> None:
    assert client.get(f"/seiten/{page}/").status_code == 200
    world.body.host = "musterstadt.example"
    world.body.save()
    own = client.get(f"/seiten/{page}/", headers={"host": "musterstadt.example"})
    assert own.status_code == 200
    assert own.content.count(b"<h1") == 1


def test_an_unknown_page_is_not_there(client: Client, world: World) -> None:
    assert client.get("/seiten/nirgends/").status_code == 404


def test_the_municipalitys_own_text_replaces_ours_and_stays_words(client: Client, world: World) -> None:
    world.body.host = "musterstadt.example"
    world.body.save()
    text = "## Anbieterin\n\nStadt Musterstadt <script>alert(1)</script>\n\n![](https://x.example/a.png)"
    row = PageText.objects.create(body=world.body, page="imprint", text=text, audience="public")
    page = client.get("/seiten/impressum/", headers={"host": "musterstadt.example"}).content.decode()
    assert "<h2>Anbieterin</h2>" in page
    assert "<script>alert" not in page
    assert 'src="https://x.example' not in page
    assert "Wer diese Seiten anbietet" not in page
    row.audience = "office"
    row.save()
    assert (
        "Wer diese Seiten anbietet"
        in client.get("/seiten/impressum/", headers={"host": "musterstadt.example"}).content.decode()
    )


def test_a_barrier_is_reported_and_kept(client: Client, world: World) -> None:
    data = {
        "body": world.body.pk,
        "text": "Der Knopf hat keinen Namen.",
        "page": "/kalender/",
        "email": "",
        "website": "",
    }
    answer = client.post("/barriere-melden/", data)
    assert answer.status_code == 302
    assert "Vielen Dank" in client.get(answer["Location"]).content.decode()
    assert Feedback.objects.get().text == "Der Knopf hat keinen Namen."


def test_a_machine_is_thanked_and_not_kept(client: Client, world: World) -> None:
    data = {"body": world.body.pk, "text": "Kaufen Sie", "website": "https://x.example"}
    assert client.post("/barriere-melden/", data).status_code == 302
    assert not Feedback.objects.exists()


def test_what_is_missing_is_said_and_what_was_written_stays(client: Client, world: World) -> None:
    answer = client.post(
        "/barriere-melden/", {"body": world.body.pk, "text": "", "page": "/kalender/", "email": "keine"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="/kalender/"' in page
    assert 'href="#id_text"' in page
    assert not Feedback.objects.exists()


def test_a_message_cannot_be_addressed_to_a_municipality_that_is_not_here(client: Client, world: World) -> None:
    world.other_body.audience = "office"
    world.other_body.save()
    answer = client.post("/barriere-melden/", {"body": world.other_body.pk, "text": "Hallo"})
    assert answer.status_code == 422
