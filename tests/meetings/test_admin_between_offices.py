"""No page of the admin, ours or a library's, opens another office's rows; and none passes by the rules of saving."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from accounts.models import User
from media import editing
from media.models import Edit
from meetings.admin_base import BodyBoundAdmin
from meetings.mandates import audiences_of
from meetings.models import Feedback, Mandate, PageText
from meetings.visibility import office_q
from motions.models import Paper
from tests.recorded_world import RecordedWorld, build_recorded_world
from tests.world import SENTINEL, World

pytestmark = pytest.mark.django_db
BOUND = sorted(
    (
        model
        for model, page in admin.site._registry.items()
        if isinstance(page, BodyBoundAdmin) and model is not Mandate
    ),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def recorded(world: World) -> RecordedWorld:
    User.objects.filter(pk__in=[world.dora.pk, world.emil.pk]).update(is_staff=True)
    PageText.objects.create(body=world.body, page="imprint", text=SENTINEL)
    Feedback.objects.create(body=world.body, text=SENTINEL)
    return build_recorded_world(world)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(User.objects.get(pk=user.pk))
    return client


def pages_of(model: type[Model], row: Any) -> Iterator[str]:
    """Every page that the admin has for this one row."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    yield reverse(f"{name}_change", args=[row.pk])
    yield reverse(f"{name}_history", args=[row.pk])
    yield reverse(f"{name}_delete", args=[row.pk])
    for version in getattr(row, "history", model._default_manager.none()).all()[:1]:
        yield reverse(f"{name}_simple_history", args=[row.pk, version.history_id])


@pytest.mark.parametrize("model", BOUND, ids=lambda model: model._meta.label)
def test_the_neighbours_clerk_opens_no_page_of_our_rows(
    recorded: RecordedWorld, client: Client, model: type[Model]
) -> None:
    ours = list(model._default_manager.filter(office_q(model, audiences_of(recorded.world.dora)))[:30])
    if not ours and model._meta.label not in (
        "meetings.LegislativeTerm",
        "transcripts.Correction",
        "media.FileRead",
    ):
        pytest.fail("the world has no such row: nothing was tried")
    signed_in(client, recorded.world.emil)
    for row in ours:
        for address in pages_of(model, row):
            for answer in (client.get(address), client.post(address, {"body": recorded.world.other_body.pk})):
                assert answer.status_code in (302, 403, 404), address
                assert SENTINEL not in answer.text
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        before = row.deleted_at
        client.post(reverse(name), {"action": "bury_selected", "_selected_action": [row.pk]})
        row.refresh_from_db()
        assert row.deleted_at == before


def test_at_least_a_dozen_kinds_of_rows_were_tried() -> None:
    assert len(BOUND) >= 12


def test_every_history_opens_for_its_own_office(recorded: RecordedWorld, client: Client) -> None:
    signed_in(client, recorded.world.dora)
    for model in BOUND:
        row = model._default_manager.filter(office_q(model, audiences_of(recorded.world.dora))).first()
        if row is not None:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_history"
            assert client.get(reverse(name, args=[row.pk])).status_code == 200, model


def test_an_earlier_state_is_read_and_never_put_back(recorded: RecordedWorld, client: Client) -> None:
    world = recorded.world
    edit = editing.add_edit(recorded.recording, kind="cut", starts=1_000, ends=9_000, reason="x", by=world.dora)
    version = Edit.history.filter(id=edit.pk).first()
    signed_in(client, world.dora)
    address = reverse("admin:media_edit_simple_history", args=[edit.pk, version.history_id])
    posted = {"recording": recorded.recording.pk, "kind": "cut", "starts": 1_000, "ends": 1_001, "reason": "x"}
    assert client.post(address, posted).status_code == 403
    edit.refresh_from_db()
    assert edit.ends == 9_000
    paper = Paper.history.filter(id=world.paper.pk).first()
    assert (
        client.get(reverse("admin:motions_paper_simple_history", args=[world.paper.pk, paper.history_id])).status_code
        == 200
    )


def test_an_office_cannot_take_over_a_host_name(recorded: RecordedWorld, client: Client) -> None:
    world = recorded.world
    signed_in(client, world.emil)
    address = reverse("admin:meetings_body_change", args=[world.other_body.pk])
    form = client.get(address).context["adminform"].form
    assert not {"host", "slug", "theme"} & set(form.fields)
    client.post(address, {"name": "Nebendorf", "host": "testserver", "audience": "public"})
    world.other_body.refresh_from_db()
    assert world.other_body.host != "testserver"
    assert client.get(reverse("admin:meetings_body_add")).status_code == 403
