"""Who signs in, who does not, and what a stranger who tries can learn from it: nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar

import pytest
from django.conf import settings as used
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from accounts.models import User
from tests.world import World

pytestmark = pytest.mark.django_db
PASSWORD = "nicht-geheim-12345"
ROOT = Path(used.BASE_DIR)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post("/anmelden/", {"login": name, "password": password, **more})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def errors(answer: Any) -> str:
    """What the page says against the attempt."""
    found = re.search(
        r'<div class="notice notice--error" role="alert">(.*?)</div></div>', answer.content.decode(), re.S
    )
    return found[1] if found else ""


def without_token(answer: Any) -> str:
    """The page as everybody gets it: without the form's random token and the name that was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", answer.content.decode())
    return re.sub(r'name="login" value="[^"]*"', "", text)


# --- Signing in and out -----------------------------------------------------------------------------------------------
def test_one_signs_in_with_the_user_name_or_the_mail_address(client: Client, world: World) -> None:
    User.objects.filter(pk=world.anna.pk).update(email="anna@example.org")
    for name in ("anna", "Anna@Example.org"):
        answer = sign_in(client, name)
        assert (answer.status_code, answer["Location"]) == (302, "/")
        assert client.session["_auth_user_id"] == str(world.anna.pk)
        assert client.post("/abmelden/")["Location"] == "/"
        assert not is_signed_in(client)


def test_one_comes_back_to_where_one_was(client: Client, world: World) -> None:
    page = client.get("/vorlagen/?art=motion").content.decode()
    assert 'href="/anmelden/?next=%2Fvorlagen%2F%3Fart%3Dmotion"' in page
    form = client.get("/anmelden/?next=%2Fvorlagen%2F%3Fart%3Dmotion").content.decode()
    assert '<input type="hidden" name="next" value="/vorlagen/?art=motion">' in form
    assert sign_in(client, "anna", next="/vorlagen/?art=motion")["Location"] == "/vorlagen/?art=motion"


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://example.org/", "//example.org/", "///example.org", "/\\example.org", "http:example.org",
        "javascript:alert(1)", "https://testserver@example.org/", "\thttps://example.org",
    ],
)  # fmt: skip
def test_signing_in_leads_to_no_other_host(client: Client, world: World, elsewhere: str) -> None:
    assert sign_in(client, "anna", next=elsewhere)["Location"] == "/"
    assert is_signed_in(client)


def test_a_host_that_is_ours_too_is_still_another_host(client: Client, world: World, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "nebendorf.example"]
    assert sign_in(client, "anna", next="http://nebendorf.example/")["Location"] == "/"


def test_signing_out_takes_a_button_not_a_link(client: Client, world: World) -> None:
    client.force_login(world.anna)
    assert client.get("/abmelden/").status_code == 200
    assert is_signed_in(client)


def test_a_form_without_its_token_is_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert sign_in(strict, "anna").status_code == 403
    assert not is_signed_in(strict)


def test_nobody_signs_up(client: Client, world: World) -> None:
    before = User.objects.count()
    new = {"username": "neu", "email": "neu@example.org", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/anmelden/zugang/", new).status_code == 405
    for guess in ("/accounts/signup/", "/signup/", "/anmelden/neu/"):
        assert client.post(guess, new).status_code == 404
    assert User.objects.count() == before
    assert "Der Sitzungsdienst richtet sie ein" in client.get("/anmelden/zugang/").content.decode()


# --- What a stranger can learn ----------------------------------------------------------------------------------------
def test_a_wrong_attempt_says_the_same_whether_the_account_exists_or_not(client: Client, world: World) -> None:
    User.objects.create_user("fritz", password=PASSWORD, is_active=False)
    User.objects.filter(pk=world.anna.pk).update(email="anna@example.org")
    names = ("anna", "niemand", "fritz", "anna@example.org", "niemand@example.org")
    answers = [without_token(sign_in(client, name, "falsch-falsch-1")) for name in names]
    assert "passen nicht zusammen" in answers[0]
    assert [answer == answers[0] for answer in answers] == [True] * len(names)


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: that is what takes the time."""

    algorithm = "counted"
    count: ClassVar[int] = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.count += 1
        return super().encode(password, salt)


@pytest.mark.parametrize("name", ["anna", "niemand", "anna@example.org", "niemand@example.org"])
def test_a_wrong_attempt_costs_the_same_whether_the_account_exists_or_not(
    client: Client, world: World, settings: Any, name: str
) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    world.anna.email = "anna@example.org"
    world.anna.set_password(PASSWORD)
    world.anna.save()
    CountingHasher.count = 0
    sign_in(client, name, "falsch-falsch-1")
    assert CountingHasher.count == 1


def test_a_closed_account_does_not_open(client: Client, world: World) -> None:
    User.objects.filter(pk=world.anna.pk).update(is_active=False)
    assert sign_in(client, "anna")["Location"] == "/anmelden/gesperrt/"
    assert not is_signed_in(client)
    assert "geschlossen" in client.get("/anmelden/gesperrt/").content.decode()


# --- The throttle -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["anna", "niemand"])
def test_five_wrong_attempts_close_an_account_for_a_while(client: Client, world: World, name: str) -> None:
    for number in range(5):
        answer = sign_in(client, name, f"falsch-falsch-{number}", REMOTE_ADDR="198.51.100.7")
        assert "passen nicht zusammen" in errors(answer), number
    assert "Zu viele Versuche" in errors(sign_in(client, name))  # the right password too
    assert not is_signed_in(client)


def test_ten_wrong_attempts_from_one_address_are_enough_whatever_the_account(client: Client, world: World) -> None:
    for number in range(10):
        # A stranger may claim any address in front of its own.
        client.post(
            "/anmelden/", {"login": f"a{number}", "password": "x"}, headers={"X-Forwarded-For": f"192.0.2.{number}"}
        )
    assert "Zu viele Versuche" in errors(sign_in(client, "anna"))


def test_behind_our_proxy_each_visitor_has_an_allowance(client: Client, world: World, settings: Any) -> None:
    settings.PROXIES_IN_FRONT = 1
    for number in range(10):
        client.post(
            "/anmelden/",
            {"login": f"a{number}", "password": "x"},
            headers={"X-Forwarded-For": f"192.0.2.{number}, 203.0.113.5"},
        )
    tired = client.post("/anmelden/", {"login": "b", "password": "x"}, headers={"X-Forwarded-For": "203.0.113.5"})
    assert "Zu viele Versuche" in errors(tired)
    fresh = client.post(
        "/anmelden/", {"login": "anna", "password": PASSWORD}, headers={"X-Forwarded-For": "203.0.113.5, 203.0.113.6"}
    )
    assert fresh["Location"] == "/"


def test_who_hammers_gets_a_page_that_says_so(client: Client, world: World) -> None:
    for _ in range(30):
        sign_in(client, "", "")
    answer = sign_in(client, "anna")
    assert answer.status_code == 429
    assert "<h1>Zu viele Versuche</h1>" in answer.content.decode()


ANOTHER_PROCESS = f"""
import django; django.setup()
from django.test import Client
answer = Client().post("/anmelden/", {{"login": "anna", "password": "{PASSWORD}"}})
print(answer.status_code, "Zu viele Versuche" in answer.content.decode())
"""


@pytest.mark.django_db(transaction=True)
def test_the_throttle_counts_for_all_processes(world: World, process_environment: dict[str, str]) -> None:
    client = Client()

    def another_process() -> str:
        done = subprocess.run(
            [sys.executable, "-c", ANOTHER_PROCESS],
            cwd=ROOT,
            env=process_environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip().splitlines()[-1]

    assert another_process() == "302 False"
    for number in range(5):
        sign_in(client, "anna", f"falsch-falsch-{number}")
    assert another_process() == "200 True"


# --- Cookies, caches, header ------------------------------------------------------------------------------------------
def test_the_session_cookie_is_for_the_server_alone(client: Client, world: World) -> None:
    sign_in(client, "anna")
    cookie = client.cookies[used.SESSION_COOKIE_NAME]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert cookie["expires"] == "", "ends with the browser unless asked to stay"
    sign_in(Client(), "anna", remember="on")
    client.post("/abmelden/")
    sign_in(client, "anna", remember="on")
    assert client.cookies[used.SESSION_COOKIE_NAME]["max-age"] > 86400


def test_over_tls_cookies_are_bound_to_this_host() -> None:
    show = (
        "import ris.settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE,"
        " s.CSRF_COOKIE_SECURE, s.LANGUAGE_COOKIE_SECURE, getattr(s, 'SESSION_COOKIE_DOMAIN', None))"
    )
    environment = os.environ | {"HTTPS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", show], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["__Host-session", "__Host-csrf", "True", "True", "True", "None"]


def test_pages_of_people_signed_in_stay_private(client: Client, world: World) -> None:
    addresses = ["/", "/vorlagen/", f"/sitzungen/{world.meeting.slug}/", "/anmelden/"]
    for address in addresses:
        answer = client.get(address)
        assert used.SESSION_COOKIE_NAME not in answer.cookies, address
    client.force_login(world.bruno)
    for address in addresses[:3]:
        says = client.get(address)["Cache-Control"]
        assert "private" in says, address
        assert "public" not in says, address


def test_the_header_says_who_is_there_and_where_they_may_go(client: Client, world: World) -> None:
    def header() -> str:
        return client.get("/").content.decode().partition("<main")[0]

    assert "<span>Anmelden</span></a>" in header()
    User.objects.filter(pk=world.dora.pk).update(first_name="Dora", last_name="Dietz", is_staff=True)
    expected = {"anna": (False, False), "bruno": (False, False), "dora": (True, True), "emil": (True, False)}
    for name, (state, admin) in expected.items():
        client.force_login(User.objects.get(username=name))
        seen = header()
        assert ">Abmelden</button>" in seen
        assert ("Zustand der Anlage" in seen, "Verwaltung" in seen) == (state, admin), name
    client.force_login(User.objects.get(username="dora"))
    assert "Dora Dietz" in header()


# --- The admin --------------------------------------------------------------------------------------------------------
def test_the_admin_has_no_door_of_its_own(client: Client, world: World) -> None:
    for address in ("/admin/", "/admin/meetings/meeting/"):
        first = client.get(address)
        assert first["Location"].startswith(("/anmelden/", "/admin/login/"))
        last = client.get(address, follow=True)
        assert last.redirect_chain[-1][0].startswith("/anmelden/?next=%2Fadmin%2F")
    posted = client.post("/admin/login/", {"username": "dora", "password": PASSWORD})
    assert posted["Location"].startswith("/anmelden/")
    assert not is_signed_in(client)


def test_who_may_not_enter_the_admin_stays_outside(client: Client, world: World) -> None:
    client.force_login(world.anna)
    assert client.get("/admin/", follow=True).status_code == 403


def test_one_leaves_the_admin_by_the_same_door(client: Client, world: World) -> None:
    client.force_login(world.dora)
    assert client.post("/admin/logout/")["Location"] == "/"
    assert not is_signed_in(client)
