"""Loudness as in EBU R 128: measured, brought to −16 LUFS, and measured again on the encoded file."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from media.ffmpeg.commands import compiled, opened, report_of
from media.ffmpeg.processes import FfmpegError, Progress, follow, ignore
from media.ffmpeg.sound import public_sound
from media.timeline import Span

LOUDNESS, PEAK = -16.0, -1.0  # LUFS (EBU R 128 s2 for streaming), dBTP
# AAC overshoots the samples it was given by up to about a decibel: the limiter aims lower, and lower still if that fails.
PEAKS_AIMED = (-2.0, -2.6, -3.5, -6.0)
GAIN_AT_MOST = 40.0  # dB; beyond that only the noise of the room is lifted


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


def loudness(
    source: Path, spans: Sequence[Span], mutes: Sequence[Span] = (), *, channels: int = 2, progress: Progress = ignore,
    limit: float = 4 * 3600,
) -> Loudness:  # fmt: skip
    """First pass: how loud the public spans are (EBU R 128)."""
    sound = public_sound(source, spans, mutes, channels=channels)
    sound = sound.filter("loudnorm", i=LOUDNESS, tp=PEAKS_AIMED[0], lra=11, print_format="json")
    total = sum(span.length for span in spans)
    text = report_of(
        sound.output("-", format="null"), name=source.name, milliseconds=total, progress=progress, limit=limit
    )
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
    told = 0.0

    def tell(percent: float) -> None:
        # A round more begins at 0 again; nobody wants to see a bar go back.
        nonlocal told
        told = max(told, percent)
        progress(told)

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
        follow(compiled(stream), name=source.name, milliseconds=total, progress=tell, limit=limit)
        if measured.is_silent:
            return
        loud, peak = levels_of(target, milliseconds=total, progress=tell)
        off = LOUDNESS - loud
        if peak <= PEAK and (abs(off) <= 0.7 or gain + off > GAIN_AT_MOST):
            return
        gain = min(gain + off, GAIN_AT_MOST)


def levels_of(path: Path, *, milliseconds: int = 0, progress: Progress = ignore) -> tuple[float, float]:
    """(integrated loudness in LUFS, true peak in dBTP) of a file as it is decoded; −inf where there is nothing to hear."""
    stream = opened(path).audio.filter("ebur128", peak="true", framelog="verbose").output("-", format="null")
    text = report_of(stream, name=path.name, milliseconds=milliseconds, progress=progress, limit=3600)
    integrated = re.findall(r"I:\s+(-?[\d.]+) LUFS", text)
    peak = re.findall(r"Peak:\s+(-?[\d.]+|-inf) dBFS", text)
    return float(integrated[-1]) if integrated else -math.inf, float(peak[-1]) if peak else -math.inf
