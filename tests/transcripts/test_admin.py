"""What the office corrects in the admin is shown at once, everywhere."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.models import Stage
from meetings.admin_clock import as_typed
from meetings.models import Person
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World
from transcripts.models import Correction, Segment, SpeakerTurn

pytestmark = pytest.mark.django_db


@pytest.fixture
def recorded(world: World, client: Client) -> RecordedWorld:
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return build_recorded_world(world)


def test_a_correction_is_shown_at_once_and_says_who_made_it(recorded: RecordedWorld, client: Client) -> None:
    segment = Segment.objects.order_by("starts").first()
    data = {
        "recording": recorded.recording.pk,
        "starts": as_typed(segment.starts),
        "ends": as_typed(segment.ends),
        "becomes": "Die Linie 5 fährt.",
    }
    answer = client.post(reverse("admin:transcripts_correction_add"), data)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    row = Correction.objects.get()
    assert (row.by, row.source, row.saw) == (
        recorded.world.dora,
        "hand",
        "Die Straßenbahn soll in die Gartenstraße fahren.",
    )
    segment.refresh_from_db()
    assert segment.text == "Die Linie 5 fährt."
    assert Stage.objects.filter(name="transcripts.captions", subject_id=recorded.recording.pk, state="waiting").exists()
    page = client.get(reverse("admin:transcripts_correction_change", args=[row.pk])).text
    assert 'name="becomes"' not in page
    client.post(
        reverse("admin:transcripts_correction_changelist"), {"action": "take_back", "_selected_action": [row.pk]}
    )
    row.refresh_from_db()
    assert row.reverted_at is not None


def test_a_moved_turn_takes_its_segments_along(recorded: RecordedWorld, client: Client) -> None:
    turn = SpeakerTurn.objects.order_by("starts").first()
    other = Person.objects.exclude(pk=turn.person_id).filter(body=recorded.world.body).first()
    late = Segment.objects.order_by("-starts").first()
    data = {
        "meeting": recorded.world.meeting.pk, "person": other.pk, "label": str(other), "starts": "0:00:40", "ends": "0:00:50",
        "source": "von Hand",
    }  # fmt: skip
    answer = client.post(reverse("admin:transcripts_speakerturn_add"), data)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    late.refresh_from_db()
    assert late.speaker_turn.person == other
    address, taken = reverse("admin:transcripts_speakerturn_changelist"), late.speaker_turn
    assert "Ausgewählte löschen" in client.get(address).text
    client.post(address, {"action": "bury_selected", "_selected_action": [taken.pk]})
    late.refresh_from_db()
    assert late.speaker_turn is None
    client.post(address, {"action": "bring_back_selected", "_selected_action": [taken.pk]})
    late.refresh_from_db()
    assert late.speaker_turn == taken
