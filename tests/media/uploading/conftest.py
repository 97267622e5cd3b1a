"""Dora, who may add recordings, something to send, and a data folder of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests.media.making import make, tone
from tests.world import World


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder of its own, so that what is left behind can be counted."""
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def dora(world: World, client: Client) -> Client:
    User.objects.filter(pk__in=[world.dora.pk, world.emil.pk]).update(is_staff=True)
    client.force_login(User.objects.get(pk=world.dora.pk))
    return client


@pytest.fixture
def film(tmp_path: Path) -> bytes:
    return make(tmp_path / "sitzung.wav", *tone(2)).read_bytes()
