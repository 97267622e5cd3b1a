"""Pages are small on the wire without nginx too; recordings are left as they are, above all in pieces."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import Client

from ris.upkeep.compressing import CompressPages
from tests.recorded_world import build_recorded_world
from tests.world import World

ZIPPED = {"Accept-Encoding": "gzip, br"}


@pytest.mark.django_db
def test_a_page_comes_compressed_to_those_who_can_read_it(client: Client, world: World) -> None:
    answer = client.get("/vorlagen/", headers=ZIPPED)
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    plain = client.get("/vorlagen/")
    assert "Content-Encoding" not in plain
    # The form's token is another one in each answer.
    assert gzip.decompress(answer.content)[:300] == plain.content[:300]
    assert len(answer.content) < len(plain.content) / 2


@pytest.mark.django_db
def test_a_recording_is_never_compressed_neither_whole_nor_in_pieces(client: Client, world: World) -> None:
    here = build_recorded_world(world)
    (here.folder / "audio.m4a").write_bytes(b"sound " * 2_000)
    (here.folder / "captions.vtt").write_text("WEBVTT\n\n" + "00:02.000 --> 00:08.000\nDie Straßenbahn\n\n" * 200)
    base = f"/aufnahmen/{here.recording.uuid}/{here.folder.name}"
    whole = client.get(f"{base}/audio.m4a", headers=ZIPPED)
    assert whole.status_code == 200
    assert "Content-Encoding" not in whole
    piece = client.get(f"{base}/captions.vtt", headers=ZIPPED | {"Range": "bytes=0-999"})
    assert piece.status_code == 206
    assert "Content-Encoding" not in piece


def test_behind_nginx_nginx_does_it(settings: Any) -> None:
    settings.SERVE_FILES_BY = "nginx"
    with pytest.raises(MiddlewareNotUsed):
        CompressPages(lambda request: None)
