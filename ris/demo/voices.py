"""Five voices and the sound of the room for the demo recording.

The voice is SVOX Pico (program ``pico2wave``), read at five pitches; room, gallery and hands are noise made here.
All sound is float32, one channel, 16 000 samples a second.
"""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile

RATE = 16_000
LEVEL = 0.075
"""Root mean square of speech where there is any (about -22 dBFS)."""

Sound = npt.NDArray[np.float32]


class VoiceUnavailable(Exception):
    """A program that makes the sound is missing or failed; ``code`` is its name, ``detail`` its last words."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Voice:
    """Pitch as a factor of the voice as delivered, pace as a factor of its speed."""

    pitch: float
    pace: float


VOICES: dict[str, Voice] = {
    "brandau": Voice(1.0, 1.07),
    "reuter": Voice(0.9, 1.08),
    "kettler": Voice(1.1, 1.06),
    "aydin": Voice(0.82, 1.09),
    "lotz": Voice(0.75, 1.06),
}


def program(name: str) -> str:
    """Where a program lies; raises ``VoiceUnavailable`` with its name when it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise VoiceUnavailable(name, "not installed")
    return found


def _run(arguments: list[str]) -> None:
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0:
        raise VoiceUnavailable(Path(arguments[0]).name, done.stderr[-400:])


def speak(words: str, voice: Voice, folder: Path) -> Sound:
    """The words in this voice, without silence at either end, at speech level.

    Raises ``VoiceUnavailable`` when pico2wave or ffmpeg is missing or fails.
    """
    plain, pitched = folder / "plain.wav", folder / "pitched.wav"
    _run([program("pico2wave"), "-l", "de-DE", "-w", str(plain), words])
    chain = f"asetrate={RATE * voice.pitch:.0f},aresample={RATE},atempo={voice.pace / voice.pitch:.4f}"
    _run([program("ffmpeg"), "-v", "error", "-y", "-i", str(plain), "-af", chain, "-ar", str(RATE), str(pitched)])
    sound, _ = soundfile.read(pitched, dtype="float32")
    loud = np.flatnonzero(np.abs(sound) > 0.012)
    sound = sound[max(0, loud[0] - RATE // 50) : loud[-1] + RATE // 25]
    spoken = sound[np.abs(sound) > 0.02]
    level = float(np.sqrt(np.mean(spoken**2)))
    return np.asarray(sound * (LEVEL / level), dtype=np.float32)


def _band(noise: npt.NDArray[np.float64], low: float, high: float) -> npt.NDArray[np.float64]:
    """The noise between two frequencies (Hz), by zeroing the rest of its spectrum."""
    spectrum = np.fft.rfft(noise)
    frequencies = np.fft.rfftfreq(len(noise), 1 / RATE)
    spectrum[(frequencies < low) | (frequencies > high)] = 0
    return np.fft.irfft(spectrum, len(noise))


def room_tone(samples: int, random: np.random.Generator) -> Sound:
    """Ventilation and a large room, about -58 dBFS, so that silence is never digital zero."""
    tone = _band(random.normal(size=samples), 60, 900)
    return np.asarray(tone / np.sqrt(np.mean(tone**2)) * 0.0013, dtype=np.float32)


def in_the_hall(speech: Sound, random: np.random.Generator) -> Sound:
    """Speech with a little of the hall around it: short, soft reflections."""
    length = int(RATE * 0.28)
    decay = np.exp(-np.arange(length) / (RATE * 0.055))
    response = _band(random.normal(size=length), 200, 3800) * decay
    response[: RATE // 80] = 0
    response /= np.sqrt(np.sum(response**2))
    size = 1 << (len(speech) + length).bit_length()
    wet = np.fft.irfft(np.fft.rfft(speech, size) * np.fft.rfft(response, size), size)[: len(speech)]
    return np.asarray(speech + 0.10 * wet, dtype=np.float32)


def applause(samples: int, random: np.random.Generator, *, people: int = 34) -> Sound:
    """Clapping from the gallery: every pair of hands in its own rhythm, rising fast, thinning out."""
    sound = np.zeros(samples)
    clap_length = int(RATE * 0.022)
    decay = np.exp(-np.arange(clap_length) / (RATE * 0.0045))
    for _ in range(people):
        at = random.uniform(0, 0.7)
        ends = samples / RATE * random.uniform(0.55, 0.98)
        rhythm = random.uniform(0.19, 0.29)
        colour = random.uniform(700, 1500)
        loudness = random.uniform(0.4, 1.0)
        while at < ends:
            start = int(at * RATE)
            clap = _band(random.normal(size=clap_length), colour, colour * 2.6) * decay * loudness
            stop = min(samples, start + clap_length)
            sound[start:stop] += clap[: stop - start]
            at += rhythm * random.uniform(0.9, 1.1)
    fade = np.minimum(1, np.minimum(np.arange(samples) / (RATE * 0.5), (samples - np.arange(samples)) / (RATE * 1.4)))
    sound *= fade
    return np.asarray(sound / np.sqrt(np.mean(sound**2)) * 0.028, dtype=np.float32)


def loudness_by_frame(sound: Sound, frames_per_second: int) -> list[float]:
    """Root mean square of each frame, as a share of speech level: what the mouths in the picture follow."""
    step = RATE // frames_per_second
    count = -(-len(sound) // step)
    padded = np.pad(sound, (0, count * step - len(sound)))
    return [float(value) / LEVEL for value in np.sqrt(np.mean(padded.reshape(count, step) ** 2, axis=1))]
