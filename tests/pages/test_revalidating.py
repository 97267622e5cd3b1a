"""A page that somebody has already is not sent again; whoever is known to us is never answered from what strangers saw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jobs import changes
from meetings.models import Audience, Meeting
from tests.world import World, build_world

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = ("/", "/sitzungen/", "/vorlagen/", "/gremien/", "/personen/", "/kalender/", "/seiten/hilfe/", "/robots.txt", "/sitemap.xml")  # fmt: skip


@pytest.fixture
def world(transactional_db: None, settings: Any) -> Iterator[World]:
    """The world, with writes being noticed, as in an installation."""
    settings.PAGE_CACHE_SECONDS = 120
    caches["pages"].clear()
    changes.watch(None, connection)
    yield build_world()
    connection.execute_wrappers.clear()
    caches["pages"].clear()


def pages(world: World) -> list[str]:
    return [
        *LISTS, f"/sitzungen/{world.meeting.slug}/", f"/vorlagen/{world.paper.uuid}/",
        f"/tagesordnungspunkte/{world.public_item.uuid}/", f"/gremien/{world.council.slug}/", f"/personen/{world.speaker.slug}/",
    ]  # fmt: skip


def again(client: Client, address: str, tag: str, **more: Any) -> Any:
    return client.get(address, headers={"If-None-Match": tag}, **more)


def test_every_public_page_is_sent_once(world: World) -> None:
    with time_machine.travel(timezone.now().replace(second=1), tick=False):
        for address in pages(world):
            first = Client().get(address)
            assert first.status_code == 200, address
            with CaptureQueriesContext(connection) as queries:
                second = again(Client(), address, first.headers["ETag"])
            assert second.status_code == 304, address
            assert second.content == b""
            assert len(queries) == 1, "only whether anything has changed"
            assert {"Cookie", "Accept-Language"} <= {name.strip() for name in second.headers["Vary"].split(",")}
            assert second.headers["Cache-Control"] == first.headers["Cache-Control"] == "no-cache"


def test_the_same_page_hours_later_is_compared_and_not_sent(world: World) -> None:
    address = f"/vorlagen/{world.paper.uuid}/"
    now = timezone.now()
    first = Client().get(address)
    with time_machine.travel(now + timedelta(minutes=30), tick=False):
        later = again(Client(), address, first.headers["ETag"])
        assert later.status_code == 304
        assert later.headers["ETag"] != first.headers["ETag"]
        assert later.headers["ETag"][-18:] == first.headers["ETag"][-18:]


def test_a_change_is_sent_at_once(world: World) -> None:
    address = f"/sitzungen/{world.meeting.slug}/"
    tag = Client().get(address).headers["ETag"]
    world.meeting.name = "Ein anderer Name"
    world.meeting.save()
    changed = again(Client(), address, tag)
    assert changed.status_code == 200
    assert "Ein anderer Name" in changed.content.decode()
    Meeting.objects.filter(pk=world.meeting.pk).update(audience=Audience.OFFICE)
    assert again(Client(), address, changed.headers["ETag"]).status_code == 404


def test_languages_and_addresses_have_tags_of_their_own(world: World) -> None:
    tag = Client().get("/sitzungen/").headers["ETag"]
    assert again(Client(headers={"accept-language": "en"}), "/sitzungen/", tag).status_code == 200
    assert again(Client(), "/sitzungen/?jahr=2026", tag).status_code == 200
    assert again(Client(), "/sitzungen/", 'W/"x", "y"').status_code == 200
    assert again(Client(), "/sitzungen/", f'"old", {tag}').status_code == 304


def test_who_has_signed_in_is_never_answered_from_what_strangers_saw(world: World) -> None:
    address = f"/sitzungen/{world.meeting.slug}/"
    tag = Client().get(address).headers["ETag"]
    known = Client()
    known.force_login(world.bruno)
    own = again(known, address, tag)
    assert own.status_code == 200
    assert "ETag" not in own.headers
    assert "private" in own.headers["Cache-Control"] or "no-store" in own.headers["Cache-Control"]


@pytest.mark.parametrize("more", [{"HTTP_AUTHORIZATION": "Basic x"}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_COOKIE": "csrf=x"}])  # fmt: skip
def test_requests_with_anything_of_their_own_get_the_page(world: World, more: dict[str, str]) -> None:
    tag = Client().get("/sitzungen/").headers["ETag"]
    assert again(Client(), "/sitzungen/", tag, **more).status_code == 200


def test_forms_and_errors_have_no_tag(world: World) -> None:
    assert "ETag" not in Client().get("/barriere-melden/").headers
    assert "ETag" not in Client().get("/gibt-es-nicht/").headers


def test_without_kept_pages_only_the_content_is_compared(world: World, settings: Any) -> None:
    settings.PAGE_CACHE_SECONDS = 0
    first = Client().get("/gremien/")
    assert again(Client(), "/gremien/", first.headers["ETag"]).status_code == 304
    world.council.name = "Anders"
    world.council.save()
    assert again(Client(), "/gremien/", first.headers["ETag"]).status_code == 200
