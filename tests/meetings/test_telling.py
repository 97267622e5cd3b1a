"""What other programs are told: `public_modified` moves with every change of what everyone sees, and only then."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from media.models import Recording
from meetings import first_public, visibility
from meetings.models import (
    AgendaItem,
    AgendaItemFile,
    Audience,
    Body,
    File,
    FilePage,
    LegislativeTerm,
    Location,
    Meeting,
    MeetingFile,
    Membership,
    Organization,
    Person,
)
from motions.models import Consultation, MemberVote, Paper, PaperFile, Vote
from tests.recorded_world import build_recorded_world
from tests.world import World

pytestmark = pytest.mark.django_db


class Clock:
    """Every write happens a minute after the one before."""

    def __init__(self) -> None:
        self.minutes = 0

    def later(self) -> Any:
        """A moment after everything that was written so far."""
        self.minutes += 1
        return time_machine.travel(timezone.now() + timedelta(minutes=self.minutes), tick=False)


def told(*rows: Any) -> list[Any]:
    return [type(row).objects.values_list("public_modified", flat=True).get(pk=row.pk) for row in rows]


def moved(before: list[Any], after: list[Any]) -> list[bool]:
    assert all(new is not None and (old is None or new >= old) for old, new in zip(before, after, strict=True))
    return [old != new for old, new in zip(before, after, strict=True)]


def test_an_item_moves_its_meeting_and_nothing_else(world: World) -> None:
    rows = (world.public_item, world.meeting, world.paper, world.consultation, world.council, world.body)
    before = told(*rows)
    with Clock().later():
        AgendaItem.objects.filter(pk=world.public_item.pk).update(title="Straßenbahn")
    assert moved(before, told(*rows)) == [True, True, False, False, False, False]


def test_what_is_secret_moves_nothing(world: World) -> None:
    rows = (world.meeting, world.paper, world.public_item, world.body)
    before = told(*rows)
    with Clock().later():
        world.internal_item.title = "Grundstück am Bach"
        world.internal_item.save()
        world.internal_paper.name = "Ankauf"
        world.internal_paper.save()
        FilePage.objects.filter(file=world.internal_file).update(text="anders")
        PaperFile.objects.create(
            paper=world.paper, file=File.objects.create(body=world.body, name="X", address="http://x")
        )
    assert told(*rows)[:1] + told(*rows)[2:] == before[:1] + before[2:]
    assert told(world.internal_item, world.internal_paper, world.internal_file) == [None] * 3


def test_saving_without_a_change_moves_nothing(world: World) -> None:
    before = told(world.public_item, world.meeting)
    with Clock().later():
        AgendaItem.objects.get(pk=world.public_item.pk).save()
    assert told(world.public_item, world.meeting) == before


def test_a_row_held_in_memory_does_not_write_an_old_time_back(world: World) -> None:
    stale = Paper.objects.get(pk=world.paper.pk)
    with Clock().later():
        Paper.objects.filter(pk=stale.pk).update(name="Neuer Name")
        after = told(world.paper)
    stale.public_modified = None
    stale.public_now = False
    stale.save()
    row = Paper.objects.get(pk=stale.pk)
    assert row.public_now
    assert [row.public_modified] >= after


def test_closing_a_parent_makes_tombstones_of_all_below_and_reopening_moves_again(world: World) -> None:
    below = (world.meeting, world.public_item, world.consultation)
    clock = Clock()
    with clock.later():
        Meeting.objects.filter(pk=world.meeting.pk).update(audience=Audience.OFFICE)
        closed_at = timezone.now()
    assert told(*below) == [closed_at] * 3
    assert all(row in visibility.tombstones(type(row)) for row in below)
    assert told(world.paper) == [closed_at]  # its station is gone
    with clock.later():
        meeting = Meeting.objects.get(pk=world.meeting.pk)
        meeting.audience = Audience.PUBLIC
        meeting.save()
        opened_at = timezone.now()
    assert told(*below, world.paper) == [opened_at] * 4
    assert not visibility.tombstones(AgendaItem).exists()


def test_a_vanished_row_is_a_tombstone(world: World) -> None:
    with Clock().later():
        Paper.objects.filter(pk=world.paper.pk).update(vanished_at=timezone.now())
        assert told(world.paper, world.consultation, world.file) == [timezone.now()] * 3
    assert world.paper in visibility.tombstones(Paper)


def test_what_becomes_due_is_told_of_and_what_nobody_wrote_is_found(world: World) -> None:
    soon = timezone.now() + timedelta(hours=1)
    Vote.objects.filter(pk=world.vote.pk).update(visible_from=soon)
    Paper.objects.filter(pk=world.paper.pk).update(visible_from=soon)
    before = told(world.public_item, world.meeting, world.paper)
    with time_machine.travel(soon + timedelta(minutes=1), tick=False):
        first_public.note_everything()
        assert told(world.public_item, world.meeting, world.paper) == [timezone.now()] * 3
    assert before < told(world.public_item, world.meeting, world.paper)
    with time_machine.travel(soon + timedelta(minutes=9), tick=False):
        Person._base_manager.filter(pk=world.speaker.pk).update(audience=Audience.OFFICE)
        first_public.note_everything(closed=True)
        assert told(world.speaker) == [timezone.now()]


def test_links_move_both_ends_where_both_show_it(world: World) -> None:
    clock = Clock()
    plan = File.objects.create(body=world.body, name="Plan", address="https://example.org/", audience=Audience.PUBLIC)
    with clock.later():
        PaperFile.objects.bulk_create([PaperFile(paper=world.paper, file=plan)])
        assert told(world.paper, plan) == [timezone.now()] * 2
    with clock.later():
        MeetingFile.objects.create(meeting=world.meeting, file=plan)
        assert told(world.meeting, plan, world.paper) == [timezone.now()] * 3
    with clock.later():
        AgendaItemFile.objects.create(item=world.public_item, file=plan)
        assert told(world.public_item, world.meeting) == [timezone.now()] * 2
    with clock.later():
        PaperFile.objects.get(file=plan).delete()
        assert told(world.paper, plan) == [timezone.now()] * 2
    with clock.later():
        MeetingFile.objects.filter(file=plan).delete()
        AgendaItemFile.objects.filter(file=plan).delete()
        assert told(world.meeting, plan) == [timezone.now()] * 2
    assert plan in visibility.tombstones(File)


def test_many_to_many_links_move_their_owner(world: World) -> None:
    clock = Clock()
    other = Paper.objects.create(body=world.body, name="B", type="report", audience=Audience.PUBLIC)
    for change in (
        lambda: world.paper.originator_people.add(world.speaker),
        lambda: world.paper.originator_organizations.clear(),
        lambda: world.paper.under_direction_of.set([world.council]),
        lambda: world.paper.locations.through.objects.bulk_create(
            [world.paper.locations.through(paper=world.paper, location=world.meeting.location)]
        ),
        lambda: world.paper.originator_people.remove(world.speaker),
        lambda: world.paper.related.add(other),
    ):
        with clock.later():
            change()
            assert told(world.paper) == [timezone.now()]
    assert told(other) == told(world.paper)
    council = told(world.council)
    with clock.later():
        world.meeting.organizations.add(world.council)
        assert told(world.meeting) == [timezone.now()]
    assert told(world.council) == council


def test_embedded_rows_move_what_embeds_them(world: World) -> None:
    clock = Clock()
    term = LegislativeTerm.objects.create(body=world.body, name="2024–2029")
    member = Membership.objects.filter(person=world.speaker).first()
    assert member is not None
    for write, rows in (
        (lambda: LegislativeTerm.objects.filter(pk=term.pk).update(name="X"), (term, world.body)),
        (lambda: Location.objects.filter(room="Ratssaal").update(room="Saal"), (world.meeting.location, world.meeting)),
        (lambda: Membership.objects.filter(pk=member.pk).update(role="Vorsitz"), (member, world.speaker)),
        (lambda: Consultation.objects.filter(pk=world.consultation.pk).update(result="rejected"),
         (world.consultation, world.paper, world.public_item, world.meeting)),
        (lambda: Vote.objects.filter(pk=world.vote.pk).update(yes=8), (world.public_item, world.meeting)),
        (lambda: MemberVote.objects.create(vote=world.vote, person=world.speaker, choice="yes"), (world.public_item,)),
        (lambda: FilePage.objects.filter(file=world.file).delete(), (world.file, world.paper)),
        (lambda: File.objects.get(pk=world.file.pk).bury(), (world.file, world.paper)),
        (lambda: member.bury(), (member, world.speaker, member.organization)),
        (lambda: Organization.objects.filter(pk=world.committee_2.pk).update(parent=world.council), (world.committee_2,)),
        (lambda: Body.objects.filter(pk=world.body.pk).update(website="https://example.org"), (world.body,)),
    ):  # fmt: skip
        with clock.later():
            write()
            assert told(*rows) == [timezone.now()] * len(rows), rows


def test_a_paper_that_moves_to_another_parent_moves_both(world: World) -> None:
    clock = Clock()
    other = Paper.objects.create(body=world.body, name="B", type="report", audience=Audience.PUBLIC)
    child = Paper.objects.create(
        body=world.body, name="C", type="motion", audience=Audience.PUBLIC, superordinate=other
    )
    with clock.later():
        child.superordinate = world.paper
        child.save()
        assert told(child, other, world.paper) == [timezone.now()] * 3


def test_recordings_and_chapters_move_meeting_and_items(world: World) -> None:
    clock = Clock()
    here = build_recorded_world(world)
    rendition = here.recording.current_rendition
    assert rendition is not None
    with clock.later():
        type(rendition).objects.filter(pk=rendition.pk).update(files={})
        assert told(world.meeting, world.public_item) == [timezone.now()] * 2
    with clock.later():
        Recording.objects.filter(pk=here.recording.pk).update(audience=Audience.OFFICE)
        assert told(world.meeting, world.public_item) == [timezone.now()] * 2
    with clock.later():
        type(rendition).objects.filter(pk=rendition.pk).delete()
        assert told(world.meeting) == [timezone.now()]


def test_bulk_writes_cost_a_fixed_number_of_statements(world: World, django_assert_max_num_queries: Any) -> None:
    def made(count: int) -> list[Paper]:
        return Paper.objects.bulk_create(
            [Paper(body=world.body, name="P", type="other", audience=Audience.PUBLIC) for _ in range(count)]
        )

    made(3)
    with django_assert_max_num_queries(40):
        made(100)
    with django_assert_max_num_queries(40):
        made(100)
