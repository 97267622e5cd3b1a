"""A forgotten password, through a real mail server on this machine."""

from __future__ import annotations

import email
import email.policy
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import Client
from django.utils import timezone

from jobs import pipeline
from jobs.execution import execute
from jobs.letters import STAGE
from jobs.models import Letter, Stage
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "ein-ganz-neues-42"


@dataclass
class Mailbox:
    """What the mail server has taken; `answer` is what it says to the next ones."""

    mails: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    answer: str = "250 OK"

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))  # type: ignore[arg-type]
        self.recipients += envelope.rcpt_tos
        return "250 OK"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "jobs.letters.Backend"  # pytest-django puts one of its own in front
    settings.EMAIL_HOST, settings.EMAIL_SECURITY = "127.0.0.1", "none"
    settings.EMAIL_PORT = port
    yield box
    server.stop()


@pytest.fixture
def anna(world: World) -> World:
    world.anna.email = "anna@example.org"
    world.anna.save()
    return world


def ask(client: Client, address: str) -> Any:
    return client.post("/kennwort/vergessen/", {"email": address}, follow=True)


def send_what_waits() -> str:
    """Let the stage run as a worker would; tells its state."""
    stage = Stage.objects.get(name=STAGE)
    return execute(stage.pk, worker="test", heartbeat=False)


def link_in(mail: EmailMessage) -> str:
    found = re.search(r"http://testserver(/kennwort/neu/\S+/)", mail.get_content())
    assert found, mail.get_content()
    return found[1]


def test_the_link_of_the_mail_opens_the_form_once(client: Client, anna: World, mailbox: Mailbox) -> None:
    page = ask(client, "anna@example.org")
    assert "Eine Mail ist unterwegs" in page.content.decode()
    assert mailbox.mails == [], "the visitor does not wait for the mail server"
    assert send_what_waits() == "done"
    assert mailbox.recipients == ["anna@example.org"]
    [mail] = mailbox.mails
    assert mail["Subject"] == "Neues Kennwort wählen"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert "Ihr Benutzername: anna" in mail.get_content()
    assert not Letter.objects.exists(), "nobody can read the link afterwards"

    form = client.get(link_in(mail), follow=True)
    here = form.redirect_chain[-1][0]
    assert "set-password" in here, "the secret leaves the address bar"
    refused = client.post(here, {"password1": "kurz", "password2": "kurz"})
    assert "mindestens 10 Zeichen" in refused.content.decode()
    done = client.post(here, {"password1": NEW, "password2": NEW}, follow=True)
    assert "ist gespeichert" in done.content.decode()
    assert "_auth_user_id" not in client.session
    assert client.post("/anmelden/", {"login": "anna", "password": "nicht-geheim-12345"}).status_code == 200
    assert client.post("/anmelden/", {"login": "anna", "password": NEW}).status_code == 302

    again = Client().get(link_in(mail), follow=True)
    assert "verbraucht oder zu alt" in again.content.decode()


def test_after_an_hour_the_link_is_worth_nothing(client: Client, anna: World, mailbox: Mailbox) -> None:
    ask(client, "anna@example.org")
    send_what_waits()
    # In seconds, as travelling by a date would change the zone of the machine too, in which Django counts here.
    with time_machine.travel(time.time() + 61 * 60, tick=True):
        assert "verbraucht oder zu alt" in client.get(link_in(mailbox.mails[0]), follow=True).content.decode()


def test_an_unknown_address_gets_the_same_page_and_the_same_work(client: Client, anna: World, mailbox: Mailbox) -> None:
    pages = [ask(client, address).content for address in ("anna@example.org", "niemand@example.org")]
    assert pages[0] == pages[1]
    assert Letter.objects.count() == 2
    send_what_waits()
    assert mailbox.mails[1]["Subject"] == "Kein Zugang zu dieser Adresse"
    assert "/kennwort/" not in mailbox.mails[1].get_content()


def test_asking_again_and_again_is_throttled(client: Client, anna: World, mailbox: Mailbox) -> None:
    for _ in range(3):
        assert ask(client, "anna@example.org").status_code == 200
    assert ask(client, "anna@example.org").status_code == 429
    assert Letter.objects.count() == 3


def test_a_mail_server_that_is_down_loses_no_mail(client: Client, anna: World, mailbox: Mailbox) -> None:
    mailbox.answer = "451 come back later"
    ask(client, "anna@example.org")
    assert send_what_waits() == "done"
    letter = Letter.objects.get()
    assert (letter.failures, letter.error_code) == (1, "refused_451")
    assert mailbox.mails == []
    mailbox.answer = "250 OK"
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=True):
        pipeline.wake(STAGE)
        assert send_what_waits() == "done"
    assert mailbox.recipients == ["anna@example.org"]


def test_an_address_refused_for_good_is_given_up_without_naming_it(
    client: Client, anna: World, mailbox: Mailbox, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.answer = "550 no such user"
    ask(client, "anna@example.org")
    assert send_what_waits() == "done"
    assert not Letter.objects.exists()
    assert "refused_550" in caplog.text
    assert "anna" not in caplog.text


def test_without_a_mail_server_mails_are_files_for_this_user_alone(
    client: Client, anna: World, mailbox: Mailbox, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_HOST, settings.DATA_DIR = "", tmp_path
    ask(client, "anna@example.org")
    send_what_waits()
    [file] = (tmp_path / "mail").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert link_in(email.message_from_bytes(file.read_bytes(), policy=email.policy.default))  # type: ignore[arg-type]
