"""The real ffmpeg on small real media: what is taken in, what is refused, and that nothing in a source is fetched."""

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from media import ffmpeg
from media.ffmpeg import FfmpegError
from tests.media.making import CONTAINERS, H264, make, picture, tone


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_recorders_write_is_taken(tmp_path: Path, name: str) -> None:
    facts = ffmpeg.probe(make(tmp_path / name, *CONTAINERS[name]))
    assert facts.duration == pytest.approx(4_000, abs=150)
    assert facts.sound is not None
    assert (facts.video is not None) == (len(CONTAINERS[name]) > 6)


def test_black_and_silence_are_noticed(tmp_path: Path) -> None:
    dark = make(
        tmp_path / "dunkel.mp4", "-f", "lavfi", "-i", "color=black:s=160x90:r=5:d=40", "-f", "lavfi", "-i",
        "anullsrc=r=48000", "-t", "40", *H264,
    )  # fmt: skip
    heard = ffmpeg.silent_and_black(dark, ffmpeg.probe(dark))
    assert heard.silence > 35_000
    assert heard.black > 25_000
    assert heard.ends == ffmpeg.probe(dark).duration


@pytest.mark.parametrize("name", ["a.mkv", "a.mp4"])
def test_a_file_that_breaks_off_is_as_long_as_what_is_there(tmp_path: Path, name: str) -> None:
    whole = make(tmp_path / name, *picture(20), *tone(20), *H264, "-movflags", "+faststart")
    broken = tmp_path / f"broken-{name}"
    broken.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    facts = ffmpeg.probe(broken)
    assert facts.duration == pytest.approx(20_000, abs=100), "its head still says so"
    assert 7_000 < ffmpeg.silent_and_black(broken, facts).ends < 13_000
    assert ffmpeg.silent_and_black(whole, ffmpeg.probe(whole)).ends == ffmpeg.probe(whole).duration


def test_a_picture_with_one_key_frame_and_no_sound_did_not_break_off(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.mp4", *picture(20), *H264, "-g", "10000", "-keyint_min", "10000")
    facts = ffmpeg.probe(whole)
    assert ffmpeg.silent_and_black(whole, facts).ends == facts.duration


def refused(path: Path) -> str:
    with pytest.raises(FfmpegError) as trouble:
        ffmpeg.probe(path)
    return trouble.value.code


def test_what_is_no_recording_is_named(tmp_path: Path) -> None:
    text = tmp_path / "brief.mp4"
    text.write_text("Sehr geehrte Damen und Herren,\nanbei die Niederschrift.\n" * 50)
    assert refused(text) == "not_a_medium"
    nothing = tmp_path / "leer.mp4"
    nothing.touch()
    assert refused(nothing) == "empty"
    whole = make(tmp_path / "ganz.mp4", *picture(), *tone(), *H264)
    part = tmp_path / "teil.mp4"
    part.write_bytes(whole.read_bytes()[:40_000])
    assert refused(part) == "truncated"
    lying = tmp_path / "film.mp4"
    lying.write_bytes(make(tmp_path / "film.mkv", *picture(), *tone(), *H264).read_bytes())
    assert refused(lying) == "wrong_ending"
    letter = tmp_path / "niederschrift.pdf"
    letter.write_bytes(whole.read_bytes())
    assert refused(letter) == "wrong_ending"
    nameless = tmp_path / "sitzung"
    nameless.write_bytes(whole.read_bytes())
    assert ffmpeg.probe(nameless).video is not None, "who says nothing does not lie"


@pytest.fixture
def listener() -> Iterator[tuple[int, list[str]]]:
    """A real server that writes down who asks."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_GET

        def log_message(self, *arguments: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1], asked
    server.shutdown()
    server.server_close()


SCRIPTS = {
    "hls.mp4": "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n",
    "file.mp4": "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "list.mp4": "ffconcat version 1.0\nfile 'http://127.0.0.1:{port}/a.mp4'\n",
    "old.avi": "\n# Liste\nfile 'http://127.0.0.1:{port}/a.mp4'\n",
    "dash.mp4": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"><BaseURL>http://127.0.0.1:{port}/</BaseURL></MPD>',
    "sdp.mp4": "v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video {port} RTP/AVP 96\n",
    "late.mp4": " " * 6000 + "#EXTM3U\n#EXTINF:4,\nhttp://127.0.0.1:{port}/a.ts\n",
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_playlist_in_disguise_fetches_nothing(tmp_path: Path, listener: tuple[int, list[str]], name: str) -> None:
    port, asked = listener
    path = tmp_path / name
    path.write_text(SCRIPTS[name].format(port=port))
    assert refused(path) in {"script", "not_a_medium"}
    assert asked == []


def test_the_second_wall_holds_where_the_first_is_blind(tmp_path: Path, listener: tuple[int, list[str]]) -> None:
    """Even when a playlist reaches ffmpeg itself, the whitelists let it open nothing."""
    port, asked = listener
    path = tmp_path / "hls.mp4"
    path.write_text(SCRIPTS["hls.mp4"].format(port=port))
    with pytest.raises(FfmpegError):
        ffmpeg.mezzanine(path, tmp_path / "ton.flac", duration=4_000)
    assert asked == []


def test_the_recognizer_hears_the_whole_part_on_the_same_clock(sitting: Path, tmp_path: Path) -> None:
    facts = ffmpeg.probe(sitting)
    ffmpeg.mezzanine(sitting, tmp_path / "ton.flac", duration=facts.duration)
    made = ffmpeg.probe(tmp_path / "ton.flac")
    assert made.sound is not None
    assert (made.sound.rate, made.sound.channels) == (16_000, 1)
    assert made.duration == pytest.approx(facts.duration, abs=30)
