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
    assert Stage.objects.filter(name="documents.text", subject_id=file.pk).exists()


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


def agenda_form(world: World, places: dict[int, int]) -> dict[str, object]:
    """The posted page of a meeting with these positions by item."""
    meeting = world.meeting
    data: dict[str, object] = {
        "body": world.body.pk, "organizations": [row.pk for row in meeting.organizations.all()], "name": meeting.name,
        "slug": meeting.slug, "number": meeting.number or "", "state": meeting.state, "audience": meeting.audience,
        "start_0": meeting.start.date().isoformat(), "start_1": "17:00:00",
    }  # fmt: skip
    items = list(meeting.agenda_items.order_by("position"))
    data |= {"agenda_items-TOTAL_FORMS": len(items), "agenda_items-INITIAL_FORMS": len(items)}
    for n, item in enumerate(items):
        values = {
            "id": item.pk, "meeting": meeting.pk, "position": places.get(item.pk, item.position), "label": item.label,
            "title": item.title, "public_title": item.public_title, "audience": item.audience, "state": item.state,
            "result": item.result,
        }  # fmt: skip
        if item.public:
            values["public"] = "on"
        data |= {f"agenda_items-{n}-{name}": value for name, value in values.items()}
    return data


@pytest.mark.django_db
def test_two_items_change_places_in_one_go(world: World, dora: Client) -> None:
    first, second = world.meeting.agenda_items.order_by("position")[:2]
    address = reverse("admin:meetings_meeting_change", args=[world.meeting.pk])
    answer = dora.post(address, agenda_form(world, {first.pk: second.position, second.pk: first.position}))
    assert answer.status_code == 302, answer.context["errors"]
    assert list(world.meeting.agenda_items.order_by("position")[:2]) == [second, first]


@pytest.mark.django_db
def test_one_place_for_two_items_is_said_in_words(world: World, dora: Client) -> None:
    first, second = world.meeting.agenda_items.order_by("position")[:2]
    address = reverse("admin:meetings_meeting_change", args=[world.meeting.pk])
    answer = dora.post(address, agenda_form(world, {first.pk: second.position}))
    assert answer.status_code == 200
    assert "dieselbe Position" in answer.text
    assert list(world.meeting.agenda_items.order_by("position")[:2]) == [first, second]


@pytest.mark.django_db
def test_the_office_publishes_an_agenda(world: World, dora: Client) -> None:
    before = world.meeting.agenda_versions.count()
    address = reverse("admin:meetings_meeting_changelist")
    dora.post(address, {"action": "publish_supplement", "_selected_action": [world.meeting.pk]})
    version = world.meeting.agenda_versions.order_by("-published_at").first()
    assert world.meeting.agenda_versions.count() == before + 1
    assert version.kind == "supplement"
    line = next(line for line in version.content if line["item"] == str(world.internal_item.uuid))
    assert line["title"] == world.internal_item.public_title


@pytest.mark.django_db
def test_the_office_attaches_a_document_to_a_paper(world: World, dora: Client) -> None:
    page = dora.get(reverse("admin:motions_paper_change", args=[world.paper.pk]))
    prefixes = [formset.formset.prefix for formset in page.context["inline_admin_formsets"]]
    assert "file_links" in prefixes
