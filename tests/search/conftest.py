"""A search engine of its own for every test, on a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from haystack import connections, indexes

from tests.search.spoken_world import engine, index, spoken  # noqa: F401  fixtures for all files of this folder


class NoteIndex(indexes.SearchIndex):
    """Notes are Group rows in disguise: any model will do, and no database is needed."""

    text = indexes.CharField(document=True, model_attr="text")
    title = indexes.CharField(model_attr="title", boost=2.0)
    author = indexes.CharField(model_attr="author", faceted=True, null=True)
    tags = indexes.MultiValueField(model_attr="tags", faceted=True)
    doors = indexes.MultiValueField(model_attr="doors", analyzer="keyword")
    pages = indexes.IntegerField(model_attr="pages", null=True)
    price = indexes.FloatField(model_attr="price")
    secret = indexes.BooleanField(model_attr="secret")
    day = indexes.DateField(model_attr="day")
    written = indexes.DateTimeField(model_attr="written", faceted=True)
    typed = indexes.EdgeNgramField(model_attr="title")

    def get_model(self) -> type[Group]:
        return Group


def note(pk: int, text: str, **more: Any) -> Group:
    group = Group(pk=pk, name=f"note {pk}")
    written = datetime(2024, 1, pk % 28 + 1, 12, 0, tzinfo=UTC)
    defaults: dict[str, Any] = {
        "text": text,
        "title": "",
        "author": None,
        "tags": [],
        "doors": ["all"],
        "pages": pk,
        "price": pk / 2,
        "secret": False,
        "written": written,
        "day": written.date(),
    }
    for name, value in {**defaults, **more}.items():
        setattr(group, name, value)
    return group


@pytest.fixture
def use_engine(settings: Any) -> Iterator[Any]:
    """Points haystack's default connection at a folder; gives the backend back. Undone at the end."""
    before, before_in_settings = connections.connections_info, settings.HAYSTACK_CONNECTIONS

    def use(path: Path, indexes_of_it: list[Any] | None = None, **options: Any) -> Any:
        class_ = "search.backends.tantivy_backend.TantivyEngine"
        info = {"default": {"ENGINE": class_, "PATH": str(path), "SILENTLY_FAIL": False, "WRITER_WAIT": 0.2} | options}
        settings.HAYSTACK_CONNECTIONS = info
        connections.connections_info = info
        connections.reload("default")
        if indexes_of_it is not None:
            connections["default"].get_unified_index().build(indexes=indexes_of_it)
        return connections["default"].get_backend()

    yield use
    settings.HAYSTACK_CONNECTIONS = before_in_settings  # an engine asks the settings, not the handler, for its folder
    connections.connections_info = before
    connections.reload("default")


@pytest.fixture
def notes(use_engine: Any, tmp_path: Path) -> Any:
    """The backend over an empty index of notes."""
    return use_engine(tmp_path / "index", [NoteIndex()])
