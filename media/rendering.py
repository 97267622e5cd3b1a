"""One public rendition of a recording: pictures, sound, poster and master playlist in a folder, edits honoured to the frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from media import ffmpeg, fragments, hls
from media.ffmpeg import FfmpegError, Probe
from media.timeline import Span, Timeline

COPY_GAP = 6.0  # seconds: key frames further apart would make segments that seek badly
HEIGHTS = (360, 720)
WORTH = 1.25  # times as many lines, or the second picture shows nothing more
BROWSER_PIXELS = {"yuv420p", "yuvj420p"}

Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True)
class Rendered:
    """The files of a rendition by their role (path below the folder), and its length (public ms)."""

    files: dict[str, str]
    duration: int


def render(source: Path, folder: Path, facts: Probe, line: Timeline, *, progress: Progress) -> Rendered:
    """Write everything that the public gets of this part into `folder`. Raises FfmpegError.

    `progress(percent, note)` may raise to cancel; ffmpeg is then killed at once.
    """
    spans = [span for span in line.in_part(line.public_spans) if span.length > 0]
    if not spans:
        raise FfmpegError("nothing_public", source.name)
    folder.mkdir(parents=True, exist_ok=True)
    files: dict[str, str] = {}
    sound = _render_sound(source, folder, facts, line, spans, files, _part_of(progress, 0, 45, "sound"))
    variants = []
    if facts.video is not None:
        heights = heights_of(source, facts, line, progress=_part_of(progress, 45, 45, "picture"))
        for number, height in enumerate(heights):
            part = 55 / len(heights)
            told = _part_of(progress, 45 + number * part, 45 + (number + 1) * part, "picture")
            variants.append(_render_picture(source, folder, facts, line, spans, height, told))
        if (at := place_for_poster(spans, line)) is not None:
            ffmpeg.poster(source, folder / "poster.webp", at=at)
            files["poster"] = "poster.webp"
    hls.write_master(folder, variants, sound)
    files["master"] = "master.m3u8"
    return Rendered(files, sum(span.length for span in spans))


def heights_of(
    source: Path, facts: Probe, line: Timeline, *, progress: ffmpeg.Progress = ffmpeg.ignore
) -> list[int | None]:
    """[None] when the encoded picture may be copied; else the heights to encode, none larger than the source."""
    video = facts.video
    if video is None:
        return []
    untouched = not line.cuts and not line.stills
    if (
        untouched
        and video.codec == "h264"
        and video.pixels in BROWSER_PIXELS
        and video.as_stored
        and not video.interlaced
        and ffmpeg.key_frame_gap(source, progress=progress) <= COPY_GAP
    ):
        return [None]
    own = max(2, video.height // 2 * 2)
    small, large = (min(height, own) for height in HEIGHTS)
    # Between the two (a recorder's 576 lines) the source's own height; hardly larger than the small one it is not worth a file.
    return [small, large] if large >= small * WORTH else [small]


def _render_sound(
    source: Path, folder: Path, facts: Probe, line: Timeline, spans: Sequence[Span], files: dict[str, str],
    progress: Callable[[float], None],
) -> hls.Sound | None:  # fmt: skip
    if facts.sound is None:
        return None
    channels = min(facts.sound.channels, 2)
    mutes = line.in_part(line.mutes)
    m4a = folder / "audio.m4a"
    measured = ffmpeg.loudness(
        source, spans, mutes, channels=channels, progress=lambda percent: progress(percent * 0.2)
    )
    ffmpeg.sound_of(
        source, m4a, spans, mutes, measured, channels=channels, progress=lambda percent: progress(20 + percent * 0.8)
    )
    ffmpeg.sound_segments(m4a, folder / "audio")
    files["audio"] = m4a.name
    peak, average = hls.bandwidths(folder / "audio" / "index.m3u8")
    return hls.Sound("audio/index.m3u8", peak, average, channels)


def _render_picture(
    source: Path, folder: Path, facts: Probe, line: Timeline, spans: Sequence[Span], height: int | None,
    progress: Callable[[float], None],
) -> hls.Variant:  # fmt: skip
    video = facts.video
    assert video is not None  # noqa: S101  asked by the caller
    name = f"video-{height or video.height}"
    ffmpeg.video_of(
        source, folder / name, facts, height=height, spans=spans, stills=line.in_part(line.stills), progress=progress
    )
    playlist = folder / name / "index.m3u8"
    fragments.start_at_zero(folder / name / "init.mp4", hls.segments_of(playlist))
    peak, average = hls.bandwidths(playlist)
    shown = height or video.height
    width = round(video.width * shown / video.height / 2) * 2
    rate = float(video.rate) or 25.0
    return hls.Variant(
        f"{name}/index.m3u8", peak, average, hls.h264_codec(folder / name / "init.mp4"), width, shown, rate
    )


def place_for_poster(spans: Sequence[Span], line: Timeline) -> int | None:
    """Some seconds into the first span that is shown as it was (part ms); None where stills cover all of them."""
    stills = line.in_part(line.stills)
    for span in spans:
        at = span.starts + min(10_000, span.length // 3)
        if not any(still.starts - 2_000 < at < still.ends for still in stills):
            return at
    return None


def _part_of(progress: Progress, first: float, last: float, note: str) -> Callable[[float], None]:
    return lambda percent: progress(first + (last - first) * percent / 100, note)
