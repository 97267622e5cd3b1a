"""A zero byte, which PostgreSQL refuses in any text, is an unknown name like others: never a broken page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db
LISTS = ("/", "/sitzungen/", "/vorlagen/", "/gremien/", "/personen/", "/kalender/", "/suche/")


@pytest.mark.parametrize("name", ["gemeinde", "gremium", "art", "person", "jahr", "stand", "q", "seite", "nach", "vor", "frueher", "monat", "ansicht", "fraktion", "t", "sortierung", "von", "bis", "partei", "ergebnis"])  # fmt: skip
def test_a_zero_byte_in_any_question_breaks_no_page(world: World, client: Client, name: str) -> None:
    for address in (*LISTS, f"/sitzungen/{world.meeting.slug}/", f"/personen/{world.speaker.slug}/"):
        assert client.get(f"{address}?{name}=a%00").status_code in (200, 302, 404), address
