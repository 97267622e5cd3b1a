"""The agenda as each reader may see it, and the snapshot that never changes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from meetings.agenda import NO_PUBLIC_TITLE, lines_for, publish_agenda
from meetings.models import AgendaItem, AgendaVersion, Audience
from tests.world import SENTINEL, World

EVERYONE = AnonymousUser()


@pytest.mark.django_db
def test_the_public_reads_a_general_title_and_gets_no_row(world: World) -> None:
    lines = lines_for(world.meeting, EVERYONE)
    assert [(line.label, line.title, line.item) for line in lines] == [
        ("1", world.public_item.title, world.public_item),
        ("2", "Grundstücksangelegenheit", None),
    ]


@pytest.mark.django_db
def test_a_member_reads_the_title_and_the_office_the_draft_too(world: World) -> None:
    assert [line.item for line in lines_for(world.meeting, world.bruno)] == [world.public_item, world.internal_item]
    assert [line.item for line in lines_for(world.meeting, world.dora)] == [
        world.public_item, world.internal_item, world.draft_item,
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_draft_between_published_items_stands_in_its_place(world: World) -> None:
    AgendaItem.objects.filter(pk=world.draft_item.pk).update(position=0)
    assert next(line.item for line in lines_for(world.meeting, world.dora)) == world.draft_item


@pytest.mark.django_db
def test_publishing_releases_items_and_freezes_what_everyone_reads(world: World) -> None:
    version = publish_agenda(world.meeting, kind="supplement", at=timezone.now())
    world.draft_item.refresh_from_db()
    assert world.draft_item.audience == Audience.PUBLIC
    assert "Grundstück" in str(version.content)
    assert world.internal_item.title not in str(version.content)
    world.public_item.title = "Anders"
    world.public_item.save()
    assert "Anders" not in str(AgendaVersion.objects.get(pk=version.pk).content)


@pytest.mark.django_db
def test_an_item_without_a_public_title_still_says_nothing(world: World) -> None:
    AgendaItem.objects.filter(pk=world.internal_item.pk).update(public_title="")
    publish_agenda(world.meeting, kind="supplement", at=timezone.now() + timedelta(seconds=1))
    assert lines_for(world.meeting, EVERYONE)[1].title == NO_PUBLIC_TITLE


@pytest.mark.django_db
def test_an_unpublished_agenda_is_empty_for_the_public(world: World) -> None:
    assert lines_for(world.draft_meeting, EVERYONE) == []
    assert SENTINEL not in str(lines_for(world.other_meeting, EVERYONE))
