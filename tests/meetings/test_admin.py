"""The admin serves one office at a time: rows, choices and saving stay in its municipality."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from jobs.models import Stage
from meetings.models import Body, File, Meeting, Organization
from meetings.storage import path_of
from motions.models import Paper
from tests.meetings.test_documents import pdf
from tests.world import World


@pytest.fixture
def dora(world: World, client: Client) -> Client:
    User.objects.filter(pk__in=[world.dora.pk, world.emil.pk, world.bruno.pk]).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


@pytest.mark.django_db
def test_the_clerk_sees_her_meetings_and_not_the_neighbours(world: World, dora: Client) -> None:
    page = dora.get(reverse("admin:meetings_meeting_changelist")).text
    assert world.draft_meeting.name in page
    assert "Gemeinderat" not in page
    assert dora.get(reverse("admin:meetings_meeting_change", args=[world.other_meeting.pk])).status_code == 302
    assert dora.get(reverse("admin:meetings_meeting_change", args=[world.meeting.pk])).status_code == 200


@pytest.mark.django_db
def test_choices_stay_in_the_municipality(world: World, dora: Client) -> None:
    page = dora.get(reverse("admin:motions_paper_add")).text
    assert "Musterstadt" in page
    assert "Nebendorf" not in page


@pytest.mark.django_db
def test_nothing_can_be_moved_into_another_municipality(world: World, dora: Client) -> None:
    answer = dora.post(
        reverse("admin:meetings_organization_change", args=[world.committee_2.pk]),
        {"body": world.other_body.pk, "type": "committee", "name": "Entführt", "slug": world.committee_2.slug,
         "notice_days": 4, "position": 1, "audience": "public", "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0},
    )  # fmt: skip
    assert answer.status_code in {200, 403}
    assert Organization.objects.get(pk=world.committee_2.pk).body == world.body


@pytest.mark.django_db
def test_a_member_who_is_staff_gets_no_rows(world: World, dora: Client) -> None:
    dora.force_login(User.objects.get(pk=world.bruno.pk))
    assert dora.get(reverse("admin:meetings_meeting_changelist")).status_code == 403


@pytest.mark.django_db
def test_deleting_means_burying_and_can_be_undone(world: World, dora: Client) -> None:
    address = reverse("admin:motions_paper_changelist")
    dora.post(address, {"action": "bury_selected", "_selected_action": [world.paper.pk]})
    assert Paper.objects.get(pk=world.paper.pk).deleted_at is not None
    assert Paper.objects.get(pk=world.paper.pk).history.first().history_user == world.dora
    dora.post(address, {"action": "bring_back_selected", "_selected_action": [world.paper.pk]})
    assert Paper.objects.get(pk=world.paper.pk).deleted_at is None


@pytest.mark.django_db
def test_a_document_is_stored_by_what_it_is_and_read_by_a_stage(world: World, dora: Client, tmp_path) -> None:
    path = tmp_path / "vorlage.pdf"
    path.write_bytes(pdf("Text der Vorlage"))
    with path.open("rb") as upload:
        answer = dora.post(
            reverse("admin:meetings_file_add"),
            {"body": world.body.pk, "name": "Vorlage", "audience": "office", "upload": upload},
        )
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    file = File.objects.get(name="Vorlage")
    assert file.mime_type == "application/pdf"
    assert path_of(file.sha512).read_bytes() == path.read_bytes()
    assert Stage.objects.filter(name="meetings.file_text", subject_id=file.pk).exists()


@pytest.mark.django_db
def test_a_document_without_bytes_and_address_is_refused_in_words(world: World, dora: Client) -> None:
    answer = dora.post(
        reverse("admin:meetings_file_add"), {"body": world.body.pk, "name": "Leer", "audience": "office"}
    )
    assert "Dokument" in answer.text or "document" in answer.text
    assert not File.objects.filter(name="Leer").exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model",
    ["body", "legislativeterm", "organization", "person", "membership", "location", "meeting", "agendaitem", "agendaversion",
     "file"],
)  # fmt: skip
def test_every_list_of_the_council_opens(world: World, dora: Client, model: str) -> None:
    assert dora.get(reverse(f"admin:meetings_{model}_changelist")).status_code == 200


@pytest.mark.django_db
def test_technical_staff_see_all_municipalities(world: World, client: Client) -> None:
    client.force_login(User.objects.create_superuser("root", password="nicht-geheim-12345"))
    page = client.get(reverse("admin:meetings_meeting_changelist")).text
    assert "Gemeinderat" in page
    assert Meeting.objects.count() == 4
    assert Body.objects.count() == 2
