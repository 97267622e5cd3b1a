"""Pages are kept for strangers only, and not a moment longer than they are true."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jobs import changes
from jobs.models import Change
from meetings.models import Audience, Meeting
from ris.pages.keeping import _one_at_a_time
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World, build_world

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db: None, settings: Any) -> Iterator[World]:
    """The world, with pages being kept and writes being noticed, as in an installation."""
    settings.PAGE_CACHE_SECONDS = 60
    caches["pages"].clear()
    changes.watch(None, connection)
    yield build_world()
    connection.execute_wrappers.clear()
    caches["pages"].clear()


@pytest.fixture
def recorded(world: World) -> RecordedWorld:
    return build_recorded_world(world)


def queries(client: Client, path: str, **more: Any) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path, **more).status_code == 200
    return len(asked)


def test_a_second_stranger_gets_the_page_that_the_first_one_made(world: World) -> None:
    path = f"/sitzungen/{world.meeting.slug}/"
    first, second = Client(), Client()
    made = first.get(path)
    assert queries(second, path) == 1, "only whether anything has changed"
    kept = second.get(path)
    assert kept.content == made.content
    own = {"X-Request-ID"}
    assert {k: v for k, v in kept.items() if k not in own} == {k: v for k, v in made.items() if k not in own}


def test_a_withdrawn_meeting_is_gone_at_once(world: World) -> None:
    path = f"/sitzungen/{world.meeting.slug}/"
    assert Client().get(path).status_code == 200
    Meeting.objects.filter(pk=world.meeting.pk).update(audience=Audience.OFFICE)
    assert Client().get(path).status_code == 404


def test_a_cut_is_gone_at_once(recorded: RecordedWorld) -> None:
    path = f"/sitzungen/{recorded.world.meeting.slug}/wortlaut/"
    if Client().get(path).status_code == 404:
        path = f"/sitzungen/{recorded.world.meeting.slug}/"
    assert "Haltestelle am Brunnen" in Client().get(path).content.decode()
    recorded.recording.current_rendition = None  # as media/editing.py does with a new cut
    recorded.recording.save()
    assert "Haltestelle am Brunnen" not in Client().get(path).content.decode()


def test_a_withdrawn_paper_is_no_hit_any_more(recorded: RecordedWorld) -> None:
    paper = recorded.world.paper
    assert paper.name in Client().get("/suche/", {"q": paper.name}).content.decode()
    paper.audience = Audience.OFFICE
    paper.save()
    found = Client().get("/suche/", {"q": paper.name}).content.decode()
    assert f"/vorlagen/{paper.uuid}/" not in found


def test_who_is_signed_in_neither_leaves_nor_gets_a_kept_page(world: World) -> None:
    path = f"/sitzungen/{world.meeting.slug}/"
    member = Client()
    member.force_login(world.bruno)
    assert SENTINEL in member.get(path).content.decode()
    stranger = Client().get(path).content.decode()
    assert SENTINEL not in stranger
    assert SENTINEL in member.get(path).content.decode()


def test_languages_hosts_and_addresses_are_kept_apart(world: World) -> None:
    german = Client().get("/").content.decode()
    english = Client(headers={"accept-language": "en"}).get("/").content.decode()
    assert 'lang="de"' in german
    assert 'lang="en"' in english
    chosen = Client()
    chosen.cookies["django_language"] = "en"
    assert 'lang="en"' in chosen.get("/").content.decode()
    assert Client().get("/").content.decode() == german
    assert queries(Client(), "/sitzungen/") > 1
    assert queries(Client(), "/sitzungen/", HTTP_HOST="rat.example.de") > 1
    assert queries(Client(), "/sitzungen/?x=1") > 1


@pytest.mark.parametrize(
    "more", [{"HTTP_AUTHORIZATION": "Basic x"}, {"HTTP_HX_REQUEST": "true"}, {"HTTP_COOKIE": "csrftoken=x"}]
)
def test_requests_with_anything_of_their_own_are_answered_anew(world: World, more: dict[str, str]) -> None:
    queries(Client(), "/sitzungen/")
    assert queries(Client(), "/sitzungen/", **more) > 1


def test_missing_pages_are_not_kept(world: World) -> None:
    assert Client().get(f"/sitzungen/{world.draft_meeting.slug}/").status_code == 404
    Meeting.objects.filter(pk=world.draft_meeting.pk).update(audience=Audience.PUBLIC)
    assert caches["pages"].get("x") is None
    assert Client().get(f"/sitzungen/{world.draft_meeting.slug}/").status_code == 200


@transaction.atomic
def rename_and_fail(world: World) -> None:
    Meeting.objects.filter(pk=world.meeting.pk).update(name="anders")
    raise ZeroDivisionError


# --- The number -------------------------------------------------------------------------------------------------------
def test_what_is_rolled_back_leaves_no_number_and_what_stays_does(world: World) -> None:
    before = changes.number()
    with pytest.raises(ZeroDivisionError):
        rename_and_fail(world)
    assert changes.number() == before
    with transaction.atomic():
        with pytest.raises(ZeroDivisionError):
            rename_and_fail(world)
        Meeting.objects.filter(pk=world.meeting.pk).update(name="ganz anders")
    assert changes.number() != before


def test_a_transaction_leaves_one_row_and_only_the_last_are_kept(world: World) -> None:
    count = Change.objects.count()
    with transaction.atomic():
        for _ in range(10):
            Meeting.objects.filter(pk=world.meeting.pk).update(name="anders")
    assert Change.objects.count() == count + 1
    numbers = set()
    for _ in range(2 * changes.KEPT_ROWS):
        Meeting.objects.filter(pk=world.meeting.pk).update(name="anders")
        numbers.add(changes.number())
    assert len(numbers) == 2 * changes.KEPT_ROWS, "each change has a number of its own"
    assert Change.objects.count() <= 2 * changes.KEPT_ROWS


def test_the_work_of_machines_forgets_nothing(world: World) -> None:
    from jobs.models import Stage

    before = changes.number()
    Stage.objects.create(name="media.probe", subject="media.Recording", subject_id=1)
    Stage.objects.update(progress=50)
    assert changes.number() == before


def test_strangers_who_come_at_once_wait_for_one_page_instead_of_making_it_each() -> None:
    made: list[str] = []
    begun, go_on = threading.Event(), threading.Event()

    def slow(name: str) -> None:
        with _one_at_a_time(name):
            made.append(name)
            begun.set()
            go_on.wait(5)

    first, same, other = (threading.Thread(target=slow, args=[name]) for name in ("a", "a", "b"))
    first.start()
    assert begun.wait(5)
    same.start()
    other.start()
    while "b" not in made:
        pass
    assert made.count("a") == 1
    go_on.set()
    for thread in (first, same, other):
        thread.join(5)
    assert sorted(made) == ["a", "a", "b"]
