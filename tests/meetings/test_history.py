"""What people did stays readable: author, time and cause of every change, in bulk too."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobs.models import Outbox
from meetings.history import acting
from meetings.models import Meeting, Person, SlugRedirect
from motions.models import Paper
from tests.world import World


@pytest.mark.django_db
def test_a_change_keeps_author_and_cause(world: World) -> None:
    with acting(user=world.dora, cause="user"):
        world.meeting.name = "Gemeinsame Sitzung"
        world.meeting.save()
    last = world.meeting.history.first()
    assert (last.history_user, last.history_change_reason, last.name) == (world.dora, "user", "Gemeinsame Sitzung")


@pytest.mark.django_db
def test_a_change_in_bulk_keeps_them_too_and_notes_the_outbox(world: World) -> None:
    Outbox.objects.all().delete()
    with acting(cause="import:test"):
        count = Person.objects.filter(body=world.body).update(life="geändert")
    assert count == Person.objects.filter(body=world.body).count()
    for person in Person.objects.filter(body=world.body):
        assert person.history.first().history_change_reason == "import:test"
        assert person.history.first().life == "geändert"
    assert Outbox.objects.filter(label="meetings.Person").count() == count


@pytest.mark.django_db
def test_a_change_in_bulk_keeps_the_links_and_asks_no_more_for_more_rows(world: World) -> None:
    papers = [
        Paper.objects.create(body=world.body, type="motion", name=f"Antrag {number}", reference=f"A/{number}")
        for number in range(6)
    ]
    for paper in papers:
        paper.originator_organizations.add(world.faction)
        paper.originator_people.add(world.speaker)
    papers[0].related.add(papers[1])
    asked = []
    for some in (papers[:2], papers):
        with CaptureQueriesContext(connection) as queries:
            Paper.objects.filter(pk__in=[paper.pk for paper in some]).update(summary="In Kürze")
        asked.append(len(queries))
    assert asked[0] == asked[1]
    last = papers[0].history.first()
    assert last.summary == "In Kürze"
    assert [link.organization for link in last.originator_organizations.all()] == [world.faction]
    assert [link.person for link in last.originator_people.all()] == [world.speaker]
    assert [link.to_paper for link in last.related.all()] == [papers[1]]


@pytest.mark.django_db
def test_rows_made_in_bulk_have_a_first_history_row(world: World) -> None:
    made = Person.objects.bulk_create(
        [Person(body=world.body, given_name="A", family_name=f"B{n}", slug=f"a-b{n}") for n in range(3)]
    )
    assert [person.history.count() for person in made] == [1, 1, 1]


@pytest.mark.django_db
def test_an_address_is_made_once_and_a_change_leaves_a_redirect(world: World) -> None:
    old = world.meeting.slug
    world.meeting.name = "Anders"
    world.meeting.save()
    assert world.meeting.slug == old
    world.meeting.slug = "anders"
    world.meeting.save()
    assert SlugRedirect.objects.get(old_slug=old).object_id == world.meeting.pk
    again = Meeting.objects.create(body=world.body, name=world.meeting.name, start=world.meeting.start, slug="")
    assert again.slug not in {old, "anders"}
