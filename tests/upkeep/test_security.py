"""What the browser is told to refuse, judged by a checker that is not ours, and what is refused by the server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as used
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import User
from meetings.models import File
from tests.checkers import csp_faults
from tests.world import World

ROOT = Path(used.BASE_DIR)


@pytest.mark.parametrize(
    "bad",
    ["default-src *", "script-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'", "script-src 'self'"],
)
def test_the_checker_finds_a_bad_policy(bad: str) -> None:
    assert csp_faults(bad)


@pytest.mark.django_db
def test_the_policy_has_no_hole(client: Client, world: World) -> None:
    policies = {client.get(address)["Content-Security-Policy"] for address in ("/", "/anmelden/", "/nichts/")}
    client.force_login(world.dora)
    policies.add(client.get("/buero/status/")["Content-Security-Policy"])
    for policy in policies:
        assert "unsafe" not in policy
        assert csp_faults(policy) == []


def test_no_template_needs_an_exception_from_the_policy() -> None:
    looked_at = list((ROOT / "templates").rglob("*.html"))
    assert len(looked_at) > 40
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>|\sstyle=|<style|\son[a-z]+=[\"']"
    )
    assert {file.name: inline.findall(file.read_text()) for file in looked_at if inline.search(file.read_text())} == {}


EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.mark.django_db
def test_every_answer_carries_the_headers(client: Client, world: World) -> None:
    answers = {
        address: client.get(address)
        for address in (
            "/", "/suche/?q=Wort", "/anmelden/", "/nichts/", "/admin/", "/gesund/", "/.well-known/security.txt",
            f"/dateien/{world.file.uuid}/dokument.txt", f"/sitzungen/{world.meeting.slug}/wortzeiten.json",
        )
    }  # fmt: skip
    for address, answer in answers.items():
        for name, value in EVERYWHERE.items():
            if name == "X-Frame-Options" and address == "/gesund/":
                continue  # plain text, answered before the layer that sets it; the policy below forbids frames too
            assert answer[name] == value, (address, name)
        assert (
            "frame-ancestors 'none'" in answer["Content-Security-Policy"]
            or "sandbox" in answer["Content-Security-Policy"]
        )
        assert "camera=()" in answer["Permissions-Policy"], address
    assert client.get(staticfiles_storage.url("css/ris.css"))["X-Content-Type-Options"] == "nosniff"


def test_over_tls_the_browser_is_bound_to_it() -> None:
    ask = (
        "import django; django.setup(); from django.test import Client;"
        "a = Client().get('/gesund/', secure=True); b = Client().get('/vorlagen/?art=x');"
        "print(a['Strict-Transport-Security'], '|', b.status_code, b['Location'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=ROOT,
        env=os.environ | {"HTTPS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == (
        "max-age=31536000; includeSubDomains; preload | 301 https://testserver/vorlagen/?art=x"
    )


def test_a_deployment_has_nothing_to_complain_about(tmp_path: Path) -> None:
    environment = os.environ | {
        "HTTPS": "1",
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "",
        "DJANGO_SETTINGS_MODULE": "ris.settings",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "",  # what the browser tests need is no part of a deployment
    }
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    warned = subprocess.run(
        command, cwd=ROOT, env=environment | {"DEMO": "1"}, capture_output=True, text=True, check=False
    )
    assert warned.returncode == 1
    assert "ris.W003" in warned.stderr


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({f"feld{number}": "x" for number in range(1001)}, 400),
        ({"login": "x" * (6 * 1024**2)}, 413),
        ({f"datei{number}": SimpleUploadedFile(f"{number}.txt", b"x") for number in range(21)}, 400),
    ],
    ids=["fields", "bytes", "files"],
)
def test_a_form_larger_than_any_of_ours_is_refused(form: dict[str, Any], status: int) -> None:
    answer = Client(raise_request_exception=False).post("/anmelden/", form)
    assert answer.status_code == status


@pytest.mark.django_db
def test_whoever_finds_a_hole_reads_whom_to_tell(client: Client, settings: Any) -> None:
    address = "/.well-known/security.txt"
    assert client.get(address).status_code == 404
    settings.SECURITY_CONTACT = "mailto:sicherheit@stadt.example"
    answer = client.get(address)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert fields["Contact"] == "mailto:sicherheit@stadt.example"
    assert fields["Canonical"].endswith(address)
    expires = parse_datetime(fields["Expires"])
    assert expires is not None
    assert timedelta(days=30) < expires - timezone.now() < timedelta(days=365)


@pytest.mark.django_db
def test_a_document_that_is_too_large_is_refused_with_both_sizes(client: Client, world: World, settings: Any) -> None:
    settings.MAX_DOCUMENT_BYTES = 1024
    User.objects.filter(pk=world.dora.pk).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    for size, refused in ((2048, True), (1024, False)):
        upload = SimpleUploadedFile("plan.txt", b"x" * size, content_type="text/plain")
        form = {"body": world.body.pk, "name": f"Plan {size}", "audience": "office", "upload": upload}
        answer = client.post("/admin/meetings/file/add/", form)
        assert ("Dieses Dokument hat" in answer.content.decode()) is refused
        assert File.objects.filter(name=f"Plan {size}").exists() is not refused
