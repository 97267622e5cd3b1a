"""Closed by default; one rule; every role sees what it may and nothing else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from media.models import Edit, EditKind, Recording, Rendition
from meetings import visibility
from meetings.models import AgendaItem, Audience, Body, File, Mandate, Meeting, Organization, Person
from motions.models import Consultation, Paper, Vote
from tests.world import SENTINEL, World
from transcripts.models import Segment, Transcript

EVERYONE = AnonymousUser()


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Body, Organization, Person, Meeting, AgendaItem, Paper, Consultation, Vote, File])
def test_everyone_sees_something_of_each_kind_and_never_the_sentinel(world: World, model: type) -> None:
    seen = list(model.objects.visible_to(EVERYONE).values())
    assert seen
    assert SENTINEL not in str(seen)
    assert SENTINEL not in str([str(row) for row in model.objects.visible_to(EVERYONE)])


@pytest.mark.django_db
def test_a_member_sees_the_internal_item_of_their_own_committee(world: World) -> None:
    assert world.internal_item in AgendaItem.objects.visible_to(world.bruno)
    assert world.internal_paper in Paper.objects.visible_to(world.bruno)
    assert world.internal_consultation in Consultation.objects.visible_to(world.bruno)
    assert world.internal_file in File.objects.visible_to(world.bruno)


@pytest.mark.django_db
def test_a_member_of_another_committee_does_not(world: World) -> None:
    assert world.internal_item not in AgendaItem.objects.visible_to(world.clara)
    assert world.internal_paper not in Paper.objects.visible_to(world.clara)
    assert world.internal_file not in File.objects.visible_to(world.clara)


@pytest.mark.django_db
def test_nobody_but_the_office_sees_drafts(world: World) -> None:
    assert world.draft_item not in AgendaItem.objects.visible_to(world.bruno)
    assert world.draft_item in AgendaItem.objects.visible_to(world.dora)
    assert world.draft_meeting in Meeting.objects.visible_to(world.dora)


@pytest.mark.django_db
def test_the_office_of_another_municipality_is_everyone_here(world: World) -> None:
    assert world.draft_item not in AgendaItem.objects.visible_to(world.emil)
    assert world.internal_paper not in Paper.objects.visible_to(world.emil)


@pytest.mark.django_db
def test_technical_rights_open_nothing_on_the_site(world: World) -> None:
    root = User.objects.create_superuser("root", password="nicht-geheim-12345")
    assert world.internal_item not in AgendaItem.objects.visible_to(root)


@pytest.mark.django_db
def test_rights_follow_the_seat_at_the_time_of_the_sitting(world: World) -> None:
    Mandate.objects.filter(user=world.bruno).update(end_date=world.meeting.start.date() - timedelta(days=1))
    assert world.internal_item not in AgendaItem.objects.visible_to(fresh(world.bruno))
    Mandate.objects.filter(user=world.bruno).update(end_date=world.meeting.start.date() + timedelta(days=1))
    assert world.internal_item in AgendaItem.objects.visible_to(fresh(world.bruno))


@pytest.mark.django_db
def test_what_hangs_on_something_hidden_is_hidden(world: World) -> None:
    world.meeting.audience = Audience.OFFICE
    world.meeting.save()
    assert not AgendaItem.objects.filter(meeting=world.meeting).visible_to(EVERYONE).exists()
    assert not Consultation.objects.filter(pk=world.consultation.pk).visible_to(EVERYONE).exists()
    assert not Vote.objects.visible_to(EVERYONE).exists()


@pytest.mark.django_db
def test_a_file_nobody_names_is_invisible_even_when_released(world: World) -> None:
    lonely = File.objects.create(
        body=world.body, name="lose", address="https://example.org/a", audience=Audience.PUBLIC
    )
    assert lonely not in File.objects.visible_to(EVERYONE)
    assert lonely not in File.objects.visible_to(world.bruno), "nor to members"
    assert lonely not in File.objects.visible_to(world.emil), "nor to the neighbour's office"
    assert lonely in File.objects.visible_to(world.dora), "its office looks at it before it is attached"
    lonely.bury()
    assert lonely not in File.objects.visible_to(world.dora)


@pytest.mark.django_db
def test_publication_time_is_a_gate(world: World) -> None:
    world.paper.visible_from = timezone.now() + timedelta(hours=1)
    world.paper.save()
    assert world.paper not in Paper.objects.visible_to(EVERYONE)
    assert world.file not in File.objects.visible_to(EVERYONE)


@pytest.mark.django_db
def test_the_buried_leave_at_once_and_only_the_once_public_leave_a_tombstone(world: World) -> None:
    world.paper.bury(by=world.dora)
    world.internal_paper.bury(by=world.dora)
    assert world.paper not in Paper.objects.visible_to(world.dora)
    assert list(visibility.tombstones(Paper)) == [world.paper]


@pytest.mark.django_db
def test_narrowing_the_audience_remembers_that_it_was_public(world: World) -> None:
    world.paper.audience = Audience.OFFICE
    world.paper.save()
    world.paper.bury(by=world.dora)
    assert world.paper in visibility.tombstones(Paper)


@pytest.mark.django_db
def test_the_database_refuses_a_non_public_item_for_everyone(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.filter(pk=world.internal_item.pk).update(audience=Audience.PUBLIC)


@pytest.mark.django_db
def test_the_database_refuses_a_public_recording_that_nobody_reviewed(world: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Recording.objects.create(
            meeting=world.meeting, source_name="a.mp4", source_sha512="0" * 128, source_size=1, audience=Audience.PUBLIC
        )


@pytest.fixture
def recording(world: World) -> Recording:
    row = Recording.objects.create(
        meeting=world.meeting,
        source_name="a.mp4",
        source_sha512="0" * 128,
        source_size=1,
        duration=60_000,
        audience=Audience.PUBLIC,
        nonpublic_reviewed_at=timezone.now(),
        nonpublic_reviewed_by=world.dora,
    )
    row.current_rendition = Rendition.objects.create(recording=row, digest="d", duration=60_000)
    row.save()
    return row


@pytest.mark.django_db
def test_speech_is_public_only_as_a_whole_and_only_while_its_rendition_stands(
    world: World, recording: Recording
) -> None:
    transcript = Transcript.objects.create(
        recording=recording, version=1, engine="scripted", model="-", audience=Audience.PUBLIC, current=True
    )
    early, across, late = (
        Segment.objects.create(transcript=transcript, starts=s, ends=e, text=t)
        for s, e, t in ((0, 5_000, "früh"), (9_000, 11_000, SENTINEL), (20_000, 25_000, "spät"))
    )
    assert set(Segment.objects.visible_to(EVERYONE)) == {early, across, late}
    Edit.objects.create(recording=recording, kind=EditKind.CUT, starts=10_000, ends=12_000, reason="nichtöffentlich")
    assert set(Segment.objects.visible_to(EVERYONE)) == {early, late}
    assert set(Segment.objects.visible_to(world.bruno)) == {early, late}
    assert set(Segment.objects.visible_to(world.dora)) == {early, across, late}
    Recording.objects.filter(pk=recording.pk).update(current_rendition=None)
    assert not Segment.objects.visible_to(EVERYONE).exists()


@pytest.mark.django_db
def test_an_edit_is_never_told_to_the_public(world: World, recording: Recording) -> None:
    Edit.objects.create(recording=recording, kind=EditKind.MUTE, starts=0, ends=10, reason=SENTINEL)
    assert not Edit.objects.visible_to(EVERYONE).exists()
