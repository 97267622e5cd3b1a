"""A move that was found out becomes the source's rule, by which its documents are fetched, too."""

from __future__ import annotations

from typing import Any

import pytest

from ris.oparl.manners import manners_of
from ris.oparl.models import ReadingRules
from ris.oparl.taking.running import rules_of
from ris.oparl.taking.starting import reader_for, source_at
from tests.oparl.reading.council import council

pytestmark = pytest.mark.django_db
OLD = "https://alt.example.de/oparl"


@pytest.fixture(autouse=True)
def here(settings: Any) -> None:
    settings.FETCH_PRIVATE_ADDRESSES = True


def test_documents_follow_the_move() -> None:
    with council(lambda base, stands: stands["/oparl"].update(id=OLD)) as server:
        source = source_at(server.base)
        assert reader_for(source, rules_of(source)).bodies()
        assert manners_of(source).address(f"{OLD}/files/1.pdf") == f"{server.base}/files/1.pdf"
        # The next run knows it from the start.
        again = reader_for(source, rules_of(source))
        assert again.bodies()
        assert again.faults == []


def test_what_the_operator_has_written_stays() -> None:
    with council(lambda base, stands: stands["/oparl"].update(id=OLD)) as server:
        source = source_at(server.base)
        ReadingRules.objects.filter(source=source).update(
            base_from="https://a.example.de/", base_to="https://b.example.de/"
        )
        assert reader_for(source, rules_of(source)).bodies()
        assert rules_of(source).base_from == "https://a.example.de/"
