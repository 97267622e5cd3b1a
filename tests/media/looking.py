"""What is to be seen and heard in files that were rendered."""

import subprocess
from pathlib import Path

import numpy

from media import ffmpeg, rendering
from media.timeline import Edit, Part, Timeline


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
