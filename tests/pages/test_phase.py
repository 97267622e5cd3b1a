"""Before, now, after, cancelled: what the clerk has entered counts, else the plan."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from media.models import Recording
from meetings.models import Audience, Meeting, MeetingState
from ris.pages.phase import code_of
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import World

FIVE = datetime(2027, 2, 17, 17, tzinfo=timezone.get_default_timezone())
EIGHT = FIVE + timedelta(hours=3)


@pytest.mark.parametrize(
    ("state", "cancelled", "hours", "end", "code"),
    [
        ("invited", False, -1, EIGHT, "before"),
        ("invited", False, 1, EIGHT, "now"),
        ("invited", False, 4, EIGHT, "after"),
        ("invited", False, 4, None, "now"),
        ("invited", False, 7, None, "after"),
        ("running", False, -1, EIGHT, "now"),
        ("running", False, 9, EIGHT, "now"),
        ("held", False, 1, EIGHT, "after"),
        ("invited", True, -1, EIGHT, "cancelled"),
        ("held", True, 9, EIGHT, "cancelled"),
    ],
)
def test_where_a_sitting_stands(state: str, cancelled: bool, hours: int, end: datetime | None, code: str) -> None:
    assert code_of(state=state, cancelled=cancelled, start=FIVE, end=end, now=FIVE + timedelta(hours=hours)) == code


def read(client: Client, meeting: Meeting) -> str:
    return client.get(f"/sitzungen/{meeting.slug}/").content.decode()


def set_to(meeting: Meeting, **values: object) -> Meeting:
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save()
    return meeting


@pytest.mark.django_db
def test_a_sitting_in_session_says_so_and_when_the_recording_comes(client: Client, world: World) -> None:
    recorded = build_recorded_world(world)
    world.draft_meeting.audience = Audience.PUBLIC
    world.draft_meeting.organizations.set([world.council])
    today = set_to(world.draft_meeting, state=MeetingState.RUNNING, start=timezone.now() - timedelta(hours=1))
    assert "Die Sitzung läuft gerade. Sie wird hier nicht live übertragen." in read(client, today)
    assert "in der Regel" not in read(client, today), "nothing of this organization was ever recorded"
    today.organizations.add(*recorded.recording.meeting.organizations.all())
    assert "Die Aufzeichnung steht in der Regel 3 Tage nach der Sitzung hier." in read(client, today)


@pytest.mark.django_db
def test_a_cancelled_sitting_names_the_next_one(client: Client, world: World) -> None:
    off = set_to(world.other_meeting, cancelled=True)
    later = Meeting.objects.create(
        body=world.other_body, name="Gemeinderat", audience=Audience.PUBLIC, start=off.start + timedelta(days=7)
    )
    later.organizations.set(off.organizations.all())
    text = read(client, off)
    assert "Diese Sitzung ist abgesagt. Sie findet nicht statt." in text
    assert f"/sitzungen/{later.slug}/" in text


@pytest.fixture
def here(world: World) -> RecordedWorld:
    return build_recorded_world(world)


@pytest.mark.django_db
def test_a_recording_taken_off_is_not_passed_over_in_silence(client: Client, here: RecordedWorld) -> None:
    meeting = here.world.meeting
    assert "<ris-player" in read(client, meeting)
    here.recording.audience = Audience.OFFICE
    here.recording.save()
    text = read(client, meeting)
    assert "Die Aufzeichnung dieser Sitzung ist nicht mehr veröffentlicht." in text
    assert "<ris-player" not in text


@pytest.mark.django_db
def test_while_a_new_cut_is_made_the_recording_is_being_worked_on(client: Client, here: RecordedWorld) -> None:
    Recording.objects.filter(pk=here.recording.pk).update(current_rendition=None)
    assert "Die Aufzeichnung wird gerade bearbeitet" in read(client, here.world.meeting)


@pytest.mark.django_db
def test_a_sitting_never_recorded_says_so_without_a_promise(client: Client, world: World) -> None:
    assert "Von dieser Sitzung ist keine Aufzeichnung veröffentlicht." in read(client, world.meeting)
