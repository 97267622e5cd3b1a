"""A client that speaks tus."""

from __future__ import annotations

import base64

from django.test import Client
from django.urls import reverse

from meetings.storage import tmp_dir

ALL = "/aufnahmen/hochladen/"
BYTES = "application/offset+octet-stream"


def told(**values: str) -> str:
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in values.items())


def begin(client: Client, length: int, meeting: int, name: str = "sitzung.wav", **headers: str):
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": str(length)} | headers
    return client.post(ALL, headers=headers | {"Upload-Metadata": told(filename=name, meeting=str(meeting))})


def send(client: Client, address: str, at: int, piece: bytes, **headers: str):
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(at)} | headers
    return client.patch(address, piece, content_type=BYTES, headers=headers)


def ask(client: Client, address: str):
    return client.head(address, headers={"Tus-Resumable": "1.0.0"})


def hand_in(client: Client, meeting: int, address: str, more: dict[str, object] | None = None, /):
    given = {"meeting": meeting, "title": "", "received": address.strip("/").rpartition("/")[2]}
    return client.post(reverse("admin:media_recording_add"), given | (more or {}))


def lying_in_tmp() -> list[str]:
    return [str(path.relative_to(tmp_dir())) for path in tmp_dir().rglob("*") if path.is_file()]
