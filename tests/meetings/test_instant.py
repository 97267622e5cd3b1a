"""The rule for strangers is made once and does not age: what is due is decided when the database is asked."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser

from meetings.models import Meeting
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_row_opens_at_its_moment_whenever_the_rule_was_made(world: World) -> None:
    opens = datetime(2030, 5, 1, 12, 0, tzinfo=UTC)
    Meeting.objects.filter(pk=world.meeting.pk).update(visible_from=opens)
    seen = Meeting.objects.visible_to(AnonymousUser()).filter(pk=world.meeting.pk)
    for at, visible in ((datetime(2030, 5, 1, 11, 59, 59, tzinfo=UTC), False), (opens, True)):
        with time_machine.travel(at, tick=False):
            assert seen.exists() is visible
            assert Meeting.objects.visible_to(AnonymousUser()).filter(pk=world.meeting.pk).exists() is visible
