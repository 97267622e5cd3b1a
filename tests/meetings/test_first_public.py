"""Whether the public ever knew a row is noted when it first does, not when it ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from jobs import registry
from meetings import first_public, visibility
from meetings.models import AgendaItem, Audience, File, Meeting, Person
from motions.models import Consultation, Paper, PaperFile, Vote
from tests.world import World


@pytest.mark.django_db
def test_what_is_public_from_the_start_is_noted_at_once(world: World) -> None:
    rows = (world.body, world.meeting, world.public_item, world.paper, world.consultation, world.vote, world.file)
    for row in rows:
        row.refresh_from_db()
        assert row.first_public_at is not None, row
    for row in (world.draft_item, world.internal_item, world.internal_paper, world.internal_file, world.draft_meeting):
        row.refresh_from_db()
        assert row.first_public_at is None, row


@pytest.mark.django_db
def test_an_audience_narrowed_in_bulk_is_not_forgotten(world: World) -> None:
    Person.objects.filter(pk=world.speaker.pk).update(audience=Audience.OFFICE)
    world.speaker.refresh_from_db()
    world.speaker.bury()
    assert list(visibility.tombstones(Person)) == [world.speaker]


@pytest.mark.django_db
def test_a_row_opened_in_bulk_is_noted_with_all_that_hangs_on_it(world: World) -> None:
    AgendaItem.objects.create(
        meeting=world.draft_meeting, position=1, title="Haushalt", public=True, audience=Audience.PUBLIC
    )
    assert AgendaItem.objects.get(title="Haushalt").first_public_at is None
    Meeting.objects.filter(pk=world.draft_meeting.pk).update(audience=Audience.PUBLIC)
    assert AgendaItem.objects.get(title="Haushalt").first_public_at is not None


@pytest.mark.django_db
def test_the_parent_is_withdrawn_before_the_child_is_buried(world: World) -> None:
    world.meeting.audience = Audience.OFFICE
    world.meeting.save()
    for row in (AgendaItem.objects.get(pk=world.public_item.pk), Vote.objects.get(pk=world.vote.pk)):
        row.bury()
    assert list(visibility.tombstones(AgendaItem)) == [world.public_item]
    assert list(visibility.tombstones(Vote)) == [world.vote]


@pytest.mark.django_db
def test_the_parent_is_buried_first(world: World) -> None:
    world.paper.bury()
    Consultation.objects.get(pk=world.consultation.pk).bury()
    File.objects.get(pk=world.file.pk).bury()
    assert list(visibility.tombstones(Consultation)) == [world.consultation]
    assert list(visibility.tombstones(File)) == [world.file]


@pytest.mark.django_db
def test_a_row_held_in_memory_does_not_write_the_note_away(world: World) -> None:
    stale = Paper.objects.get(pk=world.internal_paper.pk)
    Paper.objects.filter(pk=stale.pk).update(audience=Audience.PUBLIC)
    stale.name = "Ankauf"
    stale.audience = Audience.OFFICE
    stale.save()
    assert Paper.objects.get(pk=stale.pk).first_public_at is not None


@pytest.mark.django_db
def test_a_link_that_opens_a_document_notes_it(world: World) -> None:
    loose = File.objects.create(body=world.body, name="Plan", address="https://example.org/", audience=Audience.PUBLIC)
    PaperFile.objects.create(paper=world.internal_paper, file=loose)
    assert File.objects.get(pk=loose.pk).first_public_at is None
    PaperFile.objects.create(paper=world.paper, file=loose)
    assert File.objects.get(pk=loose.pk).first_public_at is not None


@pytest.mark.django_db
def test_what_becomes_due_is_noted_within_a_minute_with_its_children(world: World) -> None:
    soon = timezone.now() + timedelta(hours=1)
    meeting = Meeting.objects.create(
        body=world.body, name="Stadtrat", start=soon, audience=Audience.PUBLIC, visible_from=soon
    )
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="TOP", public=True, audience=Audience.PUBLIC)
    first_public.note_everything()
    item.refresh_from_db()
    assert item.first_public_at is None
    with time_machine.travel(soon + timedelta(minutes=1)):
        assert first_public.note_everything() == 2
        item.refresh_from_db()
        assert item.first_public_at is not None
        assert first_public.note_everything() == 0
    kind = registry.lookup("meetings.first_public")
    assert (kind.standing, kind.every) == (True, 60)


@pytest.mark.django_db
def test_made_in_bulk_is_noted_too(world: World) -> None:
    made = Person.objects.bulk_create(
        [Person(body=world.body, given_name="A", family_name="B", slug="a-b", audience=Audience.PUBLIC)]
    )
    assert Person.objects.get(pk=made[0].pk).first_public_at is not None
