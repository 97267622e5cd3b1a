"""Files beside a recording follow titles and names: once after a transaction, however many rows of it have changed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction

from jobs.once import Call
from meetings.models import Person
from tests.recorded_world import build_recorded_world
from tests.world import World
from transcripts.following import rewrite


@pytest.mark.django_db
def test_many_changes_of_one_sitting_rewrite_its_files_once(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    recorded = build_recorded_world(world)
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        for row in (world.public_item, world.meeting, world.speaker, world.public_item):
            row.save()
    assert callbacks.count(Call(rewrite, ((recorded.recording.pk,),))) == 1


@pytest.mark.django_db
def test_who_never_spoke_rewrites_nothing(world: World, django_capture_on_commit_callbacks: Any) -> None:
    build_recorded_world(world)
    with django_capture_on_commit_callbacks() as callbacks:
        Person.objects.create(body=world.body, given_name="Neu", family_name="Gewählt")
    assert callbacks
    assert [call for call in callbacks if getattr(call, "function", None) is rewrite] == []
