"""The picture of the public spans, true to the frame, as HLS segments; and one frame as poster."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from media.ffmpeg.commands import SEGMENT, compiled, hls_options, opened, seconds, within
from media.ffmpeg.probing import Probe
from media.ffmpeg.processes import Progress, follow, ignore
from media.timeline import Span, frames_touched, without

DARK = "0x1f2a37"  # what a still shows


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
        stream = opened(source).video.output(
            str(folder / "index.m3u8"), vcodec="copy", map_metadata=-1, **hls_options(folder)
        )
    else:
        rate = facts.video.rate if facts.video and 1 <= facts.video.rate <= 60 else Fraction(25)
        interlaced = facts.video is not None and facts.video.interlaced
        picture = _public_picture(source, spans, stills, rate, total, interlaced=interlaced)
        picture = picture.filter("scale", -2, height, flags="bicubic").filter("setsar", 1).filter("format", "yuv420p")
        stream = picture.output(
            str(folder / "index.m3u8"), vcodec="libx264", preset="veryfast", crf=23, bf=0, sc_threshold=0,
            force_key_frames=f"expr:gte(t,n_forced*{SEGMENT})", maxrate="1100k" if height <= 360 else "2800k",
            bufsize="2200k" if height <= 360 else "5600k", map_metadata=-1, **hls_options(folder),
        )  # fmt: skip
    follow(compiled(stream), name=source.name, milliseconds=total, progress=progress, limit=limit)


def _public_picture(
    source: Path, spans: Sequence[Span], stills: Sequence[Span], rate: Fraction, total: int, *, interlaced: bool
) -> Any:  # fmt: skip
    """The picture of these spans at a steady rate, exactly `total` ms long, so that it never drifts from the sound.

    Frames that touch a cut go, and those that touch a still are painted over, before anything may move a frame in time. The
    gap that this leaves at a joint (less than a frame) is filled with the frame before it.
    """
    frame = Fraction(1000) / rate
    picture = opened(source).video
    cuts = without([Span(0, spans[-1].ends)], spans)
    if cuts or spans:
        # The last frame of the last span may reach beyond it; `frames_touched` takes it out as it does inside.
        beyond = Span(spans[-1].ends, spans[-1].ends + 10**9)
        picture = picture.filter("select", f"not({within([frames_touched(cut, frame) for cut in [*cuts, beyond]])})")
    if stills:
        hidden = within([frames_touched(still, frame) for still in stills])
        picture = picture.filter("drawbox", color=DARK, t="fill", enable=hidden)
    if cuts:
        gone = "+".join(f"gte(T,{(cut.ends - 0.5) / 1000:.4f})*{seconds(cut.length)}" for cut in cuts)
        picture = picture.filter("setpts", f"PTS-({gone})/TB")
    if interlaced:
        # Only now: it mixes each frame with its neighbours, and those of a cut must be gone by then.
        picture = picture.filter("yadif", mode="send_frame", deint="all")
    picture = picture.filter("fps", f"{rate.numerator}/{rate.denominator}", start_time=0)
    picture = picture.filter("tpad", stop=-1, stop_mode="clone").filter("trim", end=seconds(total))
    # Square pixels: a recorder's 720 × 576 is meant to be shown wider.
    return picture.filter("scale", "trunc(iw*sar/2)*2", "ih")


def poster(source: Path, target: Path, *, at: int, height: int = 540, limit: float = 300) -> None:
    """One frame as WebP, `at` ms into the part: of the next second the one that says most (never a black one if there is another).

    It is the heaviest thing of a page before anybody presses play: half of what JPEG takes, and no larger than pages show it.
    """
    picture = opened(source, ss=seconds(at)).video.filter("thumbnail", 25).filter("scale", -2, f"min(ih,{height})")
    stream = picture.output(str(target), vframes=1, vcodec="libwebp", quality=55, compression_level=6)
    follow(compiled(stream), name=source.name, milliseconds=0, progress=ignore, limit=limit)
