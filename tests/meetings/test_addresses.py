"""Old addresses go on leading to the row that moved; hosts show their own municipality and nobody takes another's."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from meetings.addresses import AddressTaken
from meetings.models import Audience, Body, Meeting, Organization, SlugRedirect
from search.facets import conditions
from tests.world import World


@pytest.fixture
def moved(world: World) -> World:
    """Meeting, committee and municipality stand elsewhere than before."""
    for row in (world.meeting, world.committee_1, world.body):
        row.old_slug = row.slug
        row.slug = f"neu-{row.slug}"
        row.save()
    return world


@pytest.mark.django_db
def test_filters_follow_old_addresses(moved: World, client: Client) -> None:
    old = moved.committee_1.old_slug
    page = client.get("/sitzungen/", {"gremium": old})
    assert page.status_code == 200
    assert f'<option value="{moved.committee_1.slug}" selected lang="de">' in page.content.decode()
    assert client.get("/sitzungen/", {"gemeinde": moved.body.old_slug}).context["place"].chosen == moved.body
    unknown = client.get("/sitzungen/", {"gremium": "nie-gewesen"})
    assert (unknown.status_code, "er wurde nicht beachtet" in unknown.content.decode()) == (200, True)
    assert client.get("/sitzungen/", {"gemeinde": "nie-gewesen"}).status_code == 404
    found = conditions({"meeting": [moved.meeting.old_slug]}, moved.anna)
    assert str(moved.meeting.pk) in str(found["meeting"])


@pytest.mark.django_db
def test_json_of_an_old_address_leads_to_json(moved: World, client: Client) -> None:
    answer = client.get(f"/sitzungen/{moved.meeting.old_slug}/wortzeiten.json?x=1")
    assert (answer.status_code, answer["Location"]) == (301, f"/sitzungen/{moved.meeting.slug}/wortzeiten.json?x=1")
    answer = client.get(f"/sitzungen/{moved.meeting.old_slug}/?t=5")
    assert (answer.status_code, answer["Location"]) == (301, f"/sitzungen/{moved.meeting.slug}/?t=5")


@pytest.mark.django_db
def test_nobody_takes_an_address_that_leads_elsewhere(moved: World) -> None:
    old = moved.meeting.old_slug
    with pytest.raises(AddressTaken), transaction.atomic():
        Meeting.objects.create(body=moved.other_body, name="Dieb", start=moved.meeting.start, slug=old)
    moved.other_meeting.slug = old
    with pytest.raises(ValidationError, match=r"address|Adresse"):
        moved.other_meeting.full_clean()
    with pytest.raises(AddressTaken), transaction.atomic():
        moved.other_meeting.save()
    with pytest.raises(AddressTaken), transaction.atomic():
        Meeting.objects.filter(pk=moved.other_meeting.pk).update(slug=old)
    moved.meeting.slug = old  # its own may be taken back
    moved.meeting.full_clean()
    moved.meeting.save()


@pytest.mark.django_db
def test_an_address_changed_in_bulk_leaves_a_redirect_too(world: World) -> None:
    old = world.committee_2.slug
    Organization.objects.filter(pk=world.committee_2.pk).update(slug="kultur")
    assert SlugRedirect.objects.get(old_slug=old).object_id == world.committee_2.pk


@pytest.fixture
def hosts(world: World, settings: object) -> World:
    Body.objects.filter(pk=world.body.pk).update(host="Muster.example.de")
    Body.objects.filter(pk=world.other_body.pk).update(host="neben.example.de")
    return world


@pytest.mark.django_db
def test_a_hidden_municipalitys_host_shows_nothing(hosts: World, client: Client) -> None:
    assert client.get("/sitzungen/", headers={"host": "neben.example.de"}).status_code == 200
    Body.objects.filter(pk=hosts.other_body.pk).update(audience=Audience.OFFICE)
    for path in ("/", "/sitzungen/", "/suche/?q=Haltestelle", f"/dateien/{hosts.file.uuid}/a.txt"):
        answer = client.get(path, headers={"host": "neben.example.de"})
        assert answer.status_code == 404, path
        assert "Musterstadt" not in answer.text
    client.force_login(hosts.emil)
    assert client.get("/sitzungen/", headers={"host": "neben.example.de"}).status_code == 200


@pytest.mark.django_db
def test_a_host_serves_its_own_documents_only(hosts: World, client: Client) -> None:
    address = f"/dateien/{hosts.file.uuid}/dokument.txt"
    assert client.get(address, headers={"host": "muster.example.de"}).status_code == 200
    assert client.get(address, headers={"host": "neben.example.de"}).status_code == 404
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_a_host_belongs_to_one_whatever_its_case(hosts: World) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.filter(pk=hosts.other_body.pk).update(host="MUSTER.example.de")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("host", "fine"),
    [("", True), ("rat.example.de", True), ("gemeinsam.example.de", False), ("GEMEINSAM.example.de", False),
     ("fremd.example.org", False), ("rat.example.de:80", False), ("https://rat.example.de", False)],
)  # fmt: skip
def test_no_office_takes_the_common_host_or_one_that_is_not_answered(
    world: World, settings: object, host: str, fine: bool
) -> None:
    settings.CANONICAL_HOST = "https://gemeinsam.example.de"
    settings.ALLOWED_HOSTS = [".example.de"]
    world.body.host = host
    if fine:
        world.body.full_clean()
    else:
        with pytest.raises(ValidationError):
            world.body.full_clean()


@pytest.mark.django_db
def test_the_common_host_stays_common_even_when_somebody_wrote_it_in(world: World, client: Client, settings) -> None:
    settings.CANONICAL_HOST = "https://gemeinsam.example.de"
    Body.objects.filter(pk=world.other_body.pk).update(host="gemeinsam.example.de")
    page = client.get("/sitzungen/", headers={"host": "gemeinsam.example.de"})
    assert page.context["place"].own is None
