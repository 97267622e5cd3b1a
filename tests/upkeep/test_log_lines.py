"""A line of the log says which kind of page, never who asked or for what."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as used
from django.test import Client

from ris.upkeep.log_lines import JsonLines, WithoutPersonalData
from tests.world import World

ROOT = Path(used.BASE_DIR)


class Lines(logging.Handler):
    """Keeps each line as the installation's own handler would print it with LOG_FORMAT=json."""

    def __init__(self) -> None:
        super().__init__()
        self.addFilter(WithoutPersonalData())
        self.setFormatter(JsonLines())
        self.text: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.text.append(self.format(record))

    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text]


@pytest.fixture
def lines() -> Any:
    """All lines of all loggers, the chattiest too."""
    handler, root = Lines(), logging.getLogger()
    names = ("", "ris.requests", "django.request", "django.security")
    before = {name: logging.getLogger(name).level for name in names}
    for name in names:
        logging.getLogger(name).setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield handler
    root.removeHandler(handler)
    for name, level in before.items():
        logging.getLogger(name).setLevel(level)


WORD, ADDRESS, COOKIE, AGENT = "Hundesteuerwort", "203.0.113.77", "kekskekskeks", "Eigenbrowser/1"


@pytest.mark.django_db
def test_neither_address_nor_word_nor_name_stands_in_a_line(world: World, lines: Lines) -> None:
    client = Client(REMOTE_ADDR=ADDRESS, headers={"User-Agent": AGENT, "Referer": f"https://example.org/?q={WORD}"})
    client.cookies["egal"] = COOKIE
    client.force_login(world.bruno)
    asked = [
        f"/suche/?q={WORD}", "/vorlagen/", f"/personen/{world.speaker.slug}/", f"/{WORD}/", f"/nichts/?wort={WORD}",
    ]  # fmt: skip
    for address in asked:
        client.get(address)
    client.post("/anmelden/", {"login": "bruno", "password": WORD})
    client.get("/", headers={"host": f"{WORD}.example"})
    found = [line for line in lines.objects() if line["logger"] == "ris.requests"]
    assert [(line["route"], line["status"]) for line in found[:5]] == [
        ("search", 200), ("papers", 200), ("person", 200), ("unknown", 404), ("unknown", 404),
    ]  # fmt: skip
    whole = "\n".join(lines.text)
    assert len(lines.text) >= len(asked) + 2
    secrets = (
        WORD,
        ADDRESS,
        COOKIE,
        AGENT,
        "bruno",
        world.speaker.slug,
        client.cookies[used.SESSION_COOKIE_NAME].value,
    )
    # The paths of unknown addresses are said by Django's own line for developers (level WARNING), which the settings
    # switch off; here all levels are on, so that line alone may repeat the path.
    spoken = "\n".join(line for line in lines.text if '"logger": "django.request"' not in line)
    for secret in secrets:
        assert secret not in spoken, secret
    for secret in (ADDRESS, COOKIE, AGENT, f"={WORD}", client.cookies[used.SESSION_COOKIE_NAME].value):
        assert secret not in whole, secret


def test_a_request_has_an_id_that_all_its_lines_share(client: Client, lines: Lines) -> None:
    answer = client.get("/gesund/", headers={"X-Request-ID": "a" * 32})
    name = answer["X-Request-ID"]
    assert re.fullmatch(r"[0-9a-f]{32}", name)
    assert name != "a" * 32, "a stranger's id is not taken"
    [line] = [line for line in lines.objects() if line["logger"] == "ris.requests"]
    assert line["request_id"] == name
    assert line.keys() >= {"at", "level", "method", "route", "status", "ms"}
    logging.getLogger("somebody").warning("outside a request")
    assert "request_id" not in lines.objects()[-1]


def test_the_id_of_our_proxy_goes_on(client: Client, settings: Any) -> None:
    settings.PROXIES_IN_FRONT = 1
    assert client.get("/gesund/", headers={"X-Request-ID": "0f" * 16})["X-Request-ID"] == "0f" * 16
    assert client.get("/gesund/", headers={"X-Request-ID": "Hans Meier, 12345 Berlin"})["X-Request-ID"] != "Hans Meier"


def test_query_strings_in_lines_of_others_are_taken_off(lines: Lines) -> None:
    logging.getLogger("gunicorn.error").warning("Error handling request %s", f"/suche/?q={WORD}&seite=2")
    logging.getLogger("other").warning("Wirklich? Ja.")
    assert lines.objects()[-2]["message"] == "Error handling request /suche/?…"
    assert lines.objects()[-1]["message"] == "Wirklich? Ja."


@pytest.mark.parametrize(("form", "first"), [("json", '{"at": '), ("text", "20")])
def test_the_form_is_a_setting(form: str, first: str) -> None:
    say = (
        "import django; django.setup(); from django.test import Client; Client().get('/gesund/');"
        "import logging; logging.getLogger('ris').warning('Grüße')"
    )
    done = subprocess.run(
        [sys.executable, "-c", say],
        cwd=ROOT,
        env=os.environ | {"LOG_FORMAT": form, "LOG_REQUESTS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    written = done.stderr.splitlines()
    assert len(written) == 2, written
    assert all(line.startswith(first) for line in written)
    assert "GET health 200" in written[0]
    assert "Grüße" in written[1]


@pytest.mark.django_db
def test_a_page_that_was_kept_has_its_route_too(world: World, client: Client, settings: Any, lines: Lines) -> None:
    settings.PAGE_CACHE_SECONDS = 60
    for _ in range(2):
        client.get("/gremien/")
    assert [line["route"] for line in lines.objects() if line["logger"] == "ris.requests"] == ["organizations"] * 2
