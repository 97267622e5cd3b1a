"""The only door to ffmpeg: what is in a file, sound for the recognizer, and the public rendition. Times in ms of the part.

Arguments are compiled by ffmpeg-python and run as lists (`media/processes.py`). Every input is opened with a list of
protocols and containers, so that a playlist that passes for a video fetches nothing.
"""

from __future__ import annotations

import itertools
import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import ffmpeg
from django.conf import settings

from media.processes import FfmpegError, Progress, follow, ignore, read_bytes, read_lines
from media.sniffing import HEAD, container_marked, ending_fits, is_script
from media.timeline import Span, frames_touched, without

__all__ = [
    "FfmpegError", "Loudness", "Probe", "Sound", "Video", "has_encoder", "key_frame_gap", "loudness", "mezzanine", "poster",
    "probe", "silent_and_black", "sound_of", "true_peak_of", "video_of",
]  # fmt: skip

PROTOCOLS = "file,pipe"
CONTAINERS = (
    "mov,matroska,webm,avi,mpeg,mpegts,mpegvideo,flv,live_flv,asf,asf_o,ogg,mp3,wav,w64,flac,aac,mxf,ac3,aiff,h264"
)
PROBE_SECONDS = 120
LOUDNESS, PEAK = -16.0, -1.0  # LUFS (EBU R 128 s2 for streaming), dBTP
# AAC overshoots the samples it was given by up to about a decibel: the limiter aims lower, and lower still if that fails.
PEAKS_AIMED = (-2.0, -2.6, -3.5, -6.0)
GAIN_AT_MOST = 40.0  # dB; beyond that only the noise of the room is lifted
LONG = 30  # seconds of silence or black worth a word to the office
DARK = "0x1f2a37"
SEGMENT = 4  # seconds


@dataclass(frozen=True, slots=True)
class Video:
    """The picture: size in pixels as shown, frames per second."""

    codec: str
    width: int
    height: int
    rate: Fraction
    pixels: str


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


@dataclass(frozen=True, slots=True)
class Loudness:
    """What the first pass of `loudnorm` measured (EBU R 128): integrated LUFS, dBTP, LU, LUFS, LU."""

    integrated: float
    peak: float
    range: float
    threshold: float
    offset: float

    @property
    def is_silent(self) -> bool:
        """Nothing that could be brought to a loudness."""
        return not math.isfinite(self.integrated) or self.integrated < -69


def _input(path: Path, **options: Any) -> Any:
    return ffmpeg.input(str(path), protocol_whitelist=PROTOCOLS, format_whitelist=CONTAINERS, **options)


def _compiled(stream: Any, *, progress: bool = True) -> list[str]:
    extra = ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "info"]
    if progress:
        extra += ["-progress", "pipe:1"]
    arguments: list[str] = ffmpeg.compile(stream.global_args(*extra), cmd=settings.FFMPEG, overwrite_output=True)
    return arguments


def _seconds(ms: int) -> str:
    return f"{ms / 1000:.3f}"


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
    arguments = [
        settings.FFPROBE, "-v", "error", "-hide_banner", "-protocol_whitelist", PROTOCOLS, "-format_whitelist", CONTAINERS,
        "-show_format", "-show_streams", "-of", "json", str(path),
    ]  # fmt: skip
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
    duration = _duration(facts) or _measured_duration(path, name)
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
    width, height = int(stream.get("width") or 0), int(stream.get("height") or 0)
    turned = any(abs(int(side.get("rotation", 0))) % 180 == 90 for side in stream.get("side_data_list", []))
    rate = stream.get("avg_frame_rate") or "0/1"
    return Video(
        stream.get("codec_name", ""),
        height if turned else width,
        width if turned else height,
        Fraction(0) if rate.endswith("/0") else Fraction(rate),
        stream.get("pix_fmt", ""),
    )


def _duration(facts: dict[str, Any]) -> int:
    known = [facts.get("format", {}).get("duration"), *(stream.get("duration") for stream in facts.get("streams", []))]
    return max((round(float(text) * 1000) for text in known if text and text != "N/A"), default=0)


def _measured_duration(path: Path, name: str) -> int:
    """For containers that do not say (a stream cut off, MPEG-TS from a recorder): read through."""
    stream = _input(path).output("-", format="null", c="copy")
    last = 0
    for line in read_lines(_compiled(stream), name=name, limit=3600, progress=lambda: None):
        key, _, value = line.partition("=")
        if key == "out_time_us" and value.isdigit():
            last = int(value) // 1000
    return last


def key_frame_gap(path: Path, *, limit: float = 3600) -> float:
    """The longest time between two key frames (s); infinity when there is only one."""
    arguments = [
        settings.FFPROBE, "-v", "error", "-protocol_whitelist", PROTOCOLS, "-format_whitelist", CONTAINERS,
        "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", str(path),
    ]  # fmt: skip
    times = []
    for line in read_lines(arguments, name=path.name, limit=limit, progress=lambda: None):
        pts, _, flags = line.partition(",")
        if flags.startswith("K") and re.fullmatch(r"-?\d+\.?\d*", pts):
            times.append(float(pts))
    if len(times) < 2:
        return math.inf
    return max(after - before for before, after in itertools.pairwise(times))


def silent_and_black(
    path: Path, facts: Probe, *, progress: Progress = ignore, limit: float = 4 * 3600
) -> tuple[int, int]:
    """(ms of long silence, ms of long black), each counted from stretches of at least LONG seconds."""
    source = _input(path, skip_frame="nokey")
    outputs = []
    if facts.sound:
        outputs.append(source.audio.filter("silencedetect", noise="-50dB", duration=LONG))
    if facts.video:
        outputs.append(source.video.filter("blackdetect", black_min_duration=LONG))
    stream = ffmpeg.output(*outputs, "-", format="null").global_args(
        "-hide_banner", "-nostdin", "-nostats", "-loglevel", "info"
    )
    arguments = ffmpeg.compile(stream, cmd=settings.FFMPEG)
    text = _report_of(arguments, path.name, progress, limit)
    silence = sum(float(value) for value in re.findall(r"silence_duration: ([\d.]+)", text))
    black = sum(float(value) for value in re.findall(r"black_duration:([\d.]+)", text))
    return round(silence * 1000), round(black * 1000)


def _report_of(arguments: Sequence[str], name: str, progress: Progress, limit: float) -> str:
    """What ffmpeg's filters report while it works."""
    lines: list[str] = []
    for line in read_lines(arguments, name=name, limit=limit, progress=lambda: progress(0.0), reports=True):
        if len(lines) < 20_000:
            lines.append(line)
    return "\n".join(lines)


def mezzanine(
    source: Path, target: Path, *, duration: int, progress: Progress = ignore, limit: float = 4 * 3600
) -> None:
    """16 kHz mono FLAC of the whole part, its first sample at 0; gaps in the sound are filled, so that the clock holds."""
    sound = _input(source).audio.filter("aresample", 16000, **{"async": 1, "first_pts": 0})
    stream = sound.output(str(target), ac=1, ar=16000, acodec="flac", compression_level=5, format="flac")
    follow(_compiled(stream), name=source.name, milliseconds=duration, progress=progress, limit=limit)


def public_sound(source: Path, spans: Sequence[Span], mutes: Sequence[Span], *, channels: int) -> Any:
    """The sound of these spans (part ms) one after the other, silent where muted: an ffmpeg-python stream."""
    sound = _input(source).audio.filter("aresample", 48000, **{"async": 1, "first_pts": 0})
    sound = sound.filter("aformat", channel_layouts="stereo" if channels > 1 else "mono")
    if mutes:
        # ffmpeg mutes whole frames of some 21 ms; made 1 ms long (48 samples), they end where the edit ends.
        sound = sound.filter("asetnsamples", n=48, p=0).filter("volume", 0, enable=_within(mutes))
        sound = sound.filter("asetnsamples", n=1024, p=0)
    split = sound.filter_multi_output("asplit", len(spans)) if len(spans) > 1 else None
    parts = [
        (split[n] if split is not None else sound)
        .filter("atrim", start=_seconds(span.starts), end=_seconds(span.ends))
        .filter("asetpts", "PTS-STARTPTS")
        for n, span in enumerate(spans)
    ]
    return ffmpeg.concat(*parts, v=0, a=1) if len(parts) > 1 else parts[0]


def loudness(
    source: Path, spans: Sequence[Span], mutes: Sequence[Span] = (), *, channels: int = 2, progress: Progress = ignore,
    limit: float = 4 * 3600,
) -> Loudness:  # fmt: skip
    """First pass: how loud the public spans are (EBU R 128)."""
    sound = public_sound(source, spans, mutes, channels=channels)
    sound = sound.filter("loudnorm", i=LOUDNESS, tp=PEAKS_AIMED[0], lra=11, print_format="json")
    stream = sound.output("-", format="null").global_args("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info")
    text = _report_of(ffmpeg.compile(stream, cmd=settings.FFMPEG), source.name, progress, limit)
    found = re.findall(r"\{[^{}]*\"input_i\"[^{}]*\}", text)
    if not found:
        raise FfmpegError("failed", source.name, text[-2000:])
    facts = json.loads(found[-1])
    return Loudness(
        *(float(facts[key]) for key in ("input_i", "input_tp", "input_lra", "input_thresh", "target_offset"))
    )


def sound_of(
    source: Path, target: Path, spans: Sequence[Span], mutes: Sequence[Span], measured: Loudness, *, channels: int,
    progress: Progress = ignore, limit: float = 4 * 3600,
) -> None:  # fmt: skip
    """Second pass: the public sound as AAC in an m4a, at −16 LUFS and at most −1 dBTP after encoding."""
    total = sum(span.length for span in spans)
    gain = 0.0 if measured.is_silent else min(LOUDNESS - measured.integrated, GAIN_AT_MOST)
    for aimed in PEAKS_AIMED:
        sound = public_sound(source, spans, mutes, channels=channels).filter("volume", f"{gain:.2f}dB")
        if measured.peak + gain > aimed:
            # True peaks lie between the samples: limited at four times the rate. Only the claps are held down; `loudnorm`
            # would leave everything quiet for their sake (measured: -32 LUFS).
            sound = sound.filter("aresample", 192_000)
            sound = sound.filter(
                "alimiter", limit=f"{10 ** (aimed / 20):.5f}", attack=2, release=60, level=0, latency=1
            )
        sound = sound.filter("aresample", 48_000)
        stream = sound.output(
            str(target), acodec="aac", audio_bitrate="112k" if channels > 1 else "80k", format="mp4", movflags="+faststart",
            map_metadata=-1, map_chapters=-1,
        )  # fmt: skip
        follow(_compiled(stream), name=source.name, milliseconds=total, progress=progress, limit=limit)
        if measured.is_silent:
            return
        off = LOUDNESS - integrated_loudness_of(target)
        if true_peak_of(target) <= PEAK and (abs(off) <= 0.7 or gain + off > GAIN_AT_MOST):
            return
        gain = min(gain + off, GAIN_AT_MOST)


def true_peak_of(path: Path) -> float:
    """True peak (dBTP) of a file as it is decoded."""
    stream = _input(path).audio.filter("ebur128", peak="true", framelog="verbose").output("-", format="null")
    stream = stream.global_args("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info")
    text = _report_of(ffmpeg.compile(stream, cmd=settings.FFMPEG), path.name, ignore, 3600)
    found = re.findall(r"Peak:\s+(-?[\d.]+|-inf) dBFS", text)
    return float(found[-1]) if found else -math.inf


def integrated_loudness_of(path: Path) -> float:
    """Integrated loudness (LUFS) of a file as it is decoded."""
    stream = _input(path).audio.filter("ebur128", framelog="verbose").output("-", format="null")
    stream = stream.global_args("-hide_banner", "-nostdin", "-nostats", "-loglevel", "info")
    text = _report_of(ffmpeg.compile(stream, cmd=settings.FFMPEG), path.name, ignore, 3600)
    found = re.findall(r"I:\s+(-?[\d.]+) LUFS", text)
    return float(found[-1]) if found else -math.inf


def sound_segments(m4a: Path, folder: Path, *, limit: float = 3600) -> None:
    """The same AAC as HLS segments (fMP4) with `index.m3u8` in this folder; nothing is encoded twice."""
    folder.mkdir(parents=True, exist_ok=True)
    stream = _input(m4a).audio.output(str(folder / "index.m3u8"), acodec="copy", **_hls(folder))
    follow(_compiled(stream), name=m4a.name, milliseconds=0, progress=ignore, limit=limit)


def _hls(folder: Path) -> dict[str, Any]:
    return {
        "format": "hls",
        "hls_time": SEGMENT,
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_fmp4_init_filename": "init.mp4",
        "hls_segment_filename": str(folder / "%05d.m4s"),
        "hls_flags": "independent_segments",
    }


def video_of(
    source: Path, folder: Path, facts: Probe, *, height: int | None, spans: Sequence[Span], stills: Sequence[Span] = (),
    progress: Progress = ignore, limit: float = 6 * 3600,
) -> None:  # fmt: skip
    """The picture of these spans (part ms) as HLS segments with `index.m3u8` in this folder.

    `height` None copies the encoded picture (only when nothing is edited); else it is encoded anew at that height.
    """
    folder.mkdir(parents=True, exist_ok=True)
    total = sum(span.length for span in spans)
    if height is None:
        stream = _input(source).video.output(str(folder / "index.m3u8"), vcodec="copy", map_metadata=-1, **_hls(folder))
    else:
        rate = facts.video.rate if facts.video and 1 <= facts.video.rate <= 60 else Fraction(25)
        picture = _public_picture(source, spans, stills, rate, total)
        picture = picture.filter("scale", -2, height, flags="bicubic").filter("setsar", 1).filter("format", "yuv420p")
        stream = picture.output(
            str(folder / "index.m3u8"), vcodec="libx264", preset="veryfast", crf=23, bf=0, sc_threshold=0,
            force_key_frames=f"expr:gte(t,n_forced*{SEGMENT})", maxrate="1100k" if height <= 360 else "2800k",
            bufsize="2200k" if height <= 360 else "5600k", map_metadata=-1, **_hls(folder),
        )  # fmt: skip
    follow(_compiled(stream), name=source.name, milliseconds=total, progress=progress, limit=limit)


def _public_picture(
    source: Path, spans: Sequence[Span], stills: Sequence[Span], rate: Fraction, total: int
) -> Any:  # fmt: skip
    """The picture of these spans at a steady rate, exactly `total` ms long, so that it never drifts from the sound.

    Frames that touch a cut go, and those that touch a still are painted over, before anything may move a frame in time. The
    gap that this leaves at a joint (less than a frame) is filled with the frame before it.
    """
    frame = Fraction(1000) / rate
    picture = _input(source).video
    cuts = without([Span(0, spans[-1].ends)], spans)
    if cuts or spans:
        # The last frame of the last span may reach beyond it; `frames_touched` takes it out as it does inside.
        beyond = Span(spans[-1].ends, spans[-1].ends + 10**9)
        picture = picture.filter("select", f"not({_within([frames_touched(cut, frame) for cut in [*cuts, beyond]])})")
    if stills:
        hidden = _within([frames_touched(still, frame) for still in stills])
        picture = picture.filter("drawbox", color=DARK, t="fill", enable=hidden)
    if cuts:
        gone = "+".join(f"gte(T,{(cut.ends - 0.5) / 1000:.4f})*{_seconds(cut.length)}" for cut in cuts)
        picture = picture.filter("setpts", f"PTS-({gone})/TB")
    picture = picture.filter("fps", f"{rate.numerator}/{rate.denominator}", start_time=0)
    picture = picture.filter("tpad", stop=-1, stop_mode="clone").filter("trim", end=_seconds(total))
    # Square pixels: a recorder's 720 × 576 is meant to be shown wider.
    return picture.filter("scale", "trunc(iw*sar/2)*2", "ih")


def _within(spans: Sequence[Span]) -> str:
    """ffmpeg's expression for "this frame begins inside one of the spans"; half a millisecond absorbs its rounding."""
    return "+".join(f"gte(t,{(span.starts - 0.5) / 1000:.4f})*lt(t,{(span.ends - 0.5) / 1000:.4f})" for span in spans)


def poster(source: Path, target: Path, *, at: int, height: int = 720, limit: float = 300) -> None:
    """One frame as JPEG, `at` ms into the part: of the next second the one that says most (never a black one if there is another)."""
    picture = _input(source, ss=_seconds(at)).video.filter("thumbnail", 25).filter("scale", -2, f"min(ih,{height})")
    stream = picture.output(str(target), vframes=1, format="image2", vcodec="mjpeg", update=1, **{"q:v": 4})
    follow(_compiled(stream), name=source.name, milliseconds=0, progress=ignore, limit=limit)


def has_encoder(name: str) -> bool:
    """Whether this ffmpeg can encode with `name` (`libx264`, `aac`). Raises FfmpegError(not_installed)."""
    out = read_bytes([settings.FFMPEG, "-hide_banner", "-encoders"], name="ffmpeg", limit=20).decode("utf-8", "replace")
    return any(line.split()[1:2] == [name] for line in out.splitlines())
