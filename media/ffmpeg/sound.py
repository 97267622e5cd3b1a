"""Sound: the whole of it for the recognizer, the public spans as one stream, and its HLS segments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ffmpeg

from media.ffmpeg.commands import compiled, hls_options, opened, seconds, within
from media.ffmpeg.processes import Progress, follow, ignore
from media.timeline import Span


def mezzanine(
    source: Path, target: Path, *, duration: int, progress: Progress = ignore, limit: float = 4 * 3600
) -> None:
    """16 kHz mono FLAC of the whole part, its first sample at 0; gaps in the sound are filled, so that the clock holds."""
    sound = opened(source).audio.filter("aresample", 16000, **{"async": 1, "first_pts": 0})
    stream = sound.output(str(target), ac=1, ar=16000, acodec="flac", compression_level=5, format="flac")
    follow(compiled(stream), name=source.name, milliseconds=duration, progress=progress, limit=limit)


def public_sound(source: Path, spans: Sequence[Span], mutes: Sequence[Span], *, channels: int) -> Any:
    """The sound of these spans (part ms) one after the other, silent where muted: an ffmpeg-python stream."""
    sound = opened(source).audio.filter("aresample", 48000, **{"async": 1, "first_pts": 0})
    sound = sound.filter("aformat", channel_layouts="stereo" if channels > 1 else "mono")
    if mutes:
        # ffmpeg mutes whole frames of some 21 ms; made 1 ms long (48 samples), they end where the edit ends.
        sound = sound.filter("asetnsamples", n=48, p=0).filter("volume", 0, enable=within(mutes))
        sound = sound.filter("asetnsamples", n=1024, p=0)
    split = sound.filter_multi_output("asplit", len(spans)) if len(spans) > 1 else None
    parts = [
        (split[n] if split is not None else sound)
        .filter("atrim", start=seconds(span.starts), end=seconds(span.ends))
        .filter("asetpts", "PTS-STARTPTS")
        for n, span in enumerate(spans)
    ]
    return ffmpeg.concat(*parts, v=0, a=1) if len(parts) > 1 else parts[0]


def sound_segments(m4a: Path, folder: Path, *, limit: float = 3600) -> None:
    """The same AAC as HLS segments (fMP4) with `index.m3u8` in this folder; nothing is encoded twice."""
    folder.mkdir(parents=True, exist_ok=True)
    stream = opened(m4a).audio.output(str(folder / "index.m3u8"), acodec="copy", **hls_options(folder))
    follow(compiled(stream), name=m4a.name, milliseconds=0, progress=ignore, limit=limit)
