"""Papers and votes as the office enters them."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from meetings.models import Audience, File, Membership
from motions.models import Choice, Consultation, FileRole, MemberVote, Paper, PaperFile, Vote
from motions.publishing import NotPublishable, publish_paper
from tests.meetings.test_admin_refusals import filled_in
from tests.world import World

pytestmark = pytest.mark.django_db
PAPERS = "admin:motions_paper"


@pytest.fixture
def dora(world: World, client: Client) -> Client:
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


def station(number: int, organization: Any, **values: Any) -> dict[str, Any]:
    given = {"organization": organization.pk, "role": "decision", "public": "on", "audience": "office", **values}
    return {f"consultations-{number}-{name}": value for name, value in given.items()}


def new_paper(dora: Client, *stations: dict[str, Any]) -> Any:
    sent = filled_in(dora, reverse(f"{PAPERS}_add"))
    sent |= {"type": "proposal", "name": "Radweg", "reference": "301/2026", "consultations-TOTAL_FORMS": len(stations)}
    for one in stations:
        sent |= one
    return dora.post(reverse(f"{PAPERS}_add"), sent)


def test_stations_stand_in_the_order_typed(world: World, dora: Client) -> None:
    first, second = world.committee_2, world.committee_1
    answer = new_paper(dora, station(0, first), station(1, second, agenda_item=world.public_item.pk))
    assert answer.status_code == 302, answer.context["errors"]
    rows = Consultation.objects.filter(paper__reference="301/2026").order_by("position")
    assert [(row.position, row.organization) for row in rows] == [(1, first), (2, second)]


def test_a_station_takes_no_item_of_another_organizations_sitting(world: World, dora: Client) -> None:
    answer = new_paper(dora, station(0, world.committee_2, agenda_item=world.public_item.pk))
    assert "auf der Tagesordnung eines anderen Gremiums" in answer.text
    assert not Paper.objects.filter(reference="301/2026").exists()


def test_stations_change_places_in_one_go(world: World, dora: Client) -> None:
    new_paper(dora, station(0, world.committee_2), station(1, world.committee_1))
    paper = Paper.objects.get(reference="301/2026")
    address = reverse(f"{PAPERS}_change", args=[paper.pk])
    sent = filled_in(dora, address)
    sent |= {"consultations-0-position": sent["consultations-1-position"], "consultations-1-position": "1"}
    assert dora.post(address, sent).status_code == 302
    assert [row.organization for row in paper.consultations.order_by("position")] == [
        world.committee_1, world.committee_2,
    ]  # fmt: skip


def test_publishing_a_paper_opens_its_public_stations_and_its_main_document_only(world: World) -> None:
    paper = Paper.objects.create(body=world.body, type="proposal", name="Radweg")
    stations = [
        Consultation.objects.create(paper=paper, position=n, organization=world.committee_1, role="decision", public=public)
        for n, public in enumerate((True, False), start=1)
    ]  # fmt: skip
    main, offers = (
        File.objects.create(body=world.body, name=name, address="https://example.org/a")
        for name in ("Vorlage", "Angebote")
    )
    PaperFile.objects.create(paper=paper, file=main, role=FileRole.MAIN)
    PaperFile.objects.create(paper=paper, file=offers)
    assert publish_paper(paper, by=world.dora) == [offers]
    for row in (paper, main, offers, *stations):
        row.refresh_from_db()
    assert [row.audience for row in (paper, main, stations[0])] == [Audience.PUBLIC] * 3
    assert [row.audience for row in (offers, stations[1])] == [Audience.OFFICE] * 2


def test_a_paper_for_non_public_stations_is_not_published(world: World, dora: Client) -> None:
    paper = Paper.objects.create(body=world.body, type="proposal", name="Grundstück")
    Consultation.objects.create(paper=paper, position=1, organization=world.committee_1, role="decision")
    with pytest.raises(NotPublishable):
        publish_paper(paper, by=world.dora)
    page = dora.post(
        reverse(f"{PAPERS}_changelist"), {"action": "publish", "_selected_action": [paper.pk]}, follow=True
    )
    assert "wird nur nichtöffentlich beraten" in page.text
    paper.refresh_from_db()
    assert paper.audience == Audience.OFFICE


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ({"yes": 9, "no": 3, "present": 12, "eligible": 12}, ""),
        ({"yes": 9, "no": 3, "abstentions": 1, "present": 12}, "mehr Stimmen als Anwesende"),
        ({"yes": 9, "no": 3, "abstentions": 1, "eligible": 12}, "mehr Stimmen als Stimmberechtigte"),
        ({"yes": 9, "no": 3, "present": 12, "eligible": 13}, "mehr Stimmberechtigte als Anwesende"),
        ({"present": 12, "eligible": 11}, ""),
    ],
)
def test_more_votes_than_people_are_refused_in_words_and_by_the_database(
    world: World, figures: dict[str, int], said: str
) -> None:
    vote = Vote(agenda_item=world.public_item, form="majority", **figures)
    if not said:
        vote.full_clean()
        vote.save()
        return
    with pytest.raises(ValidationError) as refused:
        vote.full_clean()
    assert said in str(refused.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        vote.save()


def test_present_and_entitled_stand_under_the_seats(world: World, client: Client) -> None:
    Vote.objects.filter(pk=world.vote.pk).update(yes=9, no=2, present=13, eligible=12)
    text = client.get(f"/tagesordnungspunkte/{world.public_item.uuid}/").text
    assert "Anwesend: 13, davon stimmberechtigt: 12" in text


def test_a_roll_call_lists_its_members_and_counts_itself(world: World, dora: Client) -> None:
    Vote.objects.filter(pk=world.vote.pk).update(form="roll_call", yes=None, no=None, abstentions=None)
    voters = Membership.objects.filter(organization=world.committee_1, voting_right=True)
    address = reverse("admin:motions_vote_change", args=[world.vote.pk])
    sent = filled_in(dora, address)
    listed = [value for name, value in sent.items() if name.startswith("member_votes-") and name.endswith("-person")]
    assert sorted(filter(None, listed)) == sorted({str(row.person_id) for row in voters})
    assert dora.post(address, sent).status_code == 302, "nobody's word: nothing is written"
    assert not MemberVote.objects.filter(vote=world.vote).exists()
    many = dora.post(address, sent | {"member_votes-0-choice": Choice.NO, "present": "0"})
    assert "mehr Stimmen als Anwesende" in many.text
    dora.post(address, sent | {"member_votes-0-choice": Choice.NO})
    world.vote.refresh_from_db()
    assert (world.vote.yes, world.vote.no, world.vote.abstentions) == (0, 1, 0)
    page = dora.post(address, filled_in(dora, address) | {"yes": "5"}, follow=True)
    assert "Die Liste der Mitglieder zählt 0 Ja, 1 Nein" in page.text


def test_a_vote_belongs_to_the_only_station_of_its_item(world: World, dora: Client) -> None:
    sent = filled_in(dora, reverse("admin:motions_vote_add"))
    sent |= {"agenda_item": world.public_item.pk, "form": "unanimous", "at": "0:12:34"}
    assert dora.post(reverse("admin:motions_vote_add"), sent).status_code == 302
    vote = Vote.objects.latest("pk")
    assert (vote.consultation, vote.at) == (world.consultation, 754_000)
