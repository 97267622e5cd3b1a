"""The invented city loads whole, twice without change, and opens only what may be open."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from media.models import Recording
from meetings.agenda import NO_PUBLIC_TITLE, lines_for
from meetings.documents.texts import read
from meetings.models import AgendaItem, AgendaVersion, Body, File, Mandate, Meeting, Membership, Organization, Person
from meetings.storage import path_of
from motions.models import Consultation, MemberVote, Paper, PaperType, Vote, VoteForm
from motions.results import result_of
from ris.demo import load
from ris.demo.city import BODIES
from ris.demo.people import LOGINS

EVERYONE = AnonymousUser()

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def cities(django_db_setup: None, django_db_blocker) -> Iterator[list[load.Loaded]]:
    """Both municipalities, loaded once for the tests of this file and taken away after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield [load.load_city(body, timezone.localdate()) for body in BODIES]
        transaction.set_rollback(True)


@pytest.fixture
def city(cities: list[load.Loaded]) -> load.Loaded:
    return cities[0]


def test_the_city_is_whole(cities: list[load.Loaded]) -> None:
    for plain, loaded in zip(BODIES, cities, strict=True):
        body, items = loaded.body, AgendaItem.objects.filter(meeting__body=loaded.body)
        assert Organization.objects.filter(body=body).count() == len(plain.organizations)
        assert Person.objects.filter(body=body).count() == len(plain.persons)
        assert Membership.objects.filter(person__body=body).count() == len(plain.memberships)
        assert Meeting.objects.filter(body=body).count() == len(plain.meetings)
        assert items.count() == sum(len(m.items) for m in plain.meetings)
        assert Paper.objects.filter(body=body).count() == len(plain.papers)
        stations = Consultation.objects.filter(paper__body=body)
        assert stations.count() == sum(len(p.stations) for p in plain.papers)
        assert not stations.filter(agenda_item__isnull=True).exists()
        votes = Vote.objects.filter(agenda_item__in=items)
        assert votes.count() == sum(len(i.votes) for m in plain.meetings for i in m.items)
    assert Body.objects.count() == len(BODIES) == 2


def test_a_second_time_nothing_changes(city: load.Loaded) -> None:
    today = timezone.localdate()
    users = load.create_users(city, today)
    written = {model: model.objects.aggregate(Max("modified"))["modified__max"] for model in (Meeting, Paper, File)}
    counts = {model: model.objects.count() for model in (Meeting, Paper, File, AgendaVersion, Vote)}
    again = load.load_city(BODIES[0], today + timedelta(days=1))
    assert again.body == city.body
    assert again.files == []
    assert load.recorded_meeting(again, BODIES[0]) == load.recorded_meeting(city, BODIES[0])
    assert load.create_users(again, today) == users
    assert {model: model.objects.count() for model in counts} == counts
    for model, before in written.items():
        assert model.objects.aggregate(Max("modified"))["modified__max"] == before
    assert Mandate.objects.count() == 4  # the office, and a seat in the council and in two committees


def test_each_of_those_who_sign_in_can_and_sees_what_is_theirs(city: load.Loaded) -> None:
    users = load.create_users(city, timezone.localdate())
    assert set(users) == {"admin", *(login.username for login in LOGINS)}
    assert all(user.check_password(load.PASSWORD) for user in users.values())
    hidden = AgendaItem.objects.filter(meeting__body=city.body, public=False)
    seen = {name: hidden.visible_to(users[name]).count() for name in ("buero", "ratsmitglied", "buergerin")}
    assert seen["buero"] == hidden.count() > seen["ratsmitglied"] > seen["buergerin"] == 0


def test_a_recording_withdrawn_by_hand_stays_withdrawn(city: load.Loaded) -> None:
    clerk = load.create_users(city, timezone.localdate())["buero"]
    meeting = load.recorded_meeting(city, BODIES[0])
    recording = Recording.objects.create(
        meeting=meeting, source_name=load.RECORDING.name, source_sha512="1" * 128, source_size=1, duration=1_000
    )
    assert load.add_the_recording(meeting, clerk) == recording
    recording.refresh_from_db()
    assert recording.audience == "office"
    assert recording.nonpublic_reviewed_at is None


def test_a_renamed_sitting_is_found_by_its_recording(city: load.Loaded) -> None:
    meeting = load.recorded_meeting(city, BODIES[0])
    key = next(plain.key for plain in BODIES[0].meetings if plain.recorded)
    others = replace(city, meetings={name: row for name, row in city.meetings.items() if name != key})
    with pytest.raises(load.Renamed):
        load.recorded_meeting(others, BODIES[0])
    Recording.objects.create(
        meeting=meeting, source_name=load.RECORDING.name, source_sha512="1" * 128, source_size=1, duration=1_000
    )
    assert load.recorded_meeting(others, BODIES[0]) == meeting


def test_every_kind_of_paper_and_every_form_of_vote_of_the_model_is_there(city: load.Loaded) -> None:
    # "other" is for the words of another system.
    assert set(Paper.objects.values_list("type", flat=True)) == set(PaperType.values) - {PaperType.OTHER}
    assert set(Vote.objects.values_list("form", flat=True)) == set(VoteForm.values)
    assert set(Meeting.objects.filter(body=city.body).values_list("state", flat=True)) == {"planned", "invited", "held"}
    assert Meeting.objects.filter(cancelled=True).count() == 1
    roll_call = Vote.objects.get(form=VoteForm.ROLL_CALL)
    assert MemberVote.objects.filter(vote=roll_call).count() == 25
    assert not MemberVote.objects.exclude(vote=roll_call).exists()


def test_what_the_site_reads_as_the_result_is_what_the_minutes_say(city: load.Loaded) -> None:
    seen = 0
    for meeting in city.plain.meetings:
        for plain in meeting.items:
            result = result_of(city.items[meeting.key, plain.label])
            assert result.code == plain.result, (meeting.key, plain.label)
            if plain.result and plain.papers:
                assert result.resolution_text == plain.resolution_text, (meeting.key, plain.label)
                seen += 1
    assert seen >= 30


def test_a_vote_on_an_amendment_hangs_on_the_amendment(city: load.Loaded) -> None:
    bus, tram = (
        Vote.objects.get(agenda_item=city.items["council-17", "4"], consultation__paper=city.papers[reference])
        for reference in ("0231/2026", "0214/2026")
    )
    assert (bus.yes, bus.no, bus.abstentions) == (9, 13, 2)
    assert (tram.yes, tram.no, tram.abstentions) == (13, 9, 2)
    assert bus.pk < tram.pk


def test_the_published_agendas_tell_what_came_later(city: load.Loaded) -> None:
    kinds = {
        plain.key: [version.kind for version in city.meetings[plain.key].agenda_versions.order_by("published_at")]
        for plain in city.plain.meetings
    }
    assert kinds["council-19"] == kinds["bachwiesen-7"] == []
    assert kinds["council-16"] == ["invitation", "supplement", "established"]
    assert kinds["council-18"] == kinds["muehlenviertel-6"] == ["invitation", "supplement"]
    assert kinds["council-17"] == ["invitation", "established"]
    first, then = (
        {entry["label"]: entry["title"] for entry in version.content}
        for version in city.meetings["council-18"].agenda_versions.order_by("published_at")
    )
    assert set(then) - set(first) == {"9"}
    assert {label for label in first if first[label] != then[label]} == {"8"}
    for versions in (meeting.agenda_versions.order_by("published_at") for meeting in city.meetings.values()):
        for earlier, later in pairwise(versions):
            assert earlier.published_at < later.published_at
            ours = [entry["item"] for entry in earlier.content]
            assert ours == [entry["item"] for entry in later.content if entry["item"] in ours]


def test_nothing_non_public_is_there_for_strangers(city: load.Loaded) -> None:
    hidden = 0
    for meeting in city.meetings.values():
        lines = lines_for(meeting, EVERYONE)
        titles = {line.title for line in lines}
        for item in AgendaItem.objects.filter(meeting=meeting, public=False):
            hidden += 1
            assert item.title not in titles
            assert item.public_title in titles
        assert [line.label for line in lines] == [item.label for item in meeting.agenda_items.order_by("position")]
    assert hidden >= 12
    secret_papers = [city.papers[p.reference].pk for p in city.plain.papers if not p.public]
    secret_items = AgendaItem.objects.filter(public=False).values("pk")
    assert len(secret_papers) >= 7
    assert not Paper.objects.filter(pk__in=secret_papers).visible_to(EVERYONE).exists()
    assert Paper.objects.filter(body=city.body).visible_to(EVERYONE).count() == len(city.papers) - len(secret_papers)
    assert not Consultation.objects.filter(paper__in=secret_papers).visible_to(EVERYONE).exists()
    assert not AgendaItem.objects.filter(pk__in=secret_items).visible_to(EVERYONE).exists()
    assert not Vote.objects.filter(agenda_item__in=secret_items).visible_to(EVERYONE).exists()
    secret_files = File.objects.filter(papers__in=secret_papers)
    assert secret_files.count() >= len(secret_papers)
    assert not secret_files.visible_to(EVERYONE).exists()


def test_every_item_of_a_published_agenda_that_is_public_can_be_read_by_everyone(city: load.Loaded) -> None:
    seen = 0
    for meeting in Meeting.objects.filter(body=city.body).visible_to(EVERYONE):
        for line in lines_for(meeting, EVERYONE):
            if line.title == NO_PUBLIC_TITLE or (line.item is None and line.public):
                pytest.fail(f"{meeting}: {line.label} is announced but closed")
            seen += 1
    assert seen > 100


def test_every_paper_and_every_sitting_has_its_documents(city: load.Loaded) -> None:
    for paper in Paper.objects.filter(body=city.body):
        roles = [link.role for link in paper.file_links.order_by("position")]
        assert roles[0] == "main"
        assert len(roles) == 1 + len(city.plain.paper(paper.reference).attachments)
    for plain in city.plain.meetings:
        meeting = city.meetings[plain.key]
        assert bool(meeting.invitation_id) == (plain.state != "planned")
        assert bool(meeting.minutes_id) == plain.minutes
    for file in File.objects.filter(body=city.body):
        data = path_of(file.sha512).read_bytes()
        assert hashlib.sha512(data).hexdigest() == file.sha512
        assert (len(data), data[:5]) == (file.size, b"%PDF-")


def test_the_text_of_a_document_is_read_like_that_of_any_file(city: load.Loaded) -> None:
    paper = city.papers["0136/2026"]
    file = paper.file_links.get(role="main").file
    pages = [" ".join(page.text.split()) for page in read(path_of(file.sha512)).pages]
    assert len(pages) == 2
    assert "Schiedsperson für den Bezirk Lauterfels-Mitte" in pages[0]
    assert "Aufwandsentschädigung von 40 Euro im Monat" in " ".join(pages)
    assert all(character.isprintable() for character in "".join(pages))


def test_what_was_published_stays_published(city: load.Loaded) -> None:
    """A result written later must not take an item off the site again."""
    published = AgendaItem.objects.filter(meeting__body=city.body, meeting__agenda_versions__isnull=False, public=True)
    assert published.count() > 60
    hidden = published.exclude(pk__in=published.visible_to(EVERYONE).order_by().values("pk"))
    assert [str(item) for item in hidden] == []


def test_votes_of_the_recorded_sitting_stand_at_their_second(city: load.Loaded) -> None:
    noted = [vote.at for vote in Vote.objects.filter(agenda_item__meeting__body=city.body).order_by("pk") if vote.at]
    assert len(noted) >= 7
    assert noted == sorted(noted)
    assert noted[-1] < 600_000
