"""What the start page, the search and the help offer as examples finds something in the invented city."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from ris.demo import load
from ris.demo.city import BODIES
from search import indexing
from search.finding import asked, find

SPOKEN = Path(load.__file__).parent / "recording" / "truth.json"
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
EXAMPLE = re.compile(r'href="[^"?]*\?(q=[^"]+)"')
EXAMPLES = sorted(
    {
        unescape(found)
        for name in ("pages/home.html", "pages/search.html", "texts/hilfe.html")
        for found in EXAMPLE.findall((TEMPLATES / name).read_text(encoding="utf-8"))
        if "{" not in found
    }
)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) > 5


pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def cities(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Both municipalities, found by search; the recorded speeches are not among them, as nothing was recognised here."""
    with django_db_blocker.unblock(), transaction.atomic():
        for body in BODIES:
            load.load_city(body, timezone.localdate())
        indexing.rebuild()
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_finds_something(cities: None, example: str) -> None:
    question = asked(QueryDict(example))
    if question.filters.get("kind") == ("rede",):
        # What the film says: `make demo` recognises it, which takes too long here.
        assert question.text.casefold() in SPOKEN.read_text(encoding="utf-8").casefold()
    else:
        assert find(question.text, user=AnonymousUser(), filters=question.filters).total > 0
