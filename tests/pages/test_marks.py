"""What a reader may see and others may not carries a mark, wherever it stands."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db
MARK = '<span class="status status--closed">nichtöffentlich</span>'


def test_a_member_sees_which_papers_are_not_everyones(world: World, client: Client) -> None:
    client.force_login(world.bruno)
    rows = client.get("/vorlagen/").text.split('<li class="paper-row">')
    marked = [row for row in rows if MARK in row]
    assert [str(world.internal_paper.uuid) in row for row in marked] == [True]
    assert any(str(world.paper.uuid) in row and MARK not in row for row in rows)
    assert MARK in client.get(f"/vorlagen/{world.internal_paper.uuid}/").text


def test_the_office_sees_that_a_sitting_is_only_a_draft(world: World, client: Client) -> None:
    client.force_login(world.dora)
    for address in ("/sitzungen/", f"/sitzungen/{world.draft_meeting.slug}/"):
        assert "nur für den Sitzungsdienst" in client.get(address).text


def test_everyone_reads_no_mark(world: World, client: Client) -> None:
    text = client.get("/vorlagen/").text + client.get("/sitzungen/").text
    assert str(world.paper.uuid) in text
    assert "status--closed" not in text
