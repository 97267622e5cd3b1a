"""The real ffmpeg on small real media: what is taken in, what is refused, and that nothing of a cut gets out."""

import http.server
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy
import pytest

from media import ffmpeg, rendering
from media.ffmpeg import FfmpegError
from media.timeline import Edit, Kind, Part, Timeline


def make(path: Path, *arguments: str) -> Path:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments, str(path)], check=True, timeout=60)
    return path


def picture(seconds: float = 4, size: str = "320x180") -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc=s={size}:r=25:d={seconds}"]


def tone(seconds: float = 4, hertz: int = 440) -> list[str]:
    return ["-f", "lavfi", "-i", f"sine={hertz}:d={seconds}:r=48000"]


H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50", "-c:a", "aac"]


@pytest.fixture
def sitting(tmp_path: Path) -> Path:
    """Twelve seconds: grey and quiet at 440 Hz, but from 4.2 s to 7.1 s pure red and 3 kHz — what nobody may see or hear."""
    graph = (
        "color=c=0x707070:s=320x180:r=25:d=12,drawbox=c=red:t=fill:enable='gte(t,4.199)*lt(t,7.099)'[v];"
        "sine=440:d=12:r=48000,asetnsamples=48,volume=0:enable='gte(t,4.1995)*lt(t,7.0995)'[quiet];"
        "sine=3000:d=12:r=48000,asetnsamples=48,volume=0:enable='lt(t,4.1995)+gte(t,7.0995)'[secret];"
        "[quiet][secret]amix=inputs=2:normalize=0[a]"
    )
    # Sound without loss: AAC would smear the tone itself over its borders.
    return make(tmp_path / "sitzung.mkv", "-filter_complex", graph, "-map", "[v]", "-map", "[a]", *H264[:-1], "flac")


def render(source: Path, folder: Path, *edits: Edit) -> rendering.Rendered:
    facts = ffmpeg.probe(source)
    return rendering.render(
        source, folder, facts, Timeline(Part(0, facts.duration), edits), progress=lambda percent, note: None
    )


def sound_in(path: Path) -> numpy.ndarray:
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", "48000", "-"],
        check=True, capture_output=True, timeout=60,
    ).stdout  # fmt: skip
    return numpy.frombuffer(raw, dtype="<f4")


def share_at(sound: numpy.ndarray, hertz: int) -> float:
    """How loud this tone is in the loudest 20 ms, relative to full scale."""
    window = 960
    frames = sound[: len(sound) // window * window].reshape(-1, window) * numpy.hanning(window)
    return float(numpy.abs(numpy.fft.rfft(frames, axis=1))[:, round(hertz * window / 48000)].max() / (window / 4))


def frames_in(playlist: Path) -> numpy.ndarray:
    """All frames as 32 × 18 RGB."""
    raw = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(playlist), "-vf", "scale=32:18", "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"],
        check=True, capture_output=True, timeout=60,
    ).stdout  # fmt: skip
    return numpy.frombuffer(raw, dtype=numpy.uint8).reshape(-1, 18, 32, 3)


def reddest(frames: numpy.ndarray) -> float:
    means = frames.reshape(len(frames), -1, 3).mean(axis=1)
    return float((means[:, 0] - means[:, 1]).max())


def picture_list(folder: Path) -> Path:
    return next(folder.glob("video-*/index.m3u8"))


def test_the_secret_is_there_when_nothing_is_edited(sitting: Path, tmp_path: Path) -> None:
    render(sitting, tmp_path / "out")
    assert share_at(sound_in(tmp_path / "out" / "audio.m4a"), 3000) > 0.05
    assert reddest(frames_in(picture_list(tmp_path / "out"))) > 100


@pytest.mark.parametrize("rate", ["25", "25 interlaced", "30000/1001"])
def test_nothing_of_a_cut_is_in_the_public_files(sitting: Path, tmp_path: Path, rate: str) -> None:
    source = sitting
    if rate == "25 interlaced":
        halves = ["-vf", "setfield=tff", *H264[:-1], "copy", "-flags", "+ildct+ilme", "-x264-params", "tff=1"]
        source = make(tmp_path / "halb.mkv", "-i", str(sitting), *halves)
        video = ffmpeg.probe(source).video
        assert video is not None
        assert video.interlaced
        cut = Edit(Kind.CUT, 4_200, 7_100)
    elif rate != "25":
        source = make(tmp_path / "anders.mkv", "-i", str(sitting), "-r", rate, *H264[:-1], "copy")
        # A new rate shows some of the red one frame earlier or later: the office would have cut there.
        cut = Edit(Kind.CUT, 4_160, 7_140)
    else:
        cut = Edit(Kind.CUT, 4_200, 7_100)
    done = render(source, tmp_path / "out", cut)
    sound = sound_in(tmp_path / "out" / "audio.m4a")
    assert share_at(sound, 3000) < 0.02
    frames = frames_in(picture_list(tmp_path / "out"))
    assert len(frames) > 200
    assert reddest(frames) < 12
    assert done.duration == ffmpeg.probe(source).duration - (cut.ends - cut.starts)
    assert abs(len(sound) / 48 - done.duration) < 60


def test_many_cuts_do_not_pull_picture_and_sound_apart(sitting: Path, tmp_path: Path) -> None:
    cuts = [Edit(Kind.CUT, at, at + 107) for at in range(300, 11_000, 331)]
    done = render(sitting, tmp_path / "out", *cuts)
    shown = len(frames_in(picture_list(tmp_path / "out"))) * 40
    heard = len(sound_in(tmp_path / "out" / "audio.m4a")) / 48
    assert abs(shown - done.duration) <= 40
    assert abs(heard - done.duration) < 60


def test_mute_silences_and_still_hides_and_both_keep_the_clock(sitting: Path, tmp_path: Path) -> None:
    done = render(sitting, tmp_path / "out", Edit(Kind.MUTE, 4_200, 7_100), Edit(Kind.STILL, 4_200, 7_100))
    assert share_at(sound_in(tmp_path / "out" / "audio.m4a"), 3000) < 0.02
    frames = frames_in(picture_list(tmp_path / "out"))
    assert reddest(frames) < 12
    assert abs(len(frames) * 40 - done.duration) <= 40
    assert done.duration == ffmpeg.probe(sitting).duration


def test_everything_cut_leaves_nothing_to_render(sitting: Path, tmp_path: Path) -> None:
    with pytest.raises(FfmpegError) as trouble:
        render(sitting, tmp_path / "out", Edit(Kind.CUT, 0, 60_000))
    assert trouble.value.code == "nothing_public"


def test_loudness_is_brought_to_the_target_without_breaking_the_peak(tmp_path: Path) -> None:
    # Quiet noise with short loud claps: gain alone would break the peak.
    graph = (
        "anoisesrc=d=20:c=pink:a=0.1:r=48000:seed=7[n];"
        "anoisesrc=d=20:c=white:a=0.8:r=48000:seed=8,volume=0:enable='gt(mod(t,5),0.03)':eval=frame[c];"
        "[n][c]amix=inputs=2:normalize=0"
    )
    source = make(tmp_path / "laut.wav", "-filter_complex", graph)
    render(source, tmp_path / "out")
    made = tmp_path / "out" / "audio.m4a"
    loud, peak = ffmpeg.levels_of(made)
    assert peak <= -1.0
    assert loud == pytest.approx(-16, abs=1.5)


@pytest.mark.parametrize(
    ("size", "heights"),
    [("128x96", [96]), ("640x360", [360]), ("720x400", [360]), ("720x576", [360, 576]), ("1920x1080", [360, 720])],
)
def test_no_picture_is_larger_than_the_source(tmp_path: Path, size: str, heights: list[int]) -> None:
    # MPEG-4 Visual cannot be copied to a browser.
    source = make(tmp_path / "a.avi", *picture(1, size), "-c:v", "mpeg4")
    facts = ffmpeg.probe(source)
    assert rendering.heights_of(source, facts, Timeline(Part(0, facts.duration))) == heights
    render(source, tmp_path / "out")
    made = sorted(int(folder.name.removeprefix("video-")) for folder in (tmp_path / "out").glob("video-*"))
    assert made == heights
    assert len(frames_in(tmp_path / "out" / f"video-{heights[-1]}" / "index.m3u8")) >= 24


@pytest.mark.parametrize(("seconds_apart", "copied"), [(2, True), (6, True), (7, False)])
def test_a_picture_is_copied_only_where_key_frames_stand_close_and_no_edit_touches_it(
    tmp_path: Path, seconds_apart: int, copied: bool
) -> None:
    keys = ["-g", str(25 * seconds_apart), "-keyint_min", str(25 * seconds_apart), "-sc_threshold", "0"]
    source = make(tmp_path / "a.mp4", *picture(15), *tone(15), *H264, *keys)
    facts = ffmpeg.probe(source)

    def heights(*edits: Edit) -> list[int | None]:
        return rendering.heights_of(source, facts, Timeline(Part(0, facts.duration), edits))

    assert heights() == ([None] if copied else [180])
    assert heights(Edit(Kind.MUTE, 1_000, 2_000)) == heights(), "sound is encoded anyway"
    assert heights(Edit(Kind.CUT, 1_000, 2_000)) == [180]
    assert heights(Edit(Kind.STILL, 1_000, 2_000)) == [180]


def interlaced_in(path: Path) -> int:
    """How many frames ffmpeg's own detector takes for two half pictures."""
    said = subprocess.run(
        ["ffmpeg", "-hide_banner", "-i", str(path), "-vf", "idet", "-an", "-f", "null", "-"],
        check=True, capture_output=True, text=True, timeout=60,
    ).stderr  # fmt: skip
    found = re.search(r"Multi frame detection: TFF:\s*(\d+) BFF:\s*(\d+)", said)
    assert found
    return int(found[1]) + int(found[2])


def test_half_pictures_are_made_whole_and_square(tmp_path: Path) -> None:
    source = make(
        tmp_path / "a.mp4", "-f", "lavfi", "-i", "testsrc=s=720x576:r=50:d=4,tinterlace=interleave_top,setsar=16/15",
        "-c:v", "libx264", "-preset", "ultrafast", "-flags", "+ildct+ilme", "-x264-params", "tff=1", "-pix_fmt", "yuv420p",
        "-g", "50",
    )  # fmt: skip
    facts = ffmpeg.probe(source)
    assert facts.video is not None
    assert (facts.video.interlaced, facts.video.width, facts.video.height) == (True, 768, 576)
    assert interlaced_in(source) > 50
    render(source, tmp_path / "out")
    made = tmp_path / "out" / "video-576" / "index.m3u8"
    assert interlaced_in(made) == 0
    assert len(frames_in(made)) == 100
    assert "RESOLUTION=768x576" in (tmp_path / "out" / "master.m3u8").read_text()


def test_a_picture_that_is_turned_or_stretched_is_not_copied(tmp_path: Path) -> None:
    plain = make(tmp_path / "plain.mp4", *picture(4), *H264)
    turned = (
        make(tmp_path / "turned.mp4", "-display_rotation", "90", "-i", str(plain), "-c", "copy") if _turns() else None
    )
    stretched = make(tmp_path / "wide.mp4", *picture(4), "-vf", "setsar=4/3", *H264)
    for path, width in ((turned, 180), (stretched, 427)):
        if path is not None:
            facts = ffmpeg.probe(path)
            assert facts.video is not None
            assert facts.video.width == width
            assert rendering.heights_of(path, facts, Timeline(Part(0, facts.duration))) != [None]


def _turns() -> bool:
    """Whether this ffmpeg can write the mark of a turned picture (6.0 and later)."""
    said = subprocess.run(["ffmpeg", "-hide_banner", "-h", "full"], capture_output=True, text=True, check=True).stdout
    return "-display_rotation" in said


CONTAINERS = {
    "a.mp4": [*picture(), *tone(), *H264],
    "a.mov": [*picture(), *tone(), *H264],
    "a.mkv": [*picture(), *tone(), *H264],
    "a.ts": [*picture(), *tone(), *H264],
    "a.avi": [*picture(), *tone(), "-c:v", "mpeg4", "-c:a", "libmp3lame"],
    "a.webm": [*picture(), *tone(), "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"],
    "a.mpg": [*picture(), *tone(), "-c:v", "mpeg2video", "-c:a", "mp2"],
    "a.flv": [*picture(), *tone(), *H264, "-ar", "44100"],
    "a.wmv": [*picture(), *tone(), "-c:v", "wmv2", "-c:a", "wmav2"],
    "a.dv": [
        *picture(),
        *tone(),
        "-s",
        "720x576",
        "-c:v",
        "dvvideo",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "pcm_s16le",
        "-ac",
        "2",
    ],
    "a.rm": [*picture(), *tone(), "-s", "352x288", "-c:v", "rv10", "-c:a", "ac3"],
    "a.wtv": [*picture(), *tone(), "-c:v", "mpeg2video", "-c:a", "mp2"],
    "a.mp3": tone(),
    "a.wav": tone(),
    "a.flac": tone(),
    "a.opus": [*tone(), "-c:a", "libopus"],
    "a.m4a": [*tone(), "-c:a", "aac"],
    "a.caf": tone(),
    "a.wv": [*tone(), "-c:a", "wavpack"],
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_what_recorders_write_is_taken(tmp_path: Path, name: str) -> None:
    facts = ffmpeg.probe(make(tmp_path / name, *CONTAINERS[name]))
    assert facts.duration == pytest.approx(4_000, abs=150)
    assert facts.sound is not None
    assert (facts.video is not None) == (len(CONTAINERS[name]) > 6)


def test_a_picture_without_sound_and_a_sound_without_picture_are_rendered(tmp_path: Path) -> None:
    silent = make(tmp_path / "stumm.mp4", *picture(), *H264)
    assert ffmpeg.probe(silent).sound is None
    assert "audio" not in render(silent, tmp_path / "one").files
    heard = make(tmp_path / "ton.wav", *tone())
    assert "poster" not in render(heard, tmp_path / "two").files
    assert "mp4a.40.2" in (tmp_path / "two" / "master.m3u8").read_text()


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


def test_progress_rises_and_whoever_raises_in_it_ends_ffmpeg(tmp_path: Path) -> None:
    source = make(tmp_path / "lang.mkv", *picture(60, "640x360"), *tone(60), *H264, "-g", "400")
    facts = ffmpeg.probe(source)
    line = Timeline(Part(0, facts.duration), [Edit(Kind.CUT, 1_000, 2_000)])
    told: list[float] = []

    class Cancelled(Exception):
        pass

    def tell(percent: float) -> None:
        told.append(percent)
        if percent > 10:
            raise Cancelled

    with pytest.raises(Cancelled):
        ffmpeg.video_of(source, tmp_path / "out", facts, height=360, spans=line.public_spans, progress=tell)
    assert told == sorted(told)
    still_running = subprocess.run(["pgrep", "-f", str(tmp_path)], capture_output=True, text=True, check=False).stdout
    assert still_running == ""


def test_the_recognizer_hears_the_whole_part_on_the_same_clock(sitting: Path, tmp_path: Path) -> None:
    facts = ffmpeg.probe(sitting)
    ffmpeg.mezzanine(sitting, tmp_path / "ton.flac", duration=facts.duration)
    made = ffmpeg.probe(tmp_path / "ton.flac")
    assert made.sound is not None
    assert (made.sound.rate, made.sound.channels) == (16_000, 1)
    assert made.duration == pytest.approx(facts.duration, abs=30)
