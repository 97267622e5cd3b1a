"""Documents and ranges over HTTP."""

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def body_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_public_document_comes_whole_and_in_parts(client: Client, world: World) -> None:
    address = f"/dateien/{world.file.uuid}/dokument.txt"
    whole = client.get(address)
    text = body_of(whole)
    assert whole.status_code == 200
    assert whole["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in whole["Content-Security-Policy"]
    part = client.get(address, headers={"range": "bytes=2-5"})
    assert (part.status_code, body_of(part)) == (206, text[2:6])
    assert part["Content-Range"] == f"bytes 2-5/{len(text)}"
    tail = client.get(address, headers={"range": "bytes=-4"})
    assert body_of(tail) == text[-4:]
    beyond = client.get(address, headers={"range": f"bytes={len(text)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(text)}")
    stale = client.get(address, headers={"range": "bytes=2-5", "if-range": '"other"'})
    assert (stale.status_code, body_of(stale)) == (200, text)
    assert client.get(address, headers={"if-none-match": whole["ETag"]}).status_code == 304
    head = client.head(address)
    assert (head["Content-Length"], body_of(head)) == (str(len(text)), b"")


def test_an_internal_document_is_not_there_for_strangers(client: Client, world: World) -> None:
    address = f"/dateien/{world.internal_file.uuid}/dokument.txt"
    assert client.get(address).status_code == 404
    client.force_login(world.clara)
    assert client.get(address).status_code == 404
    client.force_login(world.dora)
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
