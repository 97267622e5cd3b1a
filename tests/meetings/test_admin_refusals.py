"""What rules, the database or a calendar refuse is a sentence in the admin's form; nothing is half written, no page breaks."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from meetings.models import AgendaItem, Mandate, Meeting, Organization, Person
from tests.world import World

pytestmark = pytest.mark.django_db
MEETINGS = "admin:meetings_meeting"


@pytest.fixture
def dora(world: World, client: Client) -> Client:
    """The clerk of both municipalities, as where several share one office."""
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    Mandate.objects.create(user=world.dora, role="office", body=world.other_body, start_date=timezone.localdate())
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


def filled_in(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send if nothing were changed on this page."""
    page = client.get(address)
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    sent: dict[str, Any] = {}
    for bound in (field for form in forms for field in form):
        value, widget = bound.value(), bound.field.widget
        if hasattr(widget, "decompress"):
            sent |= {
                f"{bound.html_name}_{place}": str(part or "") for place, part in enumerate(widget.decompress(value))
            }
        elif isinstance(value, list):
            sent[bound.html_name] = [getattr(each, "pk", each) for each in value]
        elif value is True:
            sent[bound.html_name] = "on"
        elif value is not None and value is not False:
            sent[bound.html_name] = str(value)
    return sent


def errors(client: Client, address: str, **changed: Any) -> dict[str, list[str]]:
    """What the form says to these changes; before, that it takes the page as it is."""
    sent = filled_in(client, address)
    unchanged = client.post(address, sent)
    assert unchanged.status_code == 302, unchanged.context["adminform"].form.errors
    answer = client.post(address, sent | changed)
    assert answer.status_code == 200, "it was saved"
    return dict(answer.context["adminform"].form.errors)


def change(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


SAME_BODY = ["Was zusammengehört, muss zur selben Gebietskörperschaft gehören."]


def test_links_to_another_municipality_are_refused_at_their_field(world: World, dora: Client) -> None:
    council = Organization.objects.get(body=world.other_body)
    assert errors(dora, change(world.meeting), organizations=[council.pk]) == {"organizations": SAME_BODY}
    assert list(world.meeting.organizations.all()) == [world.committee_1]
    stranger = Person.objects.create(body=world.other_body, given_name="Nina", family_name="Nachbar")
    assert errors(dora, change(world.paper), originator_people=[stranger.pk]) == {"originator_people": SAME_BODY}


def test_what_rows_beside_it_refuse_is_said_too(world: World, dora: Client) -> None:
    """Her memberships stay where they are, so she cannot move."""
    assert errors(dora, change(world.speaker), body=world.other_body.pk) == {"__all__": SAME_BODY}
    assert Person.objects.get(pk=world.speaker.pk).body == world.body


def test_a_place_that_is_taken_is_said(world: World, dora: Client) -> None:
    (said,) = errors(dora, change(world.public_item), position=world.internal_item.position)["__all__"]
    assert "nur einmal" in said
    assert AgendaItem.objects.get(pk=world.public_item.pk).position == 1


def test_what_was_deleted_does_not_come_back_to_a_place_that_is_taken(world: World, dora: Client) -> None:
    free = world.internal_item
    for item in (world.public_item, free):
        item.bury()
    AgendaItem.objects.create(meeting=world.meeting, position=world.public_item.position, title="Neu an dieser Stelle")
    sent = {"action": "bring_back_selected", "_selected_action": [world.public_item.pk, free.pk]}
    page = dora.post(reverse("admin:meetings_agendaitem_changelist"), sent, follow=True)
    said = [str(message) for message in page.context["messages"]]
    assert any("kann nicht zurückkommen" in text for text in said)
    assert AgendaItem.objects.get(pk=world.public_item.pk).deleted_at is not None
    assert AgendaItem.objects.get(pk=free.pk).deleted_at is None


@pytest.mark.parametrize("day", ["0001-01-01", "1799-12-31", "9999-12-31"])
def test_days_that_nobody_can_mean_are_refused(world: World, dora: Client, day: str) -> None:
    said = errors(dora, change(world.meeting), start_0=day, start_1="00:00:00")["start"]
    assert said == ["Bitte geben Sie ein Jahr von 1800 bis 2200 an. Wo es kein Ende gibt, lassen Sie das Feld leer."]
    assert Meeting.objects.get(pk=world.meeting.pk).start == world.meeting.start
    seat = world.speaker.memberships.filter(organization=world.faction).get()
    assert "end_date" in errors(dora, change(seat), end_date=day)


def test_a_seat_without_end_written_as_the_last_day_of_all_opens_what_it_should(world: World, client: Client) -> None:
    """Other systems write it so; such rows may come from them."""
    Mandate.objects.filter(user=world.bruno).update(end_date="9999-12-31")
    client.force_login(world.bruno)
    assert client.get(f"/tagesordnungspunkte/{world.internal_item.uuid}/").status_code == 200


@pytest.mark.parametrize("key", ["9" * 30, "9" * 10_000, "abc", "a\0", "-1"])
def test_what_is_no_key_is_no_choice(world: World, dora: Client, key: str) -> None:
    for field in ("body", "location", "organizations"):
        assert field in errors(dora, change(world.meeting), **{field: key})
    listed = reverse(f"{MEETINGS}_changelist")
    assert dora.post(listed, {"action": "bury_selected", "_selected_action": [key]}).status_code == 400
    if key.isalnum() and len(key) < 1000:
        assert dora.get(f"{listed}{key}/history/").status_code == 404
