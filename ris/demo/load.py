"""Writes the invented city into an empty (or already filled) installation. Days count from the day of loading."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from media.models import Recording
from meetings import models
from meetings.history import acting
from ris.demo import records
from ris.demo.load_council import write_council
from ris.demo.load_documents import write_documents
from ris.demo.load_papers import write_papers
from ris.demo.loaded import Loaded
from ris.demo.people import LOGINS

RECORDING = Path(__file__).parent / "recording" / "sitting.mp4"
SPEAKERS = Path(__file__).parent / "recording" / "speakers.csv"
PASSWORD = "Rathaus-2026!"  # noqa: S105  # printed on purpose: the demo has no secrets


class Renamed(Exception):
    """The sitting of the recording is not found any more: it was renamed or deleted before the recording was there."""


def load_city(body: records.Body, today: date) -> Loaded:
    """Write this municipality with everything that belongs to it, all or nothing.

    One that is already there (same name) is left as it is, and its rows are only looked up.
    """
    known = models.Body.objects.living().filter(name=body.name).first()
    if known is not None:
        return _look_up(known, body, today)
    with transaction.atomic(), acting(cause="command:demo"):
        row = models.Body.objects.create(
            name=body.name, short_name=body.short_name, website=body.website, audience=models.Audience.PUBLIC
        )
        loaded = Loaded(row, body, today)
        write_council(loaded)
        write_papers(loaded)
        write_documents(loaded)
    return loaded


def _look_up(row: models.Body, body: records.Body, today: date) -> Loaded:
    loaded = Loaded(row, body, today)
    by_name = {organization.name: organization for organization in row.organizations.living()}
    loaded.organizations = {o.key: by_name[o.name] for o in body.organizations if o.name in by_name}
    for meeting in body.meetings:
        if meeting.organization not in loaded.organizations:
            continue  # loaded by an older version, which did not know this committee
        found = row.meetings.living().filter(
            name=meeting.name, organizations=loaded.organizations[meeting.organization]
        )
        rows = sorted(found, key=lambda candidate: candidate.start)
        same = [m for m in body.meetings if (m.name, m.organization) == (meeting.name, meeting.organization)]
        same.sort(key=lambda m: m.day_offset)
        if len(rows) == len(same):
            loaded.meetings[meeting.key] = rows[same.index(meeting)]
    return loaded


def create_users(loaded: Loaded, today: date) -> dict[str, User]:
    """The people who sign in (`LOGINS`) with their rights, and technical staff; those already there keep their password."""
    users = {"admin": _user("admin", staff=True, technical=True)}
    for login in LOGINS:
        user = users[login.username] = _user(login.username, staff=login.kind == "office", name=login.name)
        # Whoever plays with the city may rename or delete people and committees: the rest goes on.
        person = loaded.people.get(login.person or "")
        if login.kind == "office":
            _mandate(user, loaded, "office", None, person, today)
        for key in login.seats:
            if organization := loaded.organizations.get(key):
                _mandate(user, loaded, "member", organization, person, today)
    return users


def _user(username: str, *, staff: bool, technical: bool = False, name: str = "") -> User:
    user = User.objects.filter(username=username).first()
    if user is None:
        given, _, family = name.rpartition(" ")
        user = User(username=username, is_staff=staff, is_superuser=technical, first_name=given, last_name=family)
        user.set_password(PASSWORD)
        user.save()
    return user


def _mandate(
    user: User,
    loaded: Loaded,
    role: str,
    organization: models.Organization | None,
    person: models.Person | None,
    today: date,
) -> None:
    models.Mandate.objects.get_or_create(
        user=user, role=role, body=loaded.body, organization=organization,
        defaults={"start_date": today - timedelta(days=800), "person": person},
    )  # fmt: skip


def recorded_meeting(loaded: Loaded, body: records.Body) -> models.Meeting:
    """The sitting to which the recording in this folder belongs, also when somebody has renamed it. Raises Renamed."""
    row = loaded.meetings.get(next(meeting.key for meeting in body.meetings if meeting.recorded))
    if row is None:
        taken_in = Recording.objects.filter(meeting__body=loaded.body, source_name=RECORDING.name)
        row = next((recording.meeting for recording in taken_in.select_related("meeting")), None)
    if row is None:
        raise Renamed
    return row


def add_the_recording(meeting: models.Meeting, clerk: User) -> Recording:
    """Take the recording in, with the log of its microphones; a second time nothing happens, whatever was decided since.

    The script has no non-public part: the clerk says so, and the recording may be published.
    """
    from media import ingest
    from transcripts.speakers import import_speakers

    recording = Recording.objects.living().filter(meeting=meeting).first()
    with acting(user=clerk, cause="command:demo"):
        if recording is None:
            recording = ingest.add_recording(meeting, RECORDING)
            recording.wall_start = meeting.start
            recording.nonpublic_reviewed_at = timezone.now()
            recording.nonpublic_reviewed_by = clerk
            recording.audience = models.Audience.PUBLIC
            recording.save()
            import_speakers(meeting, SPEAKERS)
    return recording
