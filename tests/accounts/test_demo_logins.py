"""The invented people are offered in the demo and nowhere else, and their printed password opens nothing elsewhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import checks
from django.test import Client
from django.utils import timezone

from accounts.models import User
from meetings.models import Body
from ris.demo.city import BODIES
from ris.demo.load import PASSWORD, create_users
from ris.demo.loaded import Loaded
from ris.demo.people import LOGINS
from ris.demo.sign_in import offered

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> list[User]:
    """As `manage.py demo` leaves them."""
    body = Body.objects.create(name="Lauterfels", audience="public")
    return list(create_users(Loaded(body, BODIES[0], timezone.localdate()), timezone.localdate()).values())


def test_the_demo_offers_all_three_kinds_with_one_button_each(
    client: Client, people: list[User], settings: Any
) -> None:
    settings.DEMO = True
    page = client.get("/anmelden/").content.decode()
    assert {login.kind for login in offered()} == {"office", "member", "citizen"}
    for login in LOGINS:
        assert f"Als {login.name} anmelden" in page
        assert login.about in page
    for person in offered():
        # The button sends the form of the page: there is no other way in than the one that is throttled.
        answer = client.post("/anmelden/", {"login": person.username, "password": person.password})
        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(User.objects.get(username=person.username).pk)
        client.post("/abmelden/")


def test_elsewhere_neither_page_nor_password_is_there(client: Client, people: list[User]) -> None:
    page = client.get("/anmelden/").content.decode()
    assert PASSWORD not in page
    assert 'name="password" value' not in page
    for login in LOGINS:
        assert login.name not in page
        answer = client.post("/anmelden/", {"login": login.username, "password": PASSWORD})
        assert "passen nicht zusammen" in answer.content.decode()
        assert "_auth_user_id" not in client.session


def test_a_check_warns_before_going_into_production(settings: Any) -> None:
    def found() -> list[str]:
        return [message.id for message in checks.run_checks(tags=["ris"], include_deployment_checks=True)]

    assert "ris.W003" not in found()
    settings.DEMO = True
    assert "ris.W003" in found()
