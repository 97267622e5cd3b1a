"""How ffmpeg is asked: which protocols and containers it may open, how arguments become a list, how it tells its progress."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ffmpeg
from django.conf import settings

from media.ffmpeg.processes import Progress, percent_of, read_lines
from media.timeline import Span

PROTOCOLS = "file,pipe"
# Each holds its own data: none of these readers opens another file or address (of `mov`, external references are off).
CONTAINERS = (
    "mov,matroska,webm,avi,mpeg,mpegts,mpegvideo,flv,live_flv,asf,asf_o,ogg,mp3,wav,w64,flac,aac,mxf,ac3,aiff,h264,"
    "hevc,dv,gxf,rm,wtv,dhav,nut,ivf,caf,au,voc,amr,eac3,dts,wv,tta"
)
SEGMENT = 4  # seconds of an HLS segment
REPORTED = 20_000  # lines of a report that are kept
PROGRESS_LINE = re.compile(r"[a-z_0-9]+=")


def opened(path: Path, **options: Any) -> Any:
    """This file as an input of ffmpeg that can open nothing but itself: an ffmpeg-python stream."""
    return ffmpeg.input(str(path), protocol_whitelist=PROTOCOLS, format_whitelist=CONTAINERS, **options)


def compiled(stream: Any) -> list[str]:
    """The whole command as a list; progress goes to stdout, what filters report to stderr."""
    extra = ["-hide_banner", "-nostdin", "-nostats", "-loglevel", "info", "-progress", "pipe:1"]
    arguments: list[str] = ffmpeg.compile(stream.global_args(*extra), cmd=settings.FFMPEG, overwrite_output=True)
    return arguments


def ffprobe(path: Path, *asked: str) -> list[str]:
    """The command that asks about this file, under the same two lists."""
    return [
        settings.FFPROBE, "-v", "error", "-hide_banner", "-protocol_whitelist", PROTOCOLS, "-format_whitelist", CONTAINERS,
        *asked, str(path),
    ]  # fmt: skip


def report_of(stream: Any, *, name: str, milliseconds: int, progress: Progress, limit: float) -> str:
    """What ffmpeg's filters report while it reads `milliseconds` of this, and last how far it came; raises like `read_lines`."""
    lines: list[str] = []
    percent, last = 0.0, ""

    def tell() -> None:
        progress(percent)

    for line in read_lines(compiled(stream), name=name, limit=limit, progress=tell, reports=True):
        percent = percent_of(line, milliseconds, percent)
        if line.startswith("out_time_us="):
            last = line
        if len(lines) < REPORTED and not PROGRESS_LINE.match(line):
            lines.append(line)
    return "\n".join([*lines, last])


def seconds(ms: int) -> str:
    """Milliseconds as ffmpeg writes times."""
    return f"{ms / 1000:.3f}"


def within(spans: Sequence[Span]) -> str:
    """ffmpeg's expression for "this frame begins inside one of the spans"; half a millisecond absorbs its rounding."""
    return "+".join(f"gte(t,{(span.starts - 0.5) / 1000:.4f})*lt(t,{(span.ends - 0.5) / 1000:.4f})" for span in spans)


def hls_options(folder: Path) -> dict[str, Any]:
    """Segments of fMP4 with `index.m3u8` in this folder."""
    return {
        "format": "hls",
        "hls_time": SEGMENT,
        "hls_playlist_type": "vod",
        "hls_segment_type": "fmp4",
        "hls_fmp4_init_filename": "init.mp4",
        "hls_segment_filename": str(folder / "%05d.m4s"),
        "hls_flags": "independent_segments",
    }
