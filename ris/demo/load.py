"""Writes the invented city into an empty (or already filled) installation. Days count from the day of loading."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from media.models import Recording
from meetings import agenda, models
from meetings.addresses import free_slug
from meetings.history import acting
from motions.models import Choice, Consultation, ConsultationRole, MemberVote, Paper, PaperType, Vote, VoteForm
from ris.demo import records

RECORDING = Path(__file__).parent / "recording" / "sitting.mp4"
SPEAKERS = Path(__file__).parent / "recording" / "speakers.csv"
PASSWORD = "Rathaus-2026!"  # noqa: S105  # printed on purpose: the demo has no secrets

ORGANIZATION_TYPES = {"council": "council", "committee": "committee", "fraction": "faction", "office": "office"}
STATION_ROLES = {
    "hearing": ConsultationRole.HEARING,
    "advice": ConsultationRole.PRELIMINARY,
    "decision": ConsultationRole.DECISION,
    "note": ConsultationRole.NOTE,
}
PAPER_TYPES = {
    "Beschlussvorlage": PaperType.PROPOSAL,
    "Mitteilungsvorlage": PaperType.REPORT,
    "Antrag": PaperType.MOTION,
    "Änderungsantrag": PaperType.AMENDMENT,
    "Dringlichkeitsantrag": PaperType.URGENT,
    "Anfrage": PaperType.QUESTION,
}
VOTE_FORMS = {
    "unanimous": VoteForm.UNANIMOUS,
    "majority": VoteForm.MAJORITY,
    "counted": VoteForm.MAJORITY,
    "roll_call": VoteForm.ROLL_CALL,
    "secret": VoteForm.SECRET,
    "without_formal_vote": VoteForm.WITHOUT_FORMAL,
}
ITEM_STATES = {"taken_off": models.ItemState.TAKEN_OFF, "postponed": models.ItemState.POSTPONED}


@dataclass
class Loaded:
    """The rows of one body by the keys of the plain data."""

    body: models.Body
    organizations: dict[str, models.Organization] = field(default_factory=dict)
    people: dict[str, models.Person] = field(default_factory=dict)
    meetings: dict[str, models.Meeting] = field(default_factory=dict)
    items: dict[tuple[str, str], models.AgendaItem] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)


def load_city(body: records.Body, today: date) -> Loaded:
    """Write this municipality with everything that belongs to it, all or nothing.

    One that is already there (same name) is left as it is, and its rows are only looked up.
    """
    known = models.Body.objects.living().filter(name=body.name).first()
    if known is not None:
        return _look_up(known, body)
    with transaction.atomic(), acting(cause="command:demo"):
        return _Writer(body, today).write()


def _look_up(row: models.Body, body: records.Body) -> Loaded:
    loaded = Loaded(row)
    by_name = {organization.name: organization for organization in row.organizations.living()}
    loaded.organizations = {o.key: by_name[o.name] for o in body.organizations if o.name in by_name}
    for meeting in body.meetings:
        found = row.meetings.living().filter(
            name=meeting.name, organizations=loaded.organizations[meeting.organization]
        )
        rows = sorted(found, key=lambda candidate: candidate.start)
        same = [m for m in body.meetings if (m.name, m.organization) == (meeting.name, meeting.organization)]
        same.sort(key=lambda m: m.day_offset)
        if len(rows) == len(same):
            loaded.meetings[meeting.key] = rows[same.index(meeting)]
    return loaded


class _Writer:
    def __init__(self, body: records.Body, today: date) -> None:
        self.plain = body
        self.today = today
        self.rows = Loaded(
            models.Body.objects.create(
                name=body.name, short_name=body.short_name, website=body.website, audience=models.Audience.PUBLIC
            )
        )

    def write(self) -> Loaded:
        steps: list[Callable[[], None]] = [
            self._terms, self._organizations, self._people, self._meetings, self._papers, self._stations,
            self._results, self._publish,
        ]  # fmt: skip
        for step in steps:
            step()
        return self.rows

    def _day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def _terms(self) -> None:
        for term in self.plain.terms:
            self.term = models.LegislativeTerm.objects.create(
                body=self.rows.body,
                name=term.name,
                start_date=self._day(term.start_offset),
                end_date=self._day(term.end_offset),
            )
        self.locations = {
            place.key: models.Location.objects.create(
                body=self.rows.body,
                room=place.room,
                street_address=place.street,
                postal_code=place.postal_code,
                locality=place.city,
            )
            for place in self.plain.locations
        }

    def _organizations(self) -> None:
        for position, plain in enumerate(self.plain.organizations):
            self.rows.organizations[plain.key] = models.Organization.objects.create(
                body=self.rows.body,
                type=ORGANIZATION_TYPES[plain.type],
                name=plain.name,
                short_name=plain.short_name,
                classification=plain.classification,
                statutory_members=plain.statutory_number,
                parent=self.rows.organizations[plain.parent] if plain.parent else None,
                notice_days=plain.notice_days,
                colour=plain.colour,
                position=position,
                audience=models.Audience.PUBLIC,
            )

    def _people(self) -> None:
        for plain in self.plain.persons:
            self.rows.people[plain.key] = models.Person.objects.create(
                body=self.rows.body,
                given_name=plain.given,
                family_name=plain.family,
                title=plain.title,
                form_of_address=plain.form_of_address,
                life=plain.profession,
                audience=models.Audience.PUBLIC,
            )
        for seat in self.plain.memberships:
            models.Membership.objects.create(
                person=self.rows.people[seat.person],
                organization=self.rows.organizations[seat.organization],
                role=seat.role,
                voting_right=seat.voting,
                start_date=self._day(seat.start_offset),
                on_behalf_of=self.rows.organizations[seat.on_behalf_of] if seat.on_behalf_of else None,
            )

    def _meetings(self) -> None:
        for plain in self.plain.meetings:
            start = self._moment(plain.day(self.today), plain.starts)
            meeting = models.Meeting.objects.create(
                body=self.rows.body,
                legislative_term=self.term,
                name=plain.name,
                slug=self._meeting_slug(plain),
                state={"held": "held", "invited": "invited", "cancelled": "invited"}[plain.state],
                cancelled=plain.state == "cancelled",
                start=start,
                end=self._moment(plain.day(self.today), plain.ends) if plain.ends else None,
                location=self.locations[plain.location],
                audience=models.Audience.PUBLIC,
            )
            meeting.organizations.set([self.rows.organizations[plain.organization]])
            self.rows.meetings[plain.key] = meeting
            for position, item in enumerate(plain.items, start=1):
                self.rows.items[plain.key, item.label] = models.AgendaItem.objects.create(
                    meeting=meeting,
                    position=position,
                    label=item.label,
                    section=item.section,
                    parent=self.rows.items.get((plain.key, item.parent_label or "")),
                    title=item.title,
                    public=item.public,
                    public_title=item.public_title,
                    state=ITEM_STATES.get(item.result, "done" if plain.state == "held" else "open"),
                )

    def _papers(self) -> None:
        for plain in self.plain.papers:
            paper = Paper.objects.create(
                body=self.rows.body,
                legislative_term=self.term,
                type=PAPER_TYPES[plain.type],
                reference=plain.reference,
                name=plain.title,
                text=plain.text,
                date=self._day(plain.date_offset),
                received=self._day(plain.date_offset + 1),
                audience=models.Audience.PUBLIC if plain.public else models.Audience.MEMBERS,
            )
            paper.originator_organizations.set(
                [self.rows.organizations[key] for key in plain.submitters if key in self.rows.organizations]
            )
            paper.originator_people.set([self.rows.people[key] for key in plain.submitters if key in self.rows.people])
            self.rows.papers[plain.reference] = paper
        for plain in self.plain.papers:
            if plain.amends:
                paper = self.rows.papers[plain.reference]
                paper.superordinate = self.rows.papers[plain.amends]
                paper.save()

    def _stations(self) -> None:
        for plain in self.plain.papers:
            for position, station in enumerate(plain.stations, start=1):
                item = self.rows.items.get((station.meeting or "", station.item or ""))
                wording = self._wording(station) if item else ""
                Consultation.objects.create(
                    paper=self.rows.papers[plain.reference],
                    position=position,
                    organization=self.rows.organizations[station.organization],
                    role=STATION_ROLES[station.role],
                    authoritative=station.authoritative,
                    public=station.public,
                    audience=models.Audience.PUBLIC if station.public else models.Audience.MEMBERS,
                    agenda_item=item,
                    result=station.result,
                    resolution_text=wording,
                )

    def _wording(self, station: records.Station) -> str:
        item = self.plain.meeting(station.meeting or "").item(station.item or "")
        # A rejected amendment under the same item must not carry the text that was adopted.
        return item.resolution_text if station.result and station.result == item.result else ""

    def _results(self) -> None:
        for meeting in self.plain.meetings:
            for plain in meeting.items:
                item = self.rows.items[meeting.key, plain.label]
                if plain.result and not item.consultations.exclude(result="").exists():
                    item.result, item.resolution_text = plain.result, plain.resolution_text
                    item.save()
                for vote in plain.votes:
                    self._vote(item, vote)

    def _vote(self, item: models.AgendaItem, plain: records.Vote) -> None:
        if plain.form == "noted":
            return
        row = Vote.objects.create(
            agenda_item=item,
            consultation=item.consultations.filter(authoritative=True).first(),
            subject=plain.subject,
            form=VOTE_FORMS[plain.form],
            yes=plain.yes,
            no=plain.no,
            abstentions=plain.abstain,
            audience=models.Audience.PUBLIC if item.public else models.Audience.MEMBERS,
        )
        for key, choice in plain.members:
            faction = self.plain.fraction_of(key)
            MemberVote.objects.create(
                vote=row,
                person=self.rows.people[key],
                faction=self.rows.organizations[faction.key] if faction else None,
                choice=Choice(choice),
            )

    def _publish(self) -> None:
        for plain in self.plain.meetings:
            meeting = self.rows.meetings[plain.key]
            invited = meeting.start - timedelta(days=plain.invited_days_before)
            agenda.publish_agenda(meeting, kind="invitation", at=min(invited, timezone.now()))

    def _meeting_slug(self, plain: records.Meeting) -> str:
        organization = self.plain.organization(plain.organization)
        return free_slug(models.Meeting, f"{organization.name} {plain.name} {plain.day(self.today).isoformat()}")

    @staticmethod
    def _moment(day: date, at: Any) -> datetime:
        return timezone.make_aware(datetime.combine(day, at))


def create_users(loaded: Loaded, today: date) -> dict[str, User]:
    """One sign-in for each kind of people; those already there keep their password."""
    council = next(o for o in loaded.organizations.values() if o.type == "council")
    users: dict[str, User] = {}
    for name, staff in (("admin", True), ("buero", True), ("ratsmitglied", False)):
        user = User.objects.filter(username=name).first()
        if user is None:
            user = User(username=name, is_staff=staff, is_superuser=name == "admin")
            user.set_password(PASSWORD)
            user.save()
        users[name] = user
    for name, role, organization in (("buero", "office", None), ("ratsmitglied", "member", council)):
        models.Mandate.objects.get_or_create(
            user=users[name],
            role=role,
            body=loaded.body,
            organization=organization,
            defaults={"start_date": today - timedelta(days=800)},
        )
    return users


def recorded_meeting(loaded: Loaded, body: records.Body) -> models.Meeting:
    """The sitting to which the recording in this folder belongs."""
    return loaded.meetings[next(meeting.key for meeting in body.meetings if meeting.recorded)]


def add_the_recording(meeting: models.Meeting, clerk: User) -> Recording:
    """Take the recording in, with the log of its microphones; a second time nothing happens.

    The script has no non-public part: the clerk says so, and the recording may be published.
    """
    from media import ingest
    from transcripts.speakers import import_speakers

    recording = Recording.objects.living().filter(meeting=meeting).first()
    with acting(user=clerk, cause="command:demo"):
        if recording is None:
            recording = ingest.add_recording(meeting, RECORDING)
        if recording.audience != models.Audience.PUBLIC:
            recording.wall_start = meeting.start
            recording.nonpublic_reviewed_at = timezone.now()
            recording.nonpublic_reviewed_by = clerk
            recording.audience = models.Audience.PUBLIC
            recording.save()
        import_speakers(meeting, SPEAKERS)
    return recording
