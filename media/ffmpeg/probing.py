"""What is in a file: judged by its bytes, then by ffprobe; long silence and black; how far its key frames are apart."""

from __future__ import annotations

import itertools
import json
import math
import re
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg

from media.ffmpeg.commands import compiled, ffprobe, opened, report_of
from media.ffmpeg.processes import FfmpegError, Progress, ignore, read_bytes, read_lines
from media.sniffing import HEAD, container_marked, ending_fits, is_script

PROBE_SECONDS = 120
LONG = 30  # seconds of silence or black worth a word to the office
CLOSE = 3_000  # ms by which sound, picture and what the container says may differ at the end


@dataclass(frozen=True, slots=True)
class Video:
    """The picture: size in pixels as shown (upright, pixels made square), frames per second.

    `interlaced`: each frame is two half pictures of different moments; `as_stored`: shown just as its pixels are stored.
    """

    codec: str
    width: int
    height: int
    rate: Fraction
    pixels: str
    interlaced: bool = False
    as_stored: bool = True


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound track."""

    codec: str
    channels: int
    rate: int


@dataclass(frozen=True, slots=True)
class Probe:
    """What a file is: duration in ms, its first picture and sound, the names of its container."""

    duration: int
    video: Video | None
    sound: Sound | None
    containers: frozenset[str]


def probe(path: Path, name: str | None = None) -> Probe:
    """What this file is, judged by its bytes; `name` is what its owner calls it.

    Raises FfmpegError(empty, script, not_a_medium, truncated, wrong_ending, no_streams, no_duration, …).
    """
    name = name or path.name
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head:
        raise FfmpegError("empty", name)
    if is_script(head):
        raise FfmpegError("script", name)
    marked = container_marked(head)
    arguments = ffprobe(path, "-show_format", "-show_streams", "-of", "json")
    try:
        facts = json.loads(read_bytes(arguments, name=name, limit=PROBE_SECONDS))
    except FfmpegError as error:
        if error.code != "failed":
            raise
        raise FfmpegError("truncated" if marked else "not_a_medium", name, error.tail) from error
    containers = frozenset(facts.get("format", {}).get("format_name", "").split(","))
    streams = facts.get("streams", [])
    pictures = [s for s in streams if s["codec_type"] == "video" and not s.get("disposition", {}).get("attached_pic")]
    sounds = [s for s in streams if s["codec_type"] == "audio" and int(s.get("sample_rate") or 0)]
    if not pictures and not sounds:
        raise FfmpegError("no_streams", name)
    if not ending_fits(name, containers):
        raise FfmpegError("wrong_ending", name, container=min(containers))
    video = _video(pictures[0]) if pictures else None
    if marked is None and not sounds and (video is None or video.rate == 0):
        raise FfmpegError("not_a_medium", name)
    duration = _duration(facts) or measured_duration(path, name)
    if duration <= 0:
        raise FfmpegError("no_duration", name)
    sound = sounds[0] if sounds else None
    return Probe(
        duration,
        video,
        Sound(sound["codec_name"], int(sound.get("channels") or 1), int(sound["sample_rate"])) if sound else None,
        containers,
    )


def _video(stream: dict[str, Any]) -> Video:
    stored_width, height = int(stream.get("width") or 0), int(stream.get("height") or 0)
    above, _, below = (stream.get("sample_aspect_ratio") or "1:1").partition(":")
    shape = Fraction(int(above), int(below)) if above.isdigit() and below.isdigit() and int(above) * int(below) else 1
    width = round(stored_width * shape)
    rotation = next((int(side["rotation"]) for side in stream.get("side_data_list", []) if "rotation" in side), 0)
    turned = rotation % 180 == 90
    rate = stream.get("avg_frame_rate") or "0/1"
    return Video(
        stream.get("codec_name", ""),
        height if turned else width,
        width if turned else height,
        Fraction(0) if rate.endswith("/0") else Fraction(rate),
        stream.get("pix_fmt", ""),
        interlaced=stream.get("field_order") in {"tt", "bb", "tb", "bt"},
        as_stored=rotation % 360 == 0 and shape == 1,
    )


def _duration(facts: dict[str, Any]) -> int:
    known = [facts.get("format", {}).get("duration"), *(stream.get("duration") for stream in facts.get("streams", []))]
    return max((round(float(text) * 1000) for text in known if text and text != "N/A"), default=0)


def measured_duration(path: Path, name: str, *, progress: Progress = ignore) -> int:
    """Read through (ms): for containers that do not say how long they are, and for those that may be cut off."""
    stream = opened(path).output("-", format="null", c="copy")
    last = 0
    for line in read_lines(compiled(stream), name=name, limit=3600, progress=lambda: progress(0.0)):
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.isdigit():
            last = int(value) // 1000
    return last


def key_frame_gap(path: Path, *, progress: Progress = ignore, limit: float = 3600) -> float:
    """The longest time between two key frames, or from the last one to the end (s); infinity when there is none."""
    arguments = ffprobe(path, "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0")
    times, last = [], 0.0
    for line in read_lines(arguments, name=path.name, limit=limit, progress=lambda: progress(0.0)):
        pts, _, flags = line.partition(",")
        if re.fullmatch(r"-?\d+\.?\d*", pts):
            last = max(last, float(pts))
            if flags.startswith("K"):
                times.append(float(pts))
    return max((after - before for before, after in itertools.pairwise([*times, last])), default=math.inf)


@dataclass(frozen=True, slots=True)
class Heard:
    """What listening and looking through a file found (ms): long silence, long black, where its content ends."""

    silence: int
    black: int
    ends: int


def silent_and_black(path: Path, facts: Probe, *, progress: Progress = ignore, limit: float = 4 * 3600) -> Heard:
    """Silence and black count from stretches of at least LONG seconds.

    A file that broke off still says how long it should have been: where less is there, it is read through once more.
    """
    source = opened(path, skip_frame="nokey")
    outputs = []
    if facts.sound:
        outputs.append(source.audio.filter("silencedetect", noise="-50dB", duration=LONG))
    if facts.video:
        outputs.append(source.video.filter("blackdetect", black_min_duration=LONG))
    stream = ffmpeg.output(*outputs, "-", format="null")
    text = report_of(stream, name=path.name, milliseconds=facts.duration, progress=progress, limit=limit)
    silence = sum(float(value) for value in re.findall(r"silence_duration: ([\d.]+)", text))
    black = sum(float(value) for value in re.findall(r"black_duration:([\d.]+)", text))
    times = [int(value) // 1000 for value in re.findall(r"out_time_us=(\d+)", text)]
    ends = max(times, default=0)
    if ends + CLOSE < facts.duration:
        # Looked at were key frames alone, and a picture may have few of them.
        ends = measured_duration(path, path.name, progress=progress)
    ends = facts.duration if ends + CLOSE >= facts.duration else ends
    return Heard(round(silence * 1000), round(black * 1000), ends)
