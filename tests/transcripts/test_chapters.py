"""Chapters: recognised ones are replaced, what people set stays, states are only proposed."""

import pytest

from media.models import Chapter, ChapterItem, ChapterSource, Recording
from meetings.models import AgendaItem, Audience, ItemState
from tests.world import World
from transcripts.alignment.programme import Alignment, Call
from transcripts.alignment.status import Finding
from transcripts.chapters import write_chapters


@pytest.fixture
def recording(world: World) -> Recording:
    return Recording.objects.create(
        meeting=world.meeting, source_name="a.mp4", source_sha512="0" * 128, source_size=1, duration=600_000
    )


@pytest.fixture
def items(world: World) -> list[AgendaItem]:
    return [
        AgendaItem.objects.create(
            meeting=world.meeting, position=10 + n, label=str(10 + n), title=f"Punkt {n}", public=True,
            audience=Audience.PUBLIC,
        )
        for n in range(4)
    ]  # fmt: skip


def chapters(recording: Recording) -> list[tuple[int, int, str, list[str]]]:
    return [
        (row.starts, row.ends, row.source, [item.label for item in row.items.all()])
        for row in Chapter.objects.filter(recording=recording).living().order_by("starts")
    ]


def calls(*places: tuple[int, int]) -> Alignment:
    return Alignment(tuple(Call(entry, at, 0.95, "") for entry, at in places), ())


@pytest.mark.django_db
def test_each_chapter_lasts_until_the_next(recording: Recording, items: list[AgendaItem]) -> None:
    write_chapters(recording, items, calls((0, 1_000), (1, 60_000), (3, 200_000)), ends=600_000)
    assert chapters(recording) == [
        (1_000, 60_000, "auto", ["10"]),
        (60_000, 200_000, "auto", ["11"]),
        (200_000, 600_000, "auto", ["13"]),
    ]


@pytest.mark.django_db
def test_a_second_run_keeps_the_rows_that_are_still_right(recording: Recording, items: list[AgendaItem]) -> None:
    write_chapters(recording, items, calls((0, 1_000), (1, 60_000)), ends=600_000)
    before = {row.starts: row.pk for row in Chapter.objects.living()}
    write_chapters(recording, items, calls((0, 1_000), (1, 90_000)), ends=600_000)
    after = {row.starts: row.pk for row in Chapter.objects.living()}
    assert after[1_000] == before[1_000]
    assert set(after) == {1_000, 90_000}


@pytest.mark.django_db
def test_a_chapter_moved_by_hand_stays(recording: Recording, items: list[AgendaItem]) -> None:
    moved = Chapter.objects.create(recording=recording, starts=70_000, ends=100_000, source=ChapterSource.HAND)
    ChapterItem.objects.create(chapter=moved, item=items[1])
    write_chapters(recording, items, calls((0, 1_000), (1, 60_000), (2, 71_000), (3, 200_000)), ends=600_000)
    assert chapters(recording) == [
        (1_000, 70_000, "auto", ["10"]),
        (70_000, 100_000, "hand", ["11"]),
        (200_000, 600_000, "auto", ["13"]),
    ]


@pytest.mark.django_db
def test_what_was_said_about_an_item_is_only_proposed(recording: Recording, items: list[AgendaItem]) -> None:
    found = Alignment((), (Finding(2, "taken_off", 5_000, "TOP 12 ist abgesetzt"),))
    write_chapters(recording, items, found, ends=600_000)
    items[2].refresh_from_db()
    assert (items[2].state, items[2].proposed_state) == (ItemState.OPEN, ItemState.TAKEN_OFF)
    write_chapters(recording, items, Alignment((), ()), ends=600_000)
    items[2].refresh_from_db()
    assert items[2].proposed_state == ""
