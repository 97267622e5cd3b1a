"""The corners of the tus protocol 1.0.0."""

from __future__ import annotations

import base64
import hashlib
import os
import time

import pytest
from django.test import Client

from media import uploads
from tests.media.uploading.speaking import ALL, BYTES, ask, begin, lying_in_tmp, send
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_server_says_what_it_can(dora: Client) -> None:
    answer = dora.options(ALL)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {"creation", "expiration", "checksum", "termination"}
    assert "sha1" in answer["Tus-Checksum-Algorithm"].split(",")


def test_another_version_is_refused(world: World, dora: Client) -> None:
    answer = begin(dora, 10, world.meeting.pk, **{"Tus-Resumable": "0.2.2"})
    assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Upload-Length": "viel"}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "٣"}, 400),
        ({"Upload-Length": "9" * 30}, 400),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": "", "Upload-Defer-Length": "1"}, 400),
    ],
)
def test_what_cannot_be_understood_is_refused(world: World, dora: Client, headers: dict[str, str], status: int) -> None:
    assert begin(dora, 10, world.meeting.pk, **headers).status_code == status
    assert lying_in_tmp() == []


@pytest.mark.parametrize("name", ["", "/", " ", "\x00\x01", "dir/"])
def test_a_file_needs_a_name(world: World, dora: Client, name: str) -> None:
    assert begin(dora, 10, world.meeting.pk, name).status_code == 400


def test_a_name_is_no_path(world: World, dora: Client) -> None:
    begin(dora, 10, world.meeting.pk, "..\\../\x00etc/pass\x07wd")
    assert uploads.uploads_of(world.dora.pk)[0].name == "passwd"


@pytest.mark.parametrize("metadata", ["filename %%%", "filename 4pyT4p", "filename", "", "filename /w=="])
def test_unreadable_metadata_is_refused(world: World, dora: Client, metadata: str) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Metadata": metadata}
    assert dora.post(ALL, headers=headers).status_code == 400


def test_a_piece_with_a_wrong_checksum_is_not_kept(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film[:100])

    def named(name: str, piece: bytes) -> dict[str, str]:
        return {"Upload-Checksum": f"{name} {base64.b64encode(hashlib.new(name, piece).digest()).decode()}"}

    assert send(dora, address, 100, film[100:200], **named("sha1", b"anders")).status_code == 460
    assert ask(dora, address)["Upload-Offset"] == "100"
    assert send(dora, address, 100, film[100:200], **{"Upload-Checksum": "crc7 AAAA"}).status_code == 400
    assert send(dora, address, 100, film[100:200], **named("sha512", film[100:200])).status_code == 204


def test_where_a_network_forbids_patch_post_stands_for_it(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"}
    assert dora.post(address, film, content_type=BYTES, headers=headers).status_code == 204
    assert dora.post(address, film, content_type=BYTES, headers={"Tus-Resumable": "1.0.0"}).status_code == 405


def test_bytes_under_another_name_are_refused(world: World, dora: Client) -> None:
    address = begin(dora, 10, world.meeting.pk)["Location"]
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0"}
    assert dora.patch(address, b"x", content_type="text/plain", headers=headers).status_code == 415


def test_a_cancelled_upload_is_gone_at_once(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film[:100])
    assert dora.delete(address, headers={"Tus-Resumable": "1.0.0"}).status_code == 204
    assert ask(dora, address).status_code == 404
    assert lying_in_tmp() == []


def test_what_nobody_goes_on_with_is_thrown_away(world: World, dora: Client, film: bytes) -> None:
    old = begin(dora, len(film), world.meeting.pk)["Location"]
    begin(dora, 10, world.meeting.pk)
    (forgotten, _fresh) = sorted(uploads.uploads_of(world.dora.pk), key=lambda upload: -upload.length)
    long_ago = time.time() - uploads.KEPT.total_seconds() - 60
    os.utime(forgotten.path, (long_ago, long_ago))
    assert ask(dora, old).status_code == 404
    assert uploads.throw_away_expired() == 1
    assert len(lying_in_tmp()) == 2, "the fresh one stays"


@pytest.mark.parametrize("words", ["filename ü", "filename YQ==,meeting ü", "filename \udc80"])
def test_headers_in_other_letters_are_refused(world: World, dora: Client, words: str) -> None:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "10", "Upload-Metadata": words}
    assert dora.post(ALL, headers=headers).status_code == 400
    address = begin(dora, 10, world.meeting.pk)["Location"]
    assert send(dora, address, 0, b"x", **{"Upload-Checksum": "sha1 ü"}).status_code == 400
    assert ask(dora, address)["Upload-Offset"] == "0"
