"""The kinds of rows the demo city is written in: plain, frozen, without Django.

Days are counted from the day the demo is loaded (negative: in the past), so that the city never grows old.
Rows name each other by ``key``; a key is unique within its kind and body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal

OrganizationType = Literal["council", "committee", "district", "fraction", "office"]
MeetingState = Literal["held", "invited", "planned", "cancelled"]
ItemResult = Literal[
    "", "adopted", "adopted_changed", "rejected", "recommended", "not_recommended", "postponed", "referred",
    "withdrawn", "taken_off", "noted", "answered",
]  # fmt: skip
StationRole = Literal["hearing", "advice", "decision", "note"]
PaperType = Literal[
    "Beschlussvorlage", "Mitteilungsvorlage", "Antrag", "Änderungsantrag", "Ergänzungsantrag", "Dringlichkeitsantrag",
    "Geschäftsordnungsantrag", "Anfrage", "Antwort", "Sachstandsbericht", "Resolution", "Tischvorlage",
]  # fmt: skip
HANGING = ("Änderungsantrag", "Ergänzungsantrag", "Geschäftsordnungsantrag", "Antwort")
"""Kinds of paper that always belong to another one and may have a result of their own under its agenda item."""
AT_THE_TABLE = ("Tischvorlage", "Geschäftsordnungsantrag")
"""Kinds of paper that may be dated on the day of the sitting itself."""
VoteForm = Literal["unanimous", "majority", "counted", "roll_call", "secret", "without_formal_vote", "en_bloc"]
Choice = Literal["yes", "no", "abstain", "absent"]
FollowUpState = Literal["waiting", "running", "done", "dropped"]


def working_day(day: date) -> date:
    """This day, or the Friday before where it is a weekend: offices date nothing on a Sunday."""
    return day - timedelta(days=max(0, day.weekday() - 4))


@dataclass(frozen=True, slots=True, kw_only=True)
class LegislativeTerm:
    """A term of the council; its first day, and its last when that is known, counted in days from today."""

    key: str
    name: str
    start_offset: int
    end_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A room where sittings take place, with a postal address that does not exist."""

    key: str
    room: str
    street: str
    postal_code: str
    city: str
    accessibility: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """A council, committee, Fraktion or office; ``statutory_number`` counts elected members without the chair."""

    key: str
    type: OrganizationType
    name: str
    short_name: str
    classification: str
    statutory_number: int | None = None
    parent: str | None = None
    notice_days: int = 4
    colour: str = "#4b5563"
    """A neutral colour for the banner beside a name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An invented person. ``form_of_address`` is Frau, Herr or empty where none is wanted."""

    key: str
    given: str
    family: str
    title: str = ""
    form_of_address: str = ""
    profession: str = ""

    @property
    def name(self) -> str:
        """Title, given and family name, as on the name plate."""
        return " ".join(part for part in (self.title, self.given, self.family) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A person's seat; ``on_behalf_of`` is the Fraktion that sent the person to a committee."""

    person: str
    organization: str
    role: str
    start_offset: int
    voting: bool = True
    on_behalf_of: str | None = None
    end_offset: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """Somebody who signs in to the demo. ``person`` is empty for a citizen, who holds no seat and is not in the public data."""

    username: str
    name: str
    kind: Literal["office", "member", "citizen"]
    about: str
    """One German sentence for the sign-in page: who this is and what is worth seeing with these eyes."""
    person: str | None = None
    seats: tuple[str, ...] = ()
    """Keys of the organizations in which a member sits; the office works for the whole municipality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """A vote with its counts; ``None`` where nobody counted. ``members`` only for a roll call.

    ``excluded``: present, but kept out of this vote by law (§ 22 GemO; the chair in elections, § 36 Abs. 3).
    """

    form: VoteForm
    subject: str
    accepted: bool
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    members: tuple[tuple[str, Choice], ...] = ()
    paper: str | None = None
    """Reference of the paper that was voted on, where the item has several."""
    excluded: tuple[str, ...] = ()
    at: int | None = None
    """When the result was said (ms on the meeting's clock); ``None`` where nobody noted it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A line of an agenda: ``label`` is printed, never computed; ``public_title`` is what a stranger may read."""

    label: str
    title: str
    section: str = ""
    public: bool = True
    public_title: str = ""
    papers: tuple[str, ...] = ()
    result: ItemResult = ""
    resolution_text: str = ""
    votes: tuple[Vote, ...] = ()
    added: Literal["", "supplement", "session"] = ""
    """Not in the invitation: came by a Nachtrag, or was added in the sitting (§ 34 Abs. 7 GemO)."""
    announced_as: str = ""
    """The title in the first invitation, where a Nachtrag changed it."""

    @property
    def parent_label(self) -> str | None:
        """``5`` for ``5.1``."""
        return self.label.rpartition(".")[0] or None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A sitting; ``day_offset`` is a wish, ``weekday`` (Monday is 0) the day on which it then falls.

    Without a weekday it is on exactly that day: the sitting of today.
    """

    key: str
    organization: str
    name: str
    day_offset: int
    weekday: int | None
    starts: time
    ends: time | None
    location: str
    state: MeetingState
    items: tuple[AgendaItem, ...]
    invited_days_before: int = 9
    cancel_reason: str = ""
    recorded: bool = False
    number: int | None = None
    supplement_days_before: int | None = None
    """When the Nachtrag went out."""
    absent: tuple[str, ...] = ()
    """Members with a seat who were excused."""
    minutes: bool = False

    def day(self, today: date) -> date:
        """The day of the sitting: what was, moves back to the weekday; what will be, moves on to it."""
        wish = today + timedelta(days=self.day_offset)
        if self.weekday is None:
            return wish
        if self.day_offset < 0:
            return wish - timedelta(days=(wish.weekday() - self.weekday) % 7)
        return wish + timedelta(days=(self.weekday - wish.weekday()) % 7)

    def item(self, label: str) -> AgendaItem:
        """The item printed with this label; ``KeyError`` when there is none."""
        for item in self.items:
            if item.label == label:
                return item
        raise KeyError(label)


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One step of a Beratungsfolge; ``meeting`` and ``item`` are empty until it is on an agenda."""

    organization: str
    role: StationRole
    authoritative: bool = False
    public: bool = True
    meeting: str | None = None
    item: str | None = None
    result: ItemResult = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What became of a resolution, as of a day (counted from today)."""

    state: FollowUpState
    text: str
    as_of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that goes with a paper: some paragraphs and a table whose first row is its head."""

    title: str
    text: str
    table: tuple[tuple[str, ...], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of the council. Running texts have paragraphs parted by an empty line.

    ``points`` is what is to be resolved or, in a question, what is asked; ``answers`` go with the points of an answer.
    """

    reference: str
    type: PaperType
    title: str
    summary: str
    """One or two sentences in plain words."""
    points: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    text: str
    costs: str = ""
    date_offset: int = 0
    dated_before: tuple[str, int] | None = None
    """Instead of ``date_offset``: a meeting, and the days before it (negative: after)."""
    submitters: tuple[str, ...]
    """Keys of organizations or persons."""
    public: bool = True
    public_title: str = ""
    stations: tuple[Station, ...] = ()
    belongs_to: str | None = None
    """Reference of the paper that this one wants to change or answers."""
    supersedes: str | None = None
    related: tuple[str, ...] = ()
    withdrawn_at: str | None = None
    """Key of the meeting in which the movers took it back."""
    answer_due_offset: int | None = None
    follow_up: FollowUp | None = None
    attachments: tuple[Attachment, ...] = ()

    def day(self, today: date, body: Body) -> date:
        """The day on the paper."""
        if self.dated_before is None:
            return working_day(today + timedelta(days=self.date_offset))
        meeting, days = self.dated_before
        return body.meeting(meeting).day(today) - timedelta(days=days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A municipality with all that belongs to it."""

    key: str
    name: str
    short_name: str
    classification: str
    website: str
    terms: tuple[LegislativeTerm, ...]
    locations: tuple[Location, ...]
    organizations: tuple[Organization, ...]
    persons: tuple[Person, ...]
    memberships: tuple[Membership, ...]
    streets: tuple[str, ...]
    papers: tuple[Paper, ...]
    meetings: tuple[Meeting, ...]

    def person(self, key: str) -> Person:
        """The person with this key; ``KeyError`` when there is none."""
        return {person.key: person for person in self.persons}[key]

    def organization(self, key: str) -> Organization:
        """The organization with this key; ``KeyError`` when there is none."""
        return {organization.key: organization for organization in self.organizations}[key]

    def meeting(self, key: str) -> Meeting:
        """The meeting with this key; ``KeyError`` when there is none."""
        return {meeting.key: meeting for meeting in self.meetings}[key]

    def paper(self, reference: str) -> Paper:
        """The paper with this reference number; ``KeyError`` when there is none."""
        return {paper.reference: paper for paper in self.papers}[reference]

    def voters(self, meeting: Meeting) -> tuple[str, ...]:
        """Who had a vote in this sitting and was there, the chair first."""
        seats = [m for m in self.memberships if m.organization == meeting.organization and m.voting]
        seats = [m for m in seats if m.end_offset is None and m.person not in meeting.absent]
        return tuple(m.person for m in seats)

    def fraction_of(self, person: str) -> Organization | None:
        """The Fraktion a person sits in, or ``None``."""
        fractions = {o.key: o for o in self.organizations if o.type == "fraction"}
        return next(
            (fractions[m.organization] for m in self.memberships if m.person == person and m.organization in fractions),
            None,
        )
