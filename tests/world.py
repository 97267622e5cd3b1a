"""The small world of the tests: people we know, in two municipalities.

Anna is a citizen. Bruno sits in committee 1, Clara in committee 2, Dora is the clerk of Musterstadt, Emil the clerk of Nebendorf.
One public, one internal (non-public) and one draft item; every row that is not public carries the sentinel word.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    Audience,
    Body,
    File,
    FilePage,
    Location,
    Mandate,
    MandateRole,
    Meeting,
    MeetingState,
    Membership,
    Organization,
    OrganizationType,
    Person,
)
from meetings.storage import store
from motions.models import Consultation, ConsultationRole, FileRole, Paper, PaperFile, PaperType, Vote, VoteForm

SENTINEL = "Geheimwortxyz"
"""Stands in every row that not everyone may see; whoever reads it anonymously has found a leak."""


@dataclass
class World:
    """The rows by the names the tests use."""

    anna: User
    bruno: User
    clara: User
    dora: User
    emil: User
    body: Body
    other_body: Body
    council: Organization
    committee_1: Organization
    committee_2: Organization
    faction: Organization
    anna_person: Person
    speaker: Person
    secret_person: Person
    meeting: Meeting
    draft_meeting: Meeting
    other_meeting: Meeting
    public_item: AgendaItem
    internal_item: AgendaItem
    draft_item: AgendaItem
    paper: Paper
    internal_paper: Paper
    consultation: Consultation
    internal_consultation: Consultation
    vote: Vote
    file: File
    internal_file: File


def build_world(at: datetime | None = None) -> World:
    """Write the world to the database; the sitting was seven days before `at`."""
    now = at or timezone.now()
    sitting = (now - timedelta(days=7)).replace(microsecond=0)
    body = Body.objects.create(name="Musterstadt", short_name="Musterstadt", audience=Audience.PUBLIC)
    other = Body.objects.create(name="Nebendorf", short_name="Nebendorf", audience=Audience.PUBLIC)

    def organization(name: str, kind: str, audience: str = Audience.PUBLIC) -> Organization:
        return Organization.objects.create(body=body, name=name, type=kind, audience=audience, statutory_members=24)

    council = organization("Stadtrat", OrganizationType.COUNCIL)
    committee_1 = organization("Ausschuss für Mobilität", OrganizationType.COMMITTEE)
    committee_2 = organization("Kulturausschuss", OrganizationType.COMMITTEE)
    faction = organization("Fraktion Neue Mitte", OrganizationType.FACTION)
    organization(f"Arbeitskreis {SENTINEL}", OrganizationType.OTHER, Audience.OFFICE)

    def person(given: str, family: str, audience: str = Audience.PUBLIC) -> Person:
        return Person.objects.create(body=body, given_name=given, family_name=family, audience=audience)

    anna_person = person("Bruno", "Brandt")
    speaker = person("Sabine", "Quellmann")
    secret = person("Heinz", SENTINEL, Audience.OFFICE)
    first = (now - timedelta(days=900)).date()
    for who in (anna_person, speaker):
        Membership.objects.create(person=who, organization=faction, role="Mitglied", start_date=first)
        Membership.objects.create(
            person=who, organization=committee_1, role="Mitglied", start_date=first, on_behalf_of=faction
        )

    def user(name: str) -> User:
        return User.objects.create_user(name, password="nicht-geheim-12345")

    anna, bruno, clara, dora, emil = (user(name) for name in ("anna", "bruno", "clara", "dora", "emil"))

    def mandate(who: User, role: str, place: Organization | None, of: Body = body, last: date | None = None) -> None:
        Mandate.objects.create(user=who, role=role, body=of, organization=place, start_date=first, end_date=last)

    mandate(bruno, MandateRole.MEMBER, committee_1)
    mandate(clara, MandateRole.MEMBER, committee_2)
    mandate(dora, MandateRole.OFFICE, None)
    mandate(emil, MandateRole.OFFICE, None, other)

    location = Location.objects.create(
        body=body, room="Ratssaal", street_address="Marktplatz 1", locality="Musterstadt"
    )

    def meeting(
        name: str, audience: str, start: datetime, place: Organization, state: str = MeetingState.HELD
    ) -> Meeting:
        row = Meeting.objects.create(
            body=place.body, name=name, audience=audience, start=start, location=location, state=state
        )
        row.organizations.set([place])
        return row

    held = meeting("Ausschuss für Mobilität", Audience.PUBLIC, sitting, committee_1)
    draft = meeting(
        f"Sondersitzung {SENTINEL}", Audience.OFFICE, now + timedelta(days=20), committee_1, MeetingState.PLANNED
    )
    other_council = Organization.objects.create(
        body=other, name="Gemeinderat", type=OrganizationType.COUNCIL, audience=Audience.PUBLIC
    )
    other_meeting = Meeting.objects.create(
        body=other,
        name="Gemeinderat",
        audience=Audience.PUBLIC,
        start=now + timedelta(days=3),
        state=MeetingState.INVITED,
    )
    other_meeting.organizations.set([other_council])
    meeting("Stadtrat", Audience.PUBLIC, now + timedelta(days=10), council, MeetingState.INVITED)

    public_item = AgendaItem.objects.create(
        meeting=held,
        position=1,
        label="1",
        title="Straßenbahn in die Gartenstraße",
        public=True,
        audience=Audience.PUBLIC,
    )
    internal_item = AgendaItem.objects.create(
        meeting=held,
        position=2,
        label="2",
        title=f"Grundstück {SENTINEL}",
        public=False,
        public_title="Grundstücksangelegenheit",
        audience=Audience.MEMBERS,
    )
    draft_item = AgendaItem.objects.create(
        meeting=held, position=3, label="3", title=f"Entwurf {SENTINEL}", public=True, audience=Audience.OFFICE
    )
    AgendaVersion.objects.create(
        meeting=held,
        kind="invitation",
        published_at=sitting - timedelta(days=8),
        content=[
            {"item": str(public_item.uuid), "label": "1", "section": "", "title": public_item.title, "public": True},
            {
                "item": str(internal_item.uuid),
                "label": "2",
                "section": "",
                "title": "Grundstücksangelegenheit",
                "public": False,
            },
        ],
    )

    def paper(reference: str, name: str, audience: str, text: str) -> Paper:
        row = Paper.objects.create(
            body=body,
            reference=reference,
            name=name,
            type=PaperType.PROPOSAL,
            audience=audience,
            text=text,
            date=(sitting - timedelta(days=14)).date(),
        )
        row.originator_organizations.set([faction])
        return row

    public_paper = paper("0001/2026", "Straßenbahn in die Gartenstraße", Audience.PUBLIC, "Die Linie wird verlängert.")
    internal_paper = paper("0002/2026", f"Ankauf {SENTINEL}", Audience.MEMBERS, f"Der Preis ist {SENTINEL}.")
    paper("0003/2026", f"Unfertig {SENTINEL}", Audience.OFFICE, SENTINEL)

    def consultation(of: Paper, item: AgendaItem, *, public: bool, audience: str) -> Consultation:
        return Consultation.objects.create(
            paper=of,
            position=1,
            organization=committee_1,
            role=ConsultationRole.DECISION,
            authoritative=True,
            public=public,
            audience=audience,
            agenda_item=item,
            result="adopted",
            resolution_text="Der Ausschuss stimmt zu." if public else SENTINEL,
        )

    public_consultation = consultation(public_paper, public_item, public=True, audience=Audience.PUBLIC)
    internal_consultation = consultation(internal_paper, internal_item, public=False, audience=Audience.MEMBERS)
    vote = Vote.objects.create(
        agenda_item=public_item,
        consultation=public_consultation,
        form=VoteForm.MAJORITY,
        yes=9,
        no=4,
        abstentions=1,
        audience=Audience.PUBLIC,
    )
    Vote.objects.create(agenda_item=internal_item, form=VoteForm.UNANIMOUS, subject=SENTINEL, audience=Audience.MEMBERS)

    def document(name: str, audience: str, of: Paper, text: str) -> File:
        stored = store([f"{name}\n{text}".encode()])
        row = File.objects.create(
            body=body,
            name=name,
            file_name="dokument.txt",
            mime_type="text/plain",
            sha512=stored.sha512,
            size=stored.size,
            audience=audience,
        )
        FilePage.objects.create(file=row, number=1, text=text)
        PaperFile.objects.create(paper=of, file=row, role=FileRole.AUXILIARY)
        return row

    public_file = document("Lageplan", Audience.PUBLIC, public_paper, "Die Haltestelle liegt am Brunnen.")
    internal_file = document(f"Gutachten {SENTINEL}", Audience.MEMBERS, internal_paper, SENTINEL)
    return World(
        anna,
        bruno,
        clara,
        dora,
        emil,
        body,
        other,
        council,
        committee_1,
        committee_2,
        faction,
        anna_person,
        speaker,
        secret,
        held,
        draft,
        other_meeting,
        public_item,
        internal_item,
        draft_item,
        public_paper,
        internal_paper,
        public_consultation,
        internal_consultation,
        vote,
        public_file,
        internal_file,
    )
