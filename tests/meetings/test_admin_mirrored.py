"""What is read from another system is not changed here: in the admin, below it, and in its municipality."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from meetings.consistency import Inconsistent
from meetings.history import acting
from meetings.models import Audience, Body, Mandate, Meeting, Organization
from meetings.models.mirror import LedElsewhere, Mirrored
from motions.models import Paper, PaperFile
from ris.oparl.taking.kinds import KINDS
from ris.oparl.taking.pieces import Piece
from ris.oparl.taking.shapes import shape_of
from tests.oparl.taking.city import city, read
from tests.oparl.taking.reader import found
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(world: World, client: Client) -> Client:
    """The clerk of our town also looks after the mirrored one."""
    read(city())
    Mandate.objects.create(
        user=world.dora, role="office", body=Body.objects.get(name="Stadt Beispiel"), start_date="2020-01-01"
    )
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


def test_the_form_of_a_mirrored_paper_offers_only_what_is_ours(office: Client) -> None:
    paper = Paper.objects.get(reference="2020/1")
    page = office.get(reverse("admin:motions_paper_change", args=[paper.pk])).text
    assert 'name="summary"' in page
    assert 'name="name"' not in page
    assert "city.example" in page
    assert 'name="consultations-0-position"' not in page
    inlines = {f"{name}-{total}_FORMS": 2 for name in ("consultations", "file_links") for total in ("TOTAL", "INITIAL")}
    answer = office.post(
        reverse("admin:motions_paper_change", args=[paper.pk]),
        inlines
        | {"summary": "Ein Weg für Räder.", "audience": "office", "name": "Gefälscht", "text": "", "follow_up": ""},
    )
    assert answer.status_code == 302
    paper.refresh_from_db()
    assert (paper.name, paper.summary, paper.audience) == ("Ein Radweg", "Ein Weg für Räder.", Audience.OFFICE)
    # The next reading leaves alone what is ours.
    reader = city()
    reader.objects["Paper"][1]["name"] = "Ein breiter Radweg"
    read(reader, kind="full", day=2)
    paper.refresh_from_db()
    assert (paper.name, paper.summary, paper.audience) == ("Ein breiter Radweg", "Ein Weg für Räder.", Audience.OFFICE)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "Body"])
def test_the_page_of_every_mirrored_row_opens(office: Client, kind: str) -> None:
    row = KINDS[kind].rows.filter(mirrored_from__isnull=False).first()
    label = row._meta.model_name
    page = office.get(reverse(f"admin:{row._meta.app_label}_{label}_change", args=[row.pk]))
    assert page.status_code == 200
    assert office.get(reverse(f"admin:{row._meta.app_label}_{label}_changelist")).status_code == 200


def test_a_station_is_only_looked_at(office: Client) -> None:
    station = Paper.objects.get(reference="2020/1").consultations.first()
    answer = office.post(reverse("admin:motions_consultation_change", args=[station.pk]), {"position": 5})
    assert answer.status_code == 403


def test_a_mirrored_row_is_not_buried_by_the_office(office: Client) -> None:
    paper = Paper.objects.get(reference="2020/1")
    answer = office.post(
        reverse("admin:motions_paper_changelist"),
        {"action": "bury_selected", "_selected_action": [paper.pk]},
        follow=True,
    )
    assert "wird dort gelöscht" in answer.text
    paper.refresh_from_db()
    assert paper.deleted_at is None


def test_vanished_rows_are_found_by_a_filter(office: Client) -> None:
    reader = city()
    reader.objects["Paper"].pop(0)
    read(reader, kind="full", day=2)
    page = office.get(reverse("admin:motions_paper_changelist"), {"origin": "vanished"}).text
    assert "Breiter" in page
    assert "Ein Radweg" not in page


def test_below_the_admin_a_person_cannot_change_it_either() -> None:
    read(city())
    meeting = Meeting.objects.get()
    meeting.name = "Gefälscht"
    with acting(cause="user"), pytest.raises(LedElsewhere):
        meeting.save()
    with acting(cause="user"), pytest.raises(LedElsewhere):
        meeting.bury()
    meeting.refresh_from_db()
    meeting.number = 7
    with acting(cause="user"):
        meeting.save()


def test_nothing_is_led_here_in_a_mirrored_municipality() -> None:
    read(city())
    body = Body.objects.get()
    with pytest.raises(Inconsistent) as refused:
        Organization.objects.create(body=body, type="committee", name="Unser Ausschuss")
    assert "anderen System" in str(refused.value)


def test_what_is_ours_is_never_told_by_a_source() -> None:
    """One of the two would overwrite the other."""
    reader = city()
    whole = [reader.body, *(each for rows in reader.objects.values() for each in rows)]
    seen = set()
    for each in whole:
        made = found(each)
        shape = shape_of(Piece(made.type, made.identity, dict(made.content)))
        told = {*shape.values, *shape.one, *shape.many}
        model: type[Mirrored] = KINDS[made.type].model
        assert not told & set(model.ours), made.type
        seen.add(made.type)
    assert seen >= {"Body", "Organization", "Person", "Meeting", "Paper"}
    assert PaperFile.told_by_source
