"""The page on which an office sees whether all is well, and starts again what failed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import Crew, Letter, Stage
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db
PAGE = "/buero/status/"


@pytest.fixture
def here(world: World) -> RecordedWorld:
    return build_recorded_world(world)


def failed(here: RecordedWorld, **more: Any) -> Stage:
    values = {
        "name": "media.render", "subject": "media.Recording", "subject_id": here.recording.pk,
        "last_error": "ffmpeg ist gestolpert\nzweite Zeile", "ended": timezone.now(),
    } | more  # fmt: skip
    return Stage.objects.create(state=Stage.State.FAILED, **values)


@pytest.mark.parametrize("who", ["", "anna", "bruno", "clara"])
def test_only_offices_see_it(client: Client, world: World, who: str) -> None:
    if who:
        client.force_login(getattr(world, who))
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}1/noch-einmal/").status_code == 404


def test_technical_staff_without_a_mandate_do_not(client: Client, world: World) -> None:
    world.anna.is_staff = world.anna.is_superuser = True
    world.anna.save()
    client.force_login(world.anna)
    assert client.get(PAGE).status_code == 404


def test_it_says_what_needs_somebody(client: Client, here: RecordedWorld, settings: Any) -> None:
    settings.MIN_FREE_DISK_BYTES = 10**18
    client.force_login(here.world.dora)
    Letter.objects.create(sender="a@example.org", recipients=["b@example.org"], raw=b"x", error_code="refused_451")
    text = client.get(PAGE).content.decode()
    for sentence in (
        "Der Speicherplatz ist fast voll", "Es läuft kein Arbeiter", "Es gibt noch keine Sicherung", "refused_451",
    ):  # fmt: skip
        assert sentence in text
    assert "b@example.org" not in text
    settings.MIN_FREE_DISK_BYTES = 1
    now = timezone.now()
    Crew.objects.create(name="rechner:7", processes=2, queues="*", started=now - timedelta(hours=1), seen=now)
    text = client.get(PAGE).content.decode()
    assert "Es läuft kein Arbeiter" not in text
    assert "Der Speicherplatz" not in text
    assert "rechner:7" in text
    assert "2 Arbeiter" in text


def test_a_failed_step_is_shown_with_its_subject_and_starts_once_more(client: Client, here: RecordedWorld) -> None:
    stage = failed(here)
    client.force_login(here.world.dora)
    text = client.get(PAGE).content.decode()
    assert "ffmpeg ist gestolpert" in text
    assert "zweite Zeile" not in text
    assert "Noch einmal" in text
    assert client.post(f"{PAGE}{stage.pk}/noch-einmal/")["Location"] == PAGE
    stage.refresh_from_db()
    assert stage.state == Stage.State.WAITING
    # Somebody else pressed as well: nothing happens, and no error is shown.
    assert client.post(f"{PAGE}{stage.pk}/noch-einmal/")["Location"] == PAGE


def test_another_municipality_sees_and_starts_nothing_of_it(client: Client, here: RecordedWorld) -> None:
    stage = failed(here)
    client.force_login(here.world.emil)
    text = client.get(PAGE).content.decode()
    assert "ffmpeg ist gestolpert" not in text
    assert client.post(f"{PAGE}{stage.pk}/noch-einmal/").status_code == 404
    stage.refresh_from_db()
    assert stage.state == Stage.State.FAILED


def test_a_step_of_the_whole_installation_belongs_to_every_office(client: Client, here: RecordedWorld) -> None:
    failed(here, name="search.update", subject="", subject_id=0, last_error="Index gestolpert")
    client.force_login(here.world.emil)
    assert "Index gestolpert" in client.get(PAGE).content.decode()


def test_looking_starts_nothing(client: Client, here: RecordedWorld) -> None:
    stage = failed(here)
    client.force_login(here.world.dora)
    assert client.get(f"{PAGE}{stage.pk}/noch-einmal/").status_code == 405
