"""Every page asks the database a pinned number of times, and as often when there is more of everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from media.models import Chapter, ChapterItem
from meetings.models import AgendaItem, Audience, File, FilePage, Meeting, MeetingState, Membership, Person
from motions.models import Choice, Consultation, MemberVote, Paper, PaperFile, PaperType, Vote, VoteForm
from search import indexing
from tests.recorded_world import RecordedWorld, build_recorded_world, timed
from tests.world import World
from transcripts.models import Segment, SpeakerTurn
from transcripts.words import pack

pytestmark = pytest.mark.django_db

PAGES: dict[str, tuple[int, Callable[[World], str]]] = {
    "start": (15, lambda world: "/"),
    "meetings": (11, lambda world: "/sitzungen/"),
    "meeting": (15, lambda world: f"/sitzungen/{world.meeting.slug}/"),
    "transcript": (15, lambda world: f"/sitzungen/{world.meeting.slug}/wortlaut/"),
    "item": (15, lambda world: f"/tagesordnungspunkte/{world.public_item.uuid}/"),
    "calendar": (6, lambda world: "/kalender/"),
    "calendar, list": (6, lambda world: "/kalender/?ansicht=liste"),
    "papers": (9, lambda world: "/vorlagen/"),
    "papers, filtered": (10, lambda world: f"/vorlagen/?art=proposal&von={world.faction.slug}&stand=beschlossen"),
    "paper": (15, lambda world: f"/vorlagen/{world.paper.uuid}/"),
    "documents": (12, lambda world: "/dokumente/"),
    "organizations": (3, lambda world: "/gremien/"),
    "organization": (15, lambda world: f"/gremien/{world.committee_1.slug}/"),
    "faction": (11, lambda world: f"/gremien/{world.faction.slug}/"),
    "people": (6, lambda world: "/personen/"),
    "person": (15, lambda world: f"/personen/{world.speaker.slug}/"),
    "search": (15, lambda world: "/suche/?q=Haltestelle"),
}
"""Page → how often it may ask at most, and a sample of it."""


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def grow(here: RecordedWorld, numbers: range) -> None:
    """More of everything that the pages list."""
    for number in numbers:
        _member(here.world, number)
        _sitting(here, number)
        _documents(here.world, number)
    indexing.rebuild()


def _member(world: World, number: int) -> None:
    person = Person.objects.create(
        body=world.body, given_name="Vera", family_name=f"Neu{number}", audience=Audience.PUBLIC
    )
    long_ago, lately = timezone.localdate() - timedelta(days=999 + number), timezone.localdate() - timedelta(days=9)
    for place in (world.committee_1, world.faction, world.council):
        Membership.objects.create(person=person, organization=place, start_date=long_ago, on_behalf_of=world.faction)
        Membership.objects.create(
            person=world.speaker, organization=place, role="Vorsitz", start_date=long_ago, end_date=lately
        )


def _sitting(here: RecordedWorld, number: int) -> None:
    world = here.world
    for days, state in ((-3 - number, MeetingState.HELD), (2 + number, MeetingState.INVITED)):
        meeting = Meeting.objects.create(
            body=world.body, name=f"{number}. Sitzung", audience=Audience.PUBLIC, state=state,
            start=timezone.now() + timedelta(days=days), location=world.meeting.location,
        )  # fmt: skip
        meeting.organizations.set([world.committee_1])
        item = AgendaItem.objects.create(
            meeting=meeting, position=1, label="1", title="Haltestelle", public=True, audience=Audience.PUBLIC
        )
        _papers(world, item, "adopted" if days < 0 else "")
        if days < 0:
            chapter = Chapter.objects.create(recording=here.recording, starts=15_000 + number, ends=16_000)
            ChapterItem.objects.create(chapter=chapter, item=world.public_item)
    turn = SpeakerTurn.objects.create(
        meeting=world.meeting, person=world.speaker, faction=world.faction, starts=50_000 + number * 2000,
        ends=51_000 + number * 2000,
    )  # fmt: skip
    text = "Noch etwas zur Haltestelle."
    Segment.objects.create(
        transcript=here.transcript, starts=turn.starts, ends=turn.ends, text=text, speaker_turn=turn,
        words=pack(timed(text, turn.starts, turn.ends)),
    )  # fmt: skip


def _papers(world: World, item: AgendaItem, result: str) -> None:
    kinds = (PaperType.MOTION, PaperType.AMENDMENT, PaperType.ANSWER)
    for kind in kinds:
        above = None if kind == PaperType.MOTION else world.paper
        paper = Paper.objects.create(
            body=world.body, name="Haltestelle", type=kind, audience=Audience.PUBLIC, superordinate=above,
            date=timezone.localdate(),
        )  # fmt: skip
        paper.originator_organizations.set([world.faction, world.committee_1])
        paper.originator_people.set([world.speaker])
        paper.related.add(world.paper)
        stations = [
            Consultation.objects.create(
                paper=paper, organization=world.committee_1, position=1, role="decision", public=True,
                authoritative=True, audience=Audience.PUBLIC, agenda_item=item, result=result,
            )
        ]  # fmt: skip
        if kind == PaperType.MOTION:
            stations.append(
                Consultation.objects.create(
                    paper=world.paper, organization=world.committee_1, position=item.pk + 10, role="decision",
                    public=True, audience=Audience.PUBLIC, agenda_item=item, result=result,
                )
            )  # fmt: skip
        for station in stations if result else ():
            vote = Vote.objects.create(
                agenda_item=item, consultation=station, form=VoteForm.ROLL_CALL, yes=1, no=0, audience=Audience.PUBLIC
            )
            MemberVote.objects.create(vote=vote, person=world.speaker, choice=Choice.YES, faction=world.faction)


def _documents(world: World, number: int) -> None:
    file = File.objects.create(
        body=world.body, name=f"Anlage {number}", address=f"https://x.example/{number}", audience=Audience.PUBLIC
    )
    FilePage.objects.create(file=file, number=1, text="Haltestelle")
    FilePage.objects.create(file=world.file, number=number + 5, text="Haltestelle")
    PaperFile.objects.create(paper=world.paper, file=file, position=number)


@pytest.fixture
def here(world: World) -> RecordedWorld:
    recorded = build_recorded_world(world)
    grow(recorded, range(1))  # one of each kind, so that no list is empty the first time
    return recorded


@pytest.fixture(autouse=True)
def on_the_common_host(settings: Any) -> None:
    """The client asks `testserver`; elsewhere it would be asked first whose host that is."""
    settings.CANONICAL_HOST = "http://testserver"


def test_the_number_of_queries_is_pinned_and_does_not_grow(here: RecordedWorld, client: Client) -> None:
    """All pages at once, as growing takes seconds."""
    addresses = {page: sample(here.world) for page, (_, sample) in PAGES.items()}
    before = {}
    for page, address in addresses.items():
        client.get(address)  # content types and the like are asked for once
        before[page] = asked(client, address)
    grow(here, range(5, 8))
    after = {page: asked(client, address) for page, address in addresses.items()}
    assert {page: (before[page], n) for page, n in after.items() if n > before[page]} == {}, "more rows, more queries"
    assert {page: n for page, n in before.items() if n > PAGES[page][0]} == {}, "more queries than pinned"
