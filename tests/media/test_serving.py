"""Documents, recordings and ranges over HTTP."""

from pathlib import Path

import pytest
from django.test import Client

from media.models import Recording
from meetings.models import Audience
from tests.recorded_world import DIGEST, RecordedWorld, build_recorded_world
from tests.world import World, build_world

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


MEDIA = bytes(range(256)) * 40


@pytest.fixture
def recorded(world: World) -> RecordedWorld:
    """The recorded world, with a segment of picture beside the texts."""
    made = build_recorded_world(world)
    (made.folder / "video-360").mkdir()
    (made.folder / "video-360" / "seg 1.m4s").write_bytes(MEDIA)
    return made


def address_of(recorded: RecordedWorld, path: str, digest: str = DIGEST) -> str:
    return f"/aufnahmen/{recorded.recording.uuid}/{digest}/{path}"


@pytest.mark.parametrize(
    ("path", "content_type", "caching"),
    [
        ("master.m3u8", "application/vnd.apple.mpegurl", "public, no-cache"),
        ("captions.vtt", "text/vtt; charset=utf-8", "public, no-cache"),
        ("video-360/seg%201.m4s", "video/iso.segment", "private, max-age=86400, immutable"),
    ],
)
def test_everyone_gets_the_public_rendition(
    client: Client, recorded: RecordedWorld, path: str, content_type: str, caching: str
) -> None:
    answer = client.get(address_of(recorded, path))
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"]) == (200, content_type, caching)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert body_of(answer) == (recorded.folder / path.replace("%20", " ")).read_bytes()


def test_a_recording_kept_by_the_office_is_there_for_the_office_only(client: Client, recorded: RecordedWorld) -> None:
    Recording.objects.filter(pk=recorded.recording.pk).update(audience=Audience.OFFICE)
    address = address_of(recorded, "master.m3u8")
    assert client.get(address).status_code == 404
    for stranger in (recorded.world.anna, recorded.world.bruno, recorded.world.emil):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
    client.force_login(recorded.world.dora)
    answer = client.get(address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")
    assert "Cookie" in answer["Vary"]


def test_a_buried_recording_and_one_without_rendition_are_not_there(client: Client, recorded: RecordedWorld) -> None:
    address = address_of(recorded, "master.m3u8")
    assert client.get(address).status_code == 200
    Recording.objects.filter(pk=recorded.recording.pk).update(current_rendition=None)
    assert client.get(address).status_code == 404
    Recording.objects.filter(pk=recorded.recording.pk).update(current_rendition=recorded.recording.current_rendition)
    assert client.get(address).status_code == 200
    recorded.recording.bury(by=recorded.world.dora)
    assert client.get(address).status_code == 404


def test_the_address_of_an_older_rendition_is_dead_even_while_its_files_lie_there(
    client: Client, recorded: RecordedWorld
) -> None:
    old = recorded.folder.with_name("cd" * 32)
    old.mkdir()
    (old / "master.m3u8").write_text("#EXTM3U\n")
    assert client.get(address_of(recorded, "master.m3u8", "cd" * 32)).status_code == 404
    assert client.get(address_of(recorded, "master.m3u8", "kein-digest")).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "../geheim.mp4",
        "%2e%2e/geheim.mp4",
        "..%2fgeheim.mp4",
        "%2e%2e%2f%2e%2e%2fgeheim.mp4",
        "video-360/../../geheim.mp4",
        "video-360/../master.m3u8",
        "..%5cgeheim.mp4",
        "{outside}/geheim.mp4",
        "verweis.mp4",
        "master.m3u8%00.mp4",
        "a" * 300 + ".mp4",
        "nirgends.mp4",
        "video-360/",
        "private.json",
        "renditions.json",
    ],
)
def test_nothing_beside_the_rendition_can_be_reached(client: Client, recorded: RecordedWorld, path: str) -> None:
    outside = recorded.folder.parent
    for folder in (outside, outside.parent):
        (folder / "geheim.mp4").write_bytes(b"geheim")
    (recorded.folder / "renditions.json").write_text("{}")
    (recorded.folder / "verweis.mp4").symlink_to(outside / "geheim.mp4")
    assert client.get(address_of(recorded, path.replace("{outside}", str(outside)))).status_code == 404
    (outside.parent / "geheim.mp4").unlink()


def test_a_player_may_ask_for_parts_of_a_segment(client: Client, recorded: RecordedWorld) -> None:
    address = address_of(recorded, "video-360/seg%201.m4s")
    whole = client.get(address)
    assert (whole["Accept-Ranges"], whole["Content-Length"]) == ("bytes", str(len(MEDIA)))
    part = client.get(address, headers={"range": "bytes=1000-1999"})
    assert (part.status_code, part["Content-Range"]) == (206, f"bytes 1000-1999/{len(MEDIA)}")
    assert (part["Content-Length"], body_of(part)) == ("1000", MEDIA[1000:2000])
    rest = client.get(address, headers={"range": f"bytes=10000-{10**12}"})
    assert (rest.status_code, body_of(rest)) == (206, MEDIA[10000:])
    beyond = client.get(address, headers={"range": f"bytes={len(MEDIA)}-"})
    assert (beyond.status_code, beyond["Content-Range"]) == (416, f"bytes */{len(MEDIA)}")
    fresh = client.get(address, headers={"range": "bytes=0-9", "if-range": whole["ETag"]})
    assert (fresh.status_code, body_of(fresh)) == (206, MEDIA[:10])
    head = client.head(address, headers={"range": "bytes=0-9"})
    assert (head.status_code, head["Content-Length"], body_of(head)) == (206, "10", b"")
    for header in ({"if-none-match": whole["ETag"]}, {"if-modified-since": whole["Last-Modified"]}):
        assert client.get(address, headers=header).status_code == 304
    assert client.post(address).status_code == 405


def test_nginx_is_told_the_name_and_never_asked_before_the_gate(
    client: Client, recorded: RecordedWorld, settings
) -> None:
    settings.SERVE_FILES_BY = "nginx"
    address = address_of(recorded, "video-360/seg%201.m4s")
    answer = client.get(address)
    inside = f"/intern/recordings/{recorded.recording.uuid}/{DIGEST}/video-360/seg%201.m4s"
    assert (answer.status_code, answer["X-Accel-Redirect"], answer.content) == (200, inside, b"")
    assert answer["Content-Type"] == "video/iso.segment"
    Recording.objects.filter(pk=recorded.recording.pk).update(audience=Audience.OFFICE)
    refused = client.get(address)
    assert refused.status_code == 404
    assert "X-Accel-Redirect" not in refused


def test_a_data_folder_behind_a_link_serves_the_same(client: Client, settings, tmp_path: Path) -> None:
    (tmp_path / "platte").mkdir()
    (tmp_path / "daten").symlink_to(tmp_path / "platte")
    settings.DATA_DIR = tmp_path / "daten"
    world = build_world()
    recorded = build_recorded_world(world)
    document = f"/dateien/{world.file.uuid}/dokument.txt"
    assert client.get(document).status_code == 200
    assert client.get(address_of(recorded, "master.m3u8")).status_code == 200
    settings.SERVE_FILES_BY = "nginx"
    sha512 = world.file.sha512
    assert client.get(document)["X-Accel-Redirect"] == f"/intern/files/{sha512[:2]}/{sha512[2:4]}/{sha512}"
    assert client.get(address_of(recorded, "master.m3u8"))["X-Accel-Redirect"].endswith(f"/{DIGEST}/master.m3u8")
