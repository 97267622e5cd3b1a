"""The clerk's day in the admin: what she need not type, what she is told, and what a page offers."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from meetings.addresses import german_slug
from meetings.admin_base import BodyBoundAdmin
from meetings.models import AgendaItem, Audience, File, LegislativeTerm, Meeting, MeetingState
from tests.meetings.test_admin_refusals import filled_in
from tests.world import World

pytestmark = pytest.mark.django_db
ADD = "admin:meetings_meeting_add"


@pytest.fixture
def dora(world: World, client: Client) -> Client:
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


def new_meeting(dora: Client, world: World, items: list[dict[str, Any]], **values: Any) -> Any:
    """Posts a new sitting of the first committee with these lines."""
    sent = filled_in(dora, reverse(ADD)) | {
        "organizations": [world.committee_1.pk],
        "name": "11. Sitzung",
        "start_0": "15.12.2026",
        "start_1": "17:30",
        "agenda_items-TOTAL_FORMS": len(items),
    }
    for number, item in enumerate(items):
        sent |= {f"agenda_items-{number}-{name}": value for name, value in item.items()}
    return dora.post(reverse(ADD), sent | values, follow=True)


def line(title: str, **values: Any) -> dict[str, Any]:
    return {"title": title, "public": "on", "audience": "office", "state": "open", **values}


def test_a_new_row_knows_its_municipality_and_term(world: World, dora: Client) -> None:
    today = timezone.localdate()
    LegislativeTerm.objects.create(body=world.body, name="Vorige", start_date="2014-01-01", end_date="2019-01-01")
    term = LegislativeTerm.objects.create(body=world.body, name="Jetzige", start_date=today)
    form = dora.get(reverse(ADD)).context["adminform"].form
    assert (form["body"].value(), form["legislative_term"].value()) == (world.body.pk, term.pk)


def test_new_items_stand_in_the_order_typed_and_get_numbers(world: World, dora: Client) -> None:
    items = [line("Eröffnung"), line("Radweg"), line("Anträge", label="2.1"), line("Verschiedenes", position="9")]
    answer = new_meeting(dora, world, items)
    assert answer.redirect_chain, answer.context["errors"]
    rows = Meeting.objects.get(name="11. Sitzung").agenda_items.order_by("position")
    assert [(row.position, row.label, row.title) for row in rows] == [
        (9, "3", "Verschiedenes"), (10, "1", "Eröffnung"), (11, "2", "Radweg"), (12, "2.1", "Anträge"),
    ]  # fmt: skip


def test_numbers_follow_a_swap_until_the_agenda_is_published(world: World, dora: Client) -> None:
    new_meeting(dora, world, [line("Eins"), line("Zwei")])
    meeting = Meeting.objects.get(name="11. Sitzung")
    address = reverse("admin:meetings_meeting_change", args=[meeting.pk])

    def swap() -> list[tuple[str, str]]:
        sent = filled_in(dora, address)
        both = ("agenda_items-0-position", "agenda_items-1-position")
        sent |= dict(zip(both, (sent[both[1]], sent[both[0]]), strict=True))
        assert dora.post(address, sent).status_code == 302
        return list(meeting.agenda_items.order_by("position").values_list("label", "title"))

    assert swap() == [("1", "Zwei"), ("2", "Eins")]
    dora.post(
        reverse("admin:meetings_meeting_changelist"),
        {"action": "publish_invitation", "_selected_action": [meeting.pk]},
    )
    assert swap() == [("2", "Eins"), ("1", "Zwei")], "people have noted the numbers down"


@pytest.mark.parametrize("place", ["20001", "32768", "99999999999"])
def test_a_place_beyond_reason_is_refused_in_words(world: World, dora: Client, place: str) -> None:
    answer = new_meeting(dora, world, [line("Weit hinten", position=place)])
    assert answer.status_code == 200
    assert answer.context["errors"]
    assert not AgendaItem.objects.filter(title="Weit hinten").exists()


def test_publishing_the_agenda_announces_the_sitting(world: World, dora: Client, client: Client) -> None:
    new_meeting(dora, world, [line("Eröffnung")])
    meeting = Meeting.objects.get(name="11. Sitzung")
    public = Client()
    assert public.get(f"/sitzungen/{meeting.slug}/").status_code == 404
    dora.post(
        reverse("admin:meetings_meeting_changelist"),
        {"action": "publish_invitation", "_selected_action": [meeting.pk]},
    )
    meeting.refresh_from_db()
    assert (meeting.state, meeting.audience) == (MeetingState.INVITED, Audience.PUBLIC)
    assert "Eröffnung" in public.get(f"/sitzungen/{meeting.slug}/").text


def test_a_sitting_is_cancelled_with_a_reason_that_everyone_reads(world: World, dora: Client) -> None:
    address = reverse("admin:meetings_meeting_change", args=[world.meeting.pk])
    reason = "Die Berichterstatterin ist erkrankt."
    refused = dora.post(address, filled_in(dora, address) | {"cancel_reason": reason})
    assert "gehört nur zu einer abgesagten Sitzung" in refused.text
    assert (
        dora.post(address, filled_in(dora, address) | {"cancel_reason": reason, "cancelled": "on"}).status_code == 302
    )
    public = Client()
    assert f"Abgesagt: {reason}" in public.get(f"/sitzungen/{world.meeting.slug}/").text
    assert reason in public.get("/sitzungen/").text


def test_a_new_sittings_address_says_whose_it_is(world: World, dora: Client) -> None:
    new_meeting(dora, world, [])
    meeting = Meeting.objects.get(name="11. Sitzung")
    assert meeting.slug == german_slug(
        f"{world.committee_1.short_name or world.committee_1.name} 11. Sitzung 2026-12-15"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "said"), [(b"kein PDF", "ist kein PDF, auch wenn der Name so endet"), (b"", "leer")]
)
def test_what_is_called_a_pdf_is_one(world: World, dora: Client, content: bytes, said: str) -> None:
    sent = {"body": world.body.pk, "name": "Falsch", "audience": "office"}
    upload = SimpleUploadedFile("falsch.pdf", content, "application/pdf")
    answer = dora.post(reverse("admin:meetings_file_add"), sent | {"upload": upload})
    assert said in answer.text
    assert not File.objects.filter(name="Falsch").exists()


def test_who_is_not_of_the_office_reads_so_and_sees_nothing(world: World, client: Client) -> None:
    client.force_login(world.bruno)
    answer = client.get(reverse("admin:index"), follow=True)
    assert answer.status_code == 403
    assert "Diese Seite ist für den Sitzungsdienst" in answer.text
    assert "Formular" not in answer.text
    assert world.draft_meeting.name not in answer.text


def test_an_action_on_a_rows_own_page_leads_back_to_it(world: World, dora: Client) -> None:
    page = reverse("admin:meetings_meeting_change", args=[world.draft_meeting.pk])
    assert 'name="_on_its_page"' in dora.get(page).text
    sent = {"action": "bury_selected", "_selected_action": [world.draft_meeting.pk], "index": "0", "_on_its_page": "1"}
    answer = dora.post(reverse("admin:meetings_meeting_changelist"), sent)
    assert answer.url == page
    assert Meeting.objects.get(pk=world.draft_meeting.pk).deleted_at is not None


def test_choices_say_whose_sitting_it_is_and_leave_out_what_was_deleted(world: World, dora: Client) -> None:
    def offered(field: str, app: str, model: str, term: str) -> list[str]:
        asked = {"term": term, "app_label": app, "model_name": model, "field_name": field}
        return [row["text"] for row in dora.get(reverse("admin:autocomplete"), asked).json()["results"]]

    (shown,) = offered("agenda_item", "motions", "consultation", world.public_item.title)
    assert world.meeting.name in shown
    assert (world.committee_1.short_name or world.committee_1.name) in shown
    world.public_item.bury()
    assert offered("agenda_item", "motions", "consultation", world.public_item.title) == []


def test_filters_offer_only_what_occurs(world: World, dora: Client) -> None:
    page = dora.get(reverse("admin:meetings_meeting_changelist"))
    (offered,) = [one for one in page.context["cl"].filter_specs if getattr(one, "field_path", "") == "organizations"]
    used = set(Meeting.objects.filter(body=world.body).values_list("organizations", flat=True))
    assert {pk for pk, _name in offered.lookup_choices} == used - {None}


def test_no_field_stands_twice_in_a_form(world: World, dora: Client) -> None:
    """Of two alike the browser sends both and the later counts: what was entered in the first would be lost."""
    seen = 0
    for model, page in admin.site._registry.items():
        if isinstance(page, BodyBoundAdmin):
            answer = dora.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add"))
            if answer.status_code == 200:
                names = flatten_fieldsets(answer.context["adminform"].fieldsets)
                assert len(names) == len(set(names)), model
                seen += 1
    assert seen > 12


def test_no_page_of_the_admin_speaks_english(world: World, dora: Client) -> None:
    """Every field and heading of a form has a German name: an untranslated one is Django's guess from the column."""
    seen = 0
    with translation.override("de"):
        for model, page in admin.site._registry.items():
            if not isinstance(page, BodyBoundAdmin):
                continue
            for inner in (model, *(inline.model for inline in page.inlines)):
                seen += 1
                assert str(inner._meta.verbose_name) != inner._meta.model_name.replace("_", " "), inner
                for field in inner._meta.concrete_fields:
                    if (
                        field.editable
                        and not field.primary_key
                        and field.name not in ("name", "status", "title", "text")
                    ):
                        assert str(field.verbose_name) != field.name.replace("_", " "), f"{inner}.{field.name}"
    assert seen > 20
