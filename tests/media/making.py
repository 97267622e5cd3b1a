"""Small real media, made by the real ffmpeg for tests."""

import subprocess
from pathlib import Path


def make(path: Path, *arguments: str) -> Path:
    subprocess.run(["ffmpeg", "-v", "error", "-y", *arguments, str(path)], check=True, timeout=60)
    return path


def picture(seconds: float = 4, size: str = "320x180") -> list[str]:
    return ["-f", "lavfi", "-i", f"testsrc=s={size}:r=25:d={seconds}"]


def tone(seconds: float = 4, hertz: int = 440) -> list[str]:
    return ["-f", "lavfi", "-i", f"sine={hertz}:d={seconds}:r=48000"]


H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "50", "-c:a", "aac"]

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
