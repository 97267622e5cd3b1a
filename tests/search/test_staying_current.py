"""The index follows what is written, cut, closed and due, and is built anew where it must be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from haystack.query import SearchQuerySet

from jobs import execution, outbox, pipeline
from jobs.models import Stage
from media.models import Edit, Recording
from meetings.models import Audience, Meeting
from motions.models import Paper
from search import indexing
from search.backends.tantivy.store import Store
from search.finding import find
from tests.search.spoken_world import NOBODY, segment, titles
from tests.world import World
from transcripts.models import Transcript


def test_changes_reach_the_index_through_the_outbox(index: Any, world: World, spoken: Transcript) -> None:
    world.paper.name = "Umbau der Musterallee"
    world.paper.save()
    new = Meeting.objects.create(
        body=world.body, name="Klausurtagung", audience=Audience.PUBLIC, start=timezone.now() + timedelta(days=1)
    )
    assert not outbox.is_empty()
    indexing.follow()
    assert outbox.is_empty()
    assert "Umbau der Musterallee" in titles(find("Musterallee", user=NOBODY))
    assert titles(find("Klausurtagung", user=NOBODY)) == ["Klausurtagung"]
    new.bury(cause="test")
    world.paper.bury(cause="test")
    indexing.follow()
    assert SearchQuerySet().filter(content="Klausurtagung").count() == 0
    assert SearchQuerySet().filter(content="Brunnen").count() == 0
    segment(spoken, 90_000, "Nun zum Hallenbad.")
    spoken.save()
    indexing.follow()
    assert find("Hallenbad", user=NOBODY).total == 1
    spoken.current = False
    spoken.save()
    indexing.follow()
    assert SearchQuerySet().filter(kind="speech", content="Hallenbad").count() == 0


def test_a_cut_takes_speech_out_and_a_new_rendition_brings_the_rest_back(index: Any, world: World) -> None:
    assert find("Feuerwehrhaus", user=NOBODY).total == 1
    recording = Recording.objects.get(meeting=world.meeting)
    rendition, recording.current_rendition = recording.current_rendition, None
    recording.save()
    Edit.objects.create(recording=recording, kind="mute", starts=0, ends=6_500, reason="x")
    indexing.follow()
    assert find("Feuerwehrhaus", user=NOBODY).total == 0
    recording.current_rendition = rendition
    recording.save()
    indexing.follow()
    assert find("Feuerwehrhaus", user=NOBODY).total == 1
    assert find("Haltestelle entstehen", user=NOBODY).total == 1
    assert "speech" not in {item.kind for item in find("Damen Herren", user=NOBODY).items}


def test_what_becomes_due_becomes_findable(index: Any, world: World) -> None:
    when = timezone.now() + timedelta(hours=1)
    Paper.objects.filter(pk=world.paper.pk).update(visible_from=when)
    indexing.follow()
    assert find("Brunnen", user=NOBODY).total == 0
    import time_machine

    with time_machine.travel(when + timedelta(minutes=5)):
        indexing.follow()
        assert find("Brunnen", user=NOBODY).total == 1


def test_the_command_builds_and_counts(world: World, spoken: Transcript, engine: Any, capsys: Any) -> None:
    from django.core.management import call_command

    call_command("rebuild_index", "--noinput")
    assert "documents in" in capsys.readouterr().out
    assert find("Feuerwehrhaus", user=NOBODY).total == 1
    call_command("clear_index", "--noinput", verbosity=0)
    assert find("Feuerwehrhaus", user=NOBODY).total == 0
    call_command("update_index", "--remove", verbosity=0)  # haystack's own, through the same indexes
    assert find("Feuerwehrhaus", user=NOBODY).total == 1


def run_stage() -> Stage:
    pipeline.wake("search.update")
    row = Stage.objects.named("search.update").get()
    execution.execute(row.pk, worker="test")
    row.refresh_from_db()
    return row


def test_the_stage_brings_the_index_up_to_date(index: Any, world: World) -> None:
    world.paper.name = "Umbau der Musterallee"
    world.paper.save()
    assert run_stage().state == Stage.State.DONE
    assert find("Musterallee", user=NOBODY).total == 1
    assert outbox.is_empty()


def test_while_somebody_else_writes_changes_wait(index: Any, world: World) -> None:
    world.paper.name = "Umbau der Musterallee"
    world.paper.save()
    with Store(index.path, index.store.plan).writing():
        run_stage()
        assert not outbox.is_empty()
    run_stage()
    assert outbox.is_empty()
    assert find("Musterallee", user=NOBODY).total == 1


def test_an_index_of_another_version_is_rebuilt_by_itself(index: Any, world: World) -> None:
    (generation,) = index.path.glob("generation-*")
    (generation / "plan.json").write_text('{"digest": "older"}')
    index.setup()
    assert find("Brunnen", user=NOBODY).message
    world.paper.save()
    run_stage()
    assert find("Brunnen", user=NOBODY).total == 1
