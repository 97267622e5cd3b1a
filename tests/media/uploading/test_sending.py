"""An upload as a client sends it: broken off, gone on with, refused, taken in."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
import time
from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from media import uploads
from media.models import Recording
from meetings.storage import path_of
from tests.media.making import make, tone
from tests.media.uploading.speaking import ALL, ask, begin, hand_in, lying_in_tmp, send, told
from tests.world import World

pytestmark = pytest.mark.django_db


def test_what_arrives_in_pieces_becomes_the_recording_it_was(world: World, dora: Client, film: bytes) -> None:
    answer = begin(dora, len(film), world.meeting.pk, "Sitzung Größe.wav")
    assert (answer.status_code, answer["Tus-Resumable"]) == (201, "1.0.0")
    assert answer["Upload-Expires"].endswith("GMT")
    address, half = answer["Location"], len(film) // 2
    assert send(dora, address, 0, film[:half])["Upload-Offset"] == str(half)
    seen = ask(dora, address)
    assert (seen["Upload-Offset"], seen["Upload-Length"]) == (str(half), str(len(film)))
    assert "no-store" in seen["Cache-Control"]
    assert seen["Upload-Metadata"] == told(filename="Sitzung Größe.wav")
    assert send(dora, address, half, film[half:]).status_code == 204
    assert hand_in(dora, world.meeting.pk, address, {"starts_at": "0:00:07"}).status_code == 302
    recording = Recording.objects.get()
    assert path_of(recording.source_sha512).read_bytes() == film
    assert recording.source_sha512 == hashlib.sha512(film).hexdigest()
    assert (recording.source_name, recording.offset) == ("Sitzung Größe.wav", 7_000)
    assert recording.history.first().history_user == world.dora
    assert lying_in_tmp() == []
    assert ask(dora, address).status_code == 404


def test_the_bytes_are_not_copied_when_they_are_whole(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film)
    (arrived,) = uploads.uploads_of(world.dora.pk)
    same = arrived.path.stat().st_ino
    hand_in(dora, world.meeting.pk, address)
    stored = path_of(Recording.objects.get().source_sha512).stat()
    assert (stored.st_ino, stored.st_nlink) == (same, 1)


def test_a_line_that_breaks_keeps_what_came_and_goes_on_from_there(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    upload = uploads.uploads_of(world.dora.pk)[0]
    pieces = iter([film[:1000], film[1000:1500]])

    # As a server reads from a connection that ends in the middle of what was announced.
    assert uploads.append(upload, lambda size: next(pieces, b""), at=0, count=len(film)) == 1500
    assert ask(dora, address)["Upload-Offset"] == "1500"
    assert send(dora, address, 1500, film[1500:])["Upload-Offset"] == str(len(film))
    assert upload.path.read_bytes() == film


@pytest.mark.parametrize("offset", [0, 400, 600])
def test_a_sender_that_is_elsewhere_writes_nothing(world: World, dora: Client, film: bytes, offset: int) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film[:500])
    answer = send(dora, address, offset, b"x" * 50)
    assert (answer.status_code, answer["Upload-Offset"]) == (409, "500")
    assert uploads.uploads_of(world.dora.pk)[0].path.read_bytes() == film[:500]


def test_only_one_sends_at_a_time(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    upload = uploads.uploads_of(world.dora.pk)[0]
    inside, leave = threading.Event(), threading.Event()

    def slow(size: int) -> bytes:
        inside.set()
        leave.wait(20)
        return b""

    first = threading.Thread(target=uploads.append, args=(upload, slow), kwargs={"at": 0, "count": 100})
    first.start()
    try:
        assert inside.wait(20)
        assert send(dora, address, 0, film).status_code == 423
    finally:
        leave.set()
        first.join()
    assert send(dora, address, 0, film).status_code == 204


def test_a_dead_connection_does_not_hold_an_upload_for_ever_and_writes_nothing_more(
    world: World, dora: Client, film: bytes
) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    upload = uploads.uploads_of(world.dora.pk)[0]
    answers: list[int] = []

    def dead(size: int) -> bytes:
        """It says nothing for longer than it may; meanwhile the client has come back on another line."""
        long_ago = time.time() - uploads.SILENT - 1
        os.utime(upload.folder / "sender", (long_ago, long_ago))
        answers.append(send(dora, address, 0, film).status_code)
        return b"too late"

    with pytest.raises(uploads.Busy):
        uploads.append(upload, dead, at=0, count=100)
    assert answers == [204]
    assert upload.path.read_bytes() == film


def test_more_than_announced_is_refused_before_it_is_read(world: World, dora: Client) -> None:
    address = begin(dora, 10, world.meeting.pk)["Location"]
    assert send(dora, address, 0, b"x" * 11).status_code == 413
    assert ask(dora, address)["Upload-Offset"] == "0"


def test_a_file_that_is_too_large_is_refused_before_its_first_byte(world: World, dora: Client, settings: Any) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    answer = begin(dora, 1001, world.meeting.pk)
    assert answer.status_code == 413
    assert "größer" in answer.text
    assert dora.options(ALL)["Tus-Max-Size"] == "1000"
    assert lying_in_tmp() == []


def test_a_full_disk_is_said_before_the_first_byte(world: World, dora: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 0, uploads.SPARE + 5_000))
    assert begin(dora, 4_000, world.meeting.pk).status_code == 201
    # The rest of what is already under way is promised.
    answer = begin(dora, 4_000, world.meeting.pk)
    assert answer.status_code == 507
    assert "Platz" in answer.text


def test_a_person_does_not_begin_without_end(world: World, dora: Client) -> None:
    for _number in range(uploads.MOST):
        begin(dora, 10, world.meeting.pk)
    answer = begin(dora, 10, world.meeting.pk)
    assert answer.status_code == 429
    assert str(uploads.MOST) in answer.text


def test_what_is_no_recording_is_said_once_and_leaves_nothing(world: World, dora: Client, data: Path) -> None:
    text, before = b"Protokoll der Sitzung\n" * 500, set(data.rglob("*"))
    address = begin(dora, len(text), world.meeting.pk, "sitzung.mp4")["Location"]
    assert send(dora, address, 0, text).status_code == 204
    answer = hand_in(dora, world.meeting.pk, address)
    assert answer.context["adminform"].form.errors["upload"] == [
        "„sitzung.mp4“ ist weder Video noch Ton. Bitte wählen Sie die Aufzeichnung der Sitzung."
    ]
    assert not Recording.objects.exists()
    assert {path for path in set(data.rglob("*")) - before if path.is_file()} == set()


def test_a_playlist_is_refused_at_its_first_bytes(world: World, dora: Client) -> None:
    address = begin(dora, 1024**2, world.meeting.pk, "sitzung.mp4")["Location"]
    answer = send(dora, address, 0, b"#EXTM3U\n#EXTINF:4,\nhttp://127.0.0.1:1/a.ts\n".ljust(5000))
    assert answer.status_code == 415
    assert "Abspielliste" in answer.text
    assert ask(dora, address).status_code == 404
    assert lying_in_tmp() == []


def test_an_upload_that_is_not_whole_is_not_taken_in(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film[:1000])
    answer = hand_in(dora, world.meeting.pk, address)
    assert "noch nicht vollständig" in answer.context["adminform"].form.errors["upload"][0]
    assert not Recording.objects.exists()
    assert ask(dora, address)["Upload-Offset"] == "1000"
    assert f"{1000 * 100 // len(film)} %" in dora.get(reverse("admin:media_recording_add")).text


def test_a_mistake_in_the_form_costs_no_second_upload(world: World, dora: Client, film: bytes) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film)
    for wrong in ({"starts_at": "bald"}, {"meeting": ""}, {"meeting": world.other_meeting.pk}):
        answer = hand_in(dora, world.meeting.pk, address, wrong)
        assert answer.status_code == 200
        assert "sitzung.wav“ ist vollständig hier" in answer.text
    assert hand_in(dora, world.meeting.pk, address).status_code == 302
    assert Recording.objects.count() == 1


def test_one_that_lies_over_another_recording_may_be_put_elsewhere(world: World, dora: Client, tmp_path: Path) -> None:
    for number, start, status in ((1, "0:00:00", 302), (2, "0:00:00,5", 200), (2, "0:00:01", 302)):
        if not uploads.uploads_of(world.dora.pk):
            film = make(tmp_path / f"{number}.wav", *tone(1, 300 + number)).read_bytes()
            address = begin(dora, len(film), world.meeting.pk, f"{number}.wav")["Location"]
            send(dora, address, 0, film)
        assert hand_in(dora, world.meeting.pk, address, {"starts_at": start}).status_code == status
    assert sorted(Recording.objects.values_list("offset", flat=True)) == [0, 1_000]
    assert lying_in_tmp() == []


@pytest.mark.parametrize("facts", ["", "{", "[]", '{"id": "x"}'])
def test_facts_that_a_power_cut_has_halved_stop_nobody_and_go_in_time(world: World, dora: Client, facts: str) -> None:
    begin(dora, 10, world.meeting.pk)
    (halved,) = uploads.uploads_of(world.dora.pk)
    (halved.folder / "facts.json").write_text(facts)
    assert begin(dora, 10, world.meeting.pk).status_code == 201
    assert [upload.id != halved.id for upload in uploads.uploads_of(world.dora.pk)] == [True]
    long_ago = time.time() - uploads.KEPT.total_seconds() - 60
    os.utime(halved.folder, (long_ago, long_ago))
    assert uploads.throw_away_expired() == 1
    assert not halved.folder.exists()


def test_one_that_is_thrown_away_while_it_is_sent_is_not_there(
    world: World, dora: Client, film: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    found = uploads.find

    def find_and_lose(*args: Any, **kwargs: Any) -> uploads.Upload | None:
        """As when the other window cancels right between this request's two looks."""
        upload = found(*args, **kwargs)
        assert upload is not None
        uploads.discard(upload)
        return upload

    monkeypatch.setattr(uploads, "find", find_and_lose)
    assert ask(dora, address).status_code == 404


@pytest.mark.parametrize("start", [-(10**9), 10**9, 10**30, "9" * 10_000, "\0"])
def test_a_place_on_the_clock_that_nobody_can_mean_is_refused(
    world: World, dora: Client, film: bytes, start: int | str
) -> None:
    address = begin(dora, len(film), world.meeting.pk)["Location"]
    send(dora, address, 0, film)
    answer = hand_in(dora, world.meeting.pk, address, {"starts_at": start})
    assert list(answer.context["adminform"].form.errors) == ["starts_at"]
    day = {"wall_start_0": "9999-12-31", "wall_start_1": "23:59:59"}
    assert list(hand_in(dora, world.meeting.pk, address, day).context["adminform"].form.errors) == ["wall_start"]
    assert not Recording.objects.exists()
