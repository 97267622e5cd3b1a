"""What was public and is closed afterwards: its title and its names leave every page and every file at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from jobs.models import Stage
from media.models import Chapter
from meetings.agenda import publish_agenda
from meetings.models import AgendaItem, Audience, Person
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World
from transcripts.captions import captions_inputs, marks_of, names_for_everyone
from transcripts.models import SpeakerTurn

pytestmark = pytest.mark.django_db
TITLE = "Verkauf der alten Feuerwache"


@pytest.fixture
def published(world: World) -> RecordedWorld:
    """The recorded world with an agenda published while the item was public, and the files that name it."""
    item = world.public_item
    item.title = TITLE
    item.save()
    recorded = build_recorded_world(world)
    publish_agenda(world.meeting, kind="invitation", at=timezone.now())
    for name in ("chapters.vtt", "wortlaut.txt"):
        (recorded.folder / name).write_text("WEBVTT\n")
    captions = {"name": "transcripts.captions", "subject": "media.Recording", "subject_id": recorded.recording.pk}
    Stage.objects.update_or_create(**captions, defaults={"state": "done", "digest": "as it was"})
    return recorded


def page(client: Client, world: World) -> str:
    return client.get(f"/sitzungen/{world.meeting.slug}/").content.decode()


def to_non_public(item: AgendaItem) -> None:
    item.public, item.audience, item.public_title = False, Audience.MEMBERS, "Grundstückssache"
    item.save()


def to_the_office(item: AgendaItem) -> None:
    AgendaItem.objects.filter(pk=item.pk).update(audience=Audience.OFFICE)


def to_later(item: AgendaItem) -> None:
    item.visible_from = timezone.now() + timedelta(days=3)
    item.save()


def to_the_grave(item: AgendaItem) -> None:
    item.bury()


@pytest.mark.parametrize("close", [to_non_public, to_the_office, to_later, to_the_grave])
def test_the_title_of_an_item_closed_later_is_nowhere(
    published: RecordedWorld,
    client: Client,
    close: Callable[[AgendaItem], None],
    django_capture_on_commit_callbacks: Any,
) -> None:
    world = published.world
    assert TITLE in page(client, world)
    assert any(TITLE in title for *_span, title in marks_of(published.recording))
    assert (published.folder / "chapters.vtt").exists()

    with django_capture_on_commit_callbacks(execute=True):
        close(AgendaItem.objects.get(pk=world.public_item.pk))

    assert TITLE not in page(client, world)
    assert not any(TITLE in title for *_span, title in marks_of(published.recording))
    assert not (published.folder / "chapters.vtt").exists()
    assert not (published.folder / "wortlaut.txt").exists()
    assert TITLE not in client.get("/suche/", {"q": "Feuerwache"}).content.decode().replace("Feuerwache – ", "")


def test_a_line_closed_later_keeps_its_place_with_a_general_title(published: RecordedWorld, client: Client) -> None:
    to_non_public(AgendaItem.objects.get(pk=published.world.public_item.pk))
    assert "Grundstückssache" in page(client, published.world)


def test_the_snapshot_itself_never_changes(published: RecordedWorld) -> None:
    to_non_public(AgendaItem.objects.get(pk=published.world.public_item.pk))
    version = published.world.meeting.agenda_versions.order_by("-published_at").first()
    assert TITLE in str(version.content)


def hide(person: Person) -> None:
    person.audience = Audience.OFFICE
    person.save()


def bury(person: Person) -> None:
    person.bury()


@pytest.mark.parametrize("close", [hide, bury])
def test_a_person_closed_later_is_not_named_by_the_log(
    published: RecordedWorld, client: Client, close: Callable[[Person], None], django_capture_on_commit_callbacks: Any
) -> None:
    world = published.world
    name = str(world.speaker)
    SpeakerTurn.objects.filter(person=world.speaker).update(label=name)
    assert name in page(client, world)
    with django_capture_on_commit_callbacks(execute=True):
        close(Person.objects.get(pk=world.speaker.pk))
    assert world.speaker.family_name not in page(client, world)
    turns = SpeakerTurn.objects.filter(meeting=world.meeting, person=world.speaker)
    assert set(names_for_everyone(turns).values()) == {""}
    assert not (published.folder / "wortlaut.txt").exists()


def test_a_turn_that_was_deleted_names_nobody(published: RecordedWorld, client: Client) -> None:
    world = published.world
    before = captions_inputs(published.recording.pk)
    for turn in SpeakerTurn.objects.filter(person=world.speaker):
        turn.bury()
    assert world.speaker.family_name not in page(client, world)
    assert captions_inputs(published.recording.pk) != before


def test_a_chapter_without_readable_items_is_no_mark(published: RecordedWorld) -> None:
    assert Chapter.objects.filter(recording=published.recording).count() == 2
    assert len(marks_of(published.recording)) == 1
