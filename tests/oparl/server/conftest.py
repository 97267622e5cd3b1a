"""A client that asks the interface on its canonical host."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.oparl.server.city import City, build_city
from tests.world import World


@pytest.fixture
def canonical(settings: Any) -> str:
    """The host on which the ids stand is the one that Django's client asks."""
    settings.CANONICAL_HOST = "http://testserver"
    settings.OPARL_LICENSE = "https://www.govdata.de/dl-de/by-2-0"
    return "http://testserver"


class Asking:
    """GET by id or address, as JSON."""

    def __init__(self, client: Client, host: str) -> None:
        self.client, self.host = client, host
        self.root = f"{host}/oparl/v1.1/"

    def get(self, address: str, **headers: str) -> Any:
        """The answer."""
        assert address.startswith(self.host), address
        return self.client.get(address[len(self.host) :], headers=headers)

    def json(self, address: str, status: int = 200) -> Any:
        """The JSON of the answer, whose status is as expected."""
        answer = self.get(address)
        assert answer.status_code == status, (address, answer.status_code, answer.content[:300])
        return answer.json()

    def id_of(self, word: str, row: Any) -> str:
        """The id of this row."""
        return f"{self.root}{word}/{row.uuid}"

    def all_of(self, address: str) -> list[Any]:
        """All objects of a list."""
        found: list[Any] = []
        following: str | None = address
        while following:
            page = self.json(following)
            found += page["data"]
            following = page["links"].get("next")
        return found


@pytest.fixture
def ask(client: Client, canonical: str) -> Asking:
    """Asks as a stranger."""
    return Asking(client, canonical)


@pytest.fixture
def city(canonical: str, world: World) -> City:
    """All that OParl knows."""
    return build_city(world)
