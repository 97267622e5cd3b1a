"""The pages of a sitting and of an item: what has changed, what stands beside, how long people spoke, how often the database is asked."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from meetings.models import AgendaItem, AgendaVersion, Audience, ItemState
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(world: World) -> RecordedWorld:
    return build_recorded_world(world)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def invited_again(world: World) -> AgendaItem:
    """A Nachtrag adds an item and takes the first one off; the sitting is yet to come."""
    meeting = world.meeting
    meeting.state = "invited"
    meeting.start += timedelta(days=14)
    meeting.save()
    first = AgendaVersion.objects.get(meeting=meeting)
    new = AgendaItem.objects.create(
        meeting=meeting, position=8, label="3", title="Haushaltssperre", public=True, audience=Audience.PUBLIC
    )
    added = {"item": str(new.uuid), "label": "3", "section": "", "title": new.title, "public": True}
    AgendaVersion.objects.create(
        meeting=meeting,
        kind="supplement",
        published_at=first.published_at + timedelta(days=3),
        content=[*first.content, added],
    )
    world.public_item.state = ItemState.TAKEN_OFF
    world.public_item.save()
    return new


def test_before_the_sitting_changes_stand_above_the_agenda(client: Client, world: World) -> None:
    new = invited_again(world)
    text = read(client, f"/sitzungen/{world.meeting.slug}/")
    news = text[text.index("Was sich seit der Einladung geändert hat") : text.index('id="tagesordnung"')]
    assert "Nachtrag" in news
    assert news.index("Abgesetzt") < news.index("Straßenbahn in die Gartenstraße") < news.index(">Neu<")
    assert f'href="/tagesordnungspunkte/{new.uuid}/"' in news
    assert SENTINEL not in text


def test_an_agenda_that_did_not_change_says_nothing(client: Client, world: World) -> None:
    assert "Einladung geändert" not in read(client, f"/sitzungen/{world.meeting.slug}/")


def test_beside_an_item_a_non_public_one_stands_in_general_words(client: Client, world: World) -> None:
    text = read(client, f"/tagesordnungspunkte/{world.public_item.uuid}/")
    beside = text[text.index('class="beside"') :]
    assert "Grundstücksangelegenheit" in beside
    assert "nichtöffentlich" in beside
    assert str(world.internal_item.uuid) not in text
    assert SENTINEL not in text


def test_speaking_times_are_those_of_what_can_be_heard(client: Client, here: RecordedWorld) -> None:
    text = read(client, f"/sitzungen/{here.world.meeting.slug}/")
    times = text[text.index('id="redezeit"') :]
    assert "Fraktion Neue Mitte" in times
    assert "<td>0:12</td>" in times, "from 2 to 14 s"
    assert SENTINEL not in times


def test_an_item_shows_its_resolution_and_its_paper(client: Client, world: World) -> None:
    text = read(client, f"/tagesordnungspunkte/{world.public_item.uuid}/")
    assert "Der Ausschuss stimmt zu." in text
    assert f"/vorlagen/{world.paper.uuid}/" in text


def test_a_wortlaut_that_is_not_public_has_no_page(client: Client, here: RecordedWorld) -> None:
    address = f"/sitzungen/{here.world.meeting.slug}/wortlaut/"
    assert "Automatisch erzeugt, nicht geprüft – nicht die Niederschrift." in read(client, address)
    here.transcript.audience = Audience.OFFICE
    here.transcript.save()
    assert client.get(address).status_code == 404


def test_as_many_questions_for_a_long_agenda_as_for_a_short_one(client: Client, here: RecordedWorld) -> None:
    client.force_login(here.world.anna)
    meeting = f"/sitzungen/{here.world.meeting.slug}/"
    paths = (meeting, f"{meeting}wortlaut/", f"/tagesordnungspunkte/{here.world.public_item.uuid}/")

    def asked() -> list[int]:
        found = []
        for path in paths:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            found.append(len(queries))
        return found

    asked()  # what a process reads once
    short = asked()
    for n in range(20):
        AgendaItem.objects.create(
            meeting=here.world.meeting, position=20 + n, label=str(20 + n), title="Bericht", public=True,
            audience=Audience.PUBLIC,
        )  # fmt: skip
    assert asked() == short
    assert max(short) < 45
