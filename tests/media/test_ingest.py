"""Taking recordings in: real media of every kind, and refusals that leave nothing behind and fetch nothing."""

import http.server
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone, translation

from jobs.models import Stage
from media.ingest import NotARecording, add_recording, media_in
from media.models import Recording
from meetings.storage import path_of
from tests.media.making import CONTAINERS, H264, make, picture, tone
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(settings, tmp_path: Path) -> Path:
    """A data folder of its own, so that what is left behind can be counted."""
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine and the list of what it was asked for."""
    requests: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET

        def log_message(self, *args: object) -> None:
            """Silent."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", requests
        server.shutdown()
        thread.join()


def lying_in(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def refused(world: World, data: Path, source: Path, **options: object) -> NotARecording:
    """The refusal, after making sure that it left no row, no bytes and no unfinished work."""
    files, rows, stages = lying_in(data), Recording.objects.count(), Stage.objects.count()
    with pytest.raises(NotARecording) as trouble:
        add_recording(world.meeting, source, **options)  # type: ignore[arg-type]
    assert lying_in(data) == files
    assert Recording.objects.count() == rows
    assert Stage.objects.count() == stages
    with translation.override("de"):
        sentence = str(trouble.value)
    assert len(sentence) > len("“”.") + len(source.name)
    assert "%(" not in sentence
    assert trouble.value.code not in sentence.split()
    return trouble.value


@pytest.mark.parametrize("name", ["a.mkv", "a.ts", "a.avi", "a.mpg", "a.wmv", "a.webm"])
def test_odd_containers_are_taken_in_byte_by_byte(world: World, tmp_path: Path, name: str) -> None:
    source = make(tmp_path / name, *CONTAINERS[name])
    recording = add_recording(world.meeting, source)
    assert path_of(recording.source_sha512).read_bytes() == source.read_bytes()
    assert (recording.source_name, recording.source_size) == (name, source.stat().st_size)
    assert (recording.has_video, recording.has_audio, recording.warnings) == (True, True, [])
    assert recording.duration == pytest.approx(4_000, abs=150)
    assert recording.facts["video"]["width"] == 320
    assert recording.audience == "office"
    assert {"media.probe", "media.mezzanine", "media.render"} <= set(
        Stage.objects.filter(subject="media.Recording", subject_id=recording.pk).values_list("name", flat=True)
    )


def test_sound_alone_and_picture_alone_are_taken_in_with_a_word(world: World, tmp_path: Path) -> None:
    heard = add_recording(world.meeting, make(tmp_path / "ton.mp3", *tone()))
    assert (heard.has_video, heard.has_audio, heard.warnings) == (False, True, ["no_video"])
    seen = add_recording(world.meeting, make(tmp_path / "stumm.mp4", *picture(), *H264))
    assert (seen.has_video, seen.has_audio, seen.warnings) == (True, False, ["no_audio"])


def text_named_mp4(folder: Path) -> Path:
    path = folder / "sitzung.mp4"
    path.write_text("Protokoll der Sitzung\n" * 500)
    return path


def half_a_film(folder: Path) -> Path:
    whole = make(folder / "ganz.mp4", *picture(), *tone(), *H264).read_bytes()
    path = folder / "halb.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def nothing(folder: Path) -> Path:
    path = folder / "leer.mp4"
    path.touch()
    return path


def wrong_ending(folder: Path) -> Path:
    return make(folder / "film.mkv", *picture(), *tone(), *H264).rename(folder / "film.mp4")


def missing(folder: Path) -> Path:
    return folder / "nirgends.mp4"


def a_folder(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (text_named_mp4, "not_a_medium"),
        (half_a_film, "truncated"),
        (nothing, "empty"),
        (wrong_ending, "wrong_ending"),
        (missing, "not_found"),
        (a_folder, "not_found"),
    ],
)
def test_what_is_no_recording_is_refused_and_leaves_nothing(
    world: World, data: Path, tmp_path: Path, source: Callable[[Path], Path], code: str
) -> None:
    assert refused(world, data, source(tmp_path)).code == code


@pytest.mark.parametrize(
    "text",
    [
        "#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:4,\n{url}/teil.ts\n#EXT-X-ENDLIST\n",
        "ffconcat version 1.0\nfile '{url}/teil.ts'\n",
        '<?xml version="1.0"?><MPD><BaseURL>{url}/</BaseURL></MPD>',
        "{url}/teil.ts\n",
    ],
)
@pytest.mark.parametrize("name", ["sitzung.mp4", "sitzung.ts", "sitzung.m3u8"])
def test_a_playlist_disguised_as_a_video_fetches_nothing(
    world: World, data: Path, tmp_path: Path, asked: tuple[str, list[str]], text: str, name: str
) -> None:
    url, requests = asked
    source = tmp_path / name
    source.write_text(text.format(url=url))
    assert refused(world, data, source).code == "script"
    assert requests == []


def test_the_same_file_is_taken_once_and_its_bytes_stay(world: World, data: Path, tmp_path: Path) -> None:
    source = make(tmp_path / "ton.wav", *tone(1))
    recording = add_recording(world.meeting, source)
    assert refused(world, data, source, name="anders.wav").code == "already_here"
    assert path_of(recording.source_sha512).exists()
    # In another meeting it is another recording of the same bytes.
    assert add_recording(world.other_meeting, source).source_sha512 == recording.source_sha512


def test_a_buried_recording_can_be_added_again(world: World, tmp_path: Path) -> None:
    source = make(tmp_path / "ton.wav", *tone(1))
    add_recording(world.meeting, source).bury(by=world.dora)
    assert add_recording(world.meeting, source).offset == 0


def test_a_file_that_still_grows_is_refused(world: World, data: Path, tmp_path: Path) -> None:
    source = make(tmp_path / "ton.wav", *tone(1))
    over = threading.Event()

    def record_on() -> None:
        while not over.wait(0.005):
            with source.open("ab") as stream:
                stream.write(b"\0" * 100)

    recorder = threading.Thread(target=record_on)
    recorder.start()
    try:
        assert refused(world, data, source).code == "changed_meanwhile"
    finally:
        over.set()
        recorder.join()


def test_parts_follow_each_other_on_the_clock(world: World, data: Path, tmp_path: Path) -> None:
    first = add_recording(world.meeting, make(tmp_path / "1.wav", *tone(2)))
    second = add_recording(world.meeting, make(tmp_path / "2.wav", *tone(3)))
    assert (first.offset, first.position) == (0, 0)
    assert (second.offset, second.position) == (2_000, 1)
    third = make(tmp_path / "3.wav", *tone(1))
    assert refused(world, data, third, offset=4_500).code == "overlapping"
    assert add_recording(world.meeting, third, offset=-1_000).offset == -1_000


def test_wall_times_say_where_a_part_lies(world: World, tmp_path: Path) -> None:
    start = timezone.now().replace(microsecond=0)
    add_recording(world.meeting, make(tmp_path / "1.wav", *tone(2)), wall_start=start)
    later = start + timedelta(minutes=15)
    assert add_recording(world.meeting, make(tmp_path / "2.wav", *tone(1)), wall_start=later).offset == 900_000


def test_a_folder_is_read_in_the_order_people_number(tmp_path: Path) -> None:
    for name in ("teil10.wav", "teil2.wav", "Teil1.wav"):
        make(tmp_path / name, *tone(1))
    (tmp_path / "notizen.txt").write_text("Ton an um 18 Uhr\n")
    (tmp_path / "kaputt3.mp4").write_text("nichts")
    assert [path.name for path in media_in(tmp_path)] == ["kaputt3.mp4", "Teil1.wav", "teil2.wav", "teil10.wav"]


def test_a_folder_without_media_is_said(tmp_path: Path) -> None:
    (tmp_path / "notizen.txt").write_text("nur Text")
    with pytest.raises(NotARecording) as trouble:
        media_in(tmp_path)
    assert trouble.value.code == "nothing_in_folder"
