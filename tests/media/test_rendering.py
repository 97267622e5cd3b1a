"""What the public gets: nothing of a cut, at the right loudness, no larger than the source."""

import re
import subprocess
from pathlib import Path

import pytest

from media import ffmpeg, rendering
from media.ffmpeg import FfmpegError
from media.timeline import Edit, Kind, Part, Timeline
from tests.media.looking import frames_in, picture_list, reddest, render, share_at, sound_in
from tests.media.making import H264, make, picture, tone


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


def test_a_picture_without_sound_and_a_sound_without_picture_are_rendered(tmp_path: Path) -> None:
    silent = make(tmp_path / "stumm.mp4", *picture(), *H264)
    assert ffmpeg.probe(silent).sound is None
    assert "audio" not in render(silent, tmp_path / "one").files
    heard = make(tmp_path / "ton.wav", *tone())
    assert "poster" not in render(heard, tmp_path / "two").files
    assert "mp4a.40.2" in (tmp_path / "two" / "master.m3u8").read_text()


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
