"""HLS playlists (RFC 8216): the master that names renditions, sound and subtitles, and the list of one subtitle file.

The media playlists of picture and sound are written by ffmpeg; what is said about them in the master is measured from
their files.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

AAC = "mp4a.40.2"
FACTS = "renditions.json"  # what the master was made from; never served


class BrokenRendition(Exception):
    """Files of a rendition are not as ffmpeg should have left them. Codes: `no_segments`, `no_codec`."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(code, path.name)
        self.code = code
        self.path = path


@dataclass(frozen=True, slots=True)
class Variant:
    """A picture rendition. Bits per second; `uri` relative to the master."""

    uri: str
    bandwidth: int
    average_bandwidth: int
    codec: str
    width: int
    height: int
    frame_rate: float


@dataclass(frozen=True, slots=True)
class Sound:
    """The sound rendition, shared by all pictures and playable alone."""

    uri: str
    bandwidth: int
    average_bandwidth: int
    channels: int
    codec: str = AAC


@dataclass(frozen=True, slots=True)
class Subtitles:
    """A subtitle playlist; `name` is what the player's menu shows."""

    uri: str
    language: str = "de"
    name: str = "Deutsch"


def master_playlist(
    variants: Sequence[Variant], sound: Sound | None = None, subtitles: Sequence[Subtitles] = ()
) -> str:
    """The text of the master playlist. Raises ValueError when there is neither picture nor sound."""
    if not variants and sound is None:
        raise ValueError("a master playlist needs a picture or a sound")
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    groups = ""
    if sound is not None and variants:
        lines.append(
            f'#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="ton",NAME="Ton",LANGUAGE="de",DEFAULT=YES,AUTOSELECT=YES,'
            f'CHANNELS="{sound.channels}",URI="{sound.uri}"'
        )
    for number, subtitle in enumerate(subtitles):
        default = "NO" if number else "YES"
        lines.append(
            f'#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="untertitel",NAME="{subtitle.name}",'
            f'LANGUAGE="{subtitle.language}",DEFAULT={default},AUTOSELECT=YES,FORCED=NO,'
            f'CHARACTERISTICS="public.accessibility.transcribes-spoken-dialog",URI="{subtitle.uri}"'
        )
    if subtitles:
        groups = ',SUBTITLES="untertitel"'
    extra = (sound.bandwidth, sound.average_bandwidth) if sound else (0, 0)
    for variant in sorted(variants, key=lambda one: one.bandwidth):
        codecs = variant.codec + (f",{sound.codec}" if sound else "")
        audio = ',AUDIO="ton"' if sound else ""
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={variant.bandwidth + extra[0]},"
            f"AVERAGE-BANDWIDTH={variant.average_bandwidth + extra[1]},"
            f'CODECS="{codecs}",RESOLUTION={variant.width}x{variant.height},'
            f"FRAME-RATE={variant.frame_rate:.3f}{audio}{groups}"
        )
        lines.append(variant.uri)
    if sound is not None:
        # Alone: for recordings without a picture, and for listeners whose line carries no picture.
        audio = ',AUDIO="ton"' if variants else ""
        lines.append(
            f"#EXT-X-STREAM-INF:BANDWIDTH={sound.bandwidth},AVERAGE-BANDWIDTH={sound.average_bandwidth},"
            f'CODECS="{sound.codec}"{audio}{groups}'
        )
        lines.append(sound.uri)
    return "\n".join(lines) + "\n"


def write_master(
    folder: Path, variants: Sequence[Variant], sound: Sound | None = None, subtitles: Sequence[Subtitles] = ()
) -> Path:
    """Write `master.m3u8` (and the facts it was made from) into this folder, each as a whole or not at all."""
    facts = {"variants": [asdict(one) for one in variants], "sound": asdict(sound) if sound else None}
    write_whole(folder / FACTS, json.dumps(facts, indent=1))
    return write_whole(folder / "master.m3u8", master_playlist(variants, sound, subtitles))


def set_subtitles(folder: Path, subtitles: Sequence[Subtitles]) -> Path:
    """Write the master of a finished rendition anew with these subtitles (or none). Idempotent.

    Raises FileNotFoundError when the rendition was taken off meanwhile.
    """
    facts = json.loads((folder / FACTS).read_text())
    variants = [Variant(**one) for one in facts["variants"]]
    sound = Sound(**facts["sound"]) if facts["sound"] else None
    return write_whole(folder / "master.m3u8", master_playlist(variants, sound, subtitles))


def subtitles_playlist(duration: int, vtt_name: str) -> str:
    """A media playlist with one WebVTT file as its only segment; `duration` in public milliseconds."""
    seconds = max(duration, 1) / 1000
    target = max(1, -(-max(duration, 1) // 1000))  # rounded up: no segment may be longer than the target
    return (
        "#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXT-X-MEDIA-SEQUENCE:0\n"
        f"#EXT-X-TARGETDURATION:{target}\n#EXTINF:{seconds:.3f},\n{vtt_name}\n#EXT-X-ENDLIST\n"
    )


def bandwidths(playlist: Path) -> tuple[int, int]:
    """(peak, average) bits per second of a media playlist's segments. Raises BrokenRendition(no_segments)."""
    peak, bits, seconds = 0.0, 0, 0.0
    length = 0.0
    for line in playlist.read_text().splitlines():
        if line.startswith("#EXTINF:"):
            length = float(line.removeprefix("#EXTINF:").split(",")[0])
        elif line and not line.startswith("#"):
            size = (playlist.parent / line).stat().st_size * 8
            bits, seconds = bits + size, seconds + length
            if length >= 1:  # the short rest at the end says nothing about the line that is needed
                peak = max(peak, size / length)
    if not bits or not seconds:
        raise BrokenRendition("no_segments", playlist)
    average = bits / seconds
    return int(max(peak, average)) + 1, int(average) + 1


def segments_of(playlist: Path) -> list[Path]:
    """The segment files of a media playlist, in order."""
    return [
        playlist.parent / line
        for line in playlist.read_text().splitlines()
        if line.strip() and not line.startswith("#")
    ]


def h264_codec(init: Path) -> str:
    """The codec's name with profile and level out of the init segment, e.g. `avc1.64001f`. Raises BrokenRendition(no_codec)."""
    data = init.read_bytes()
    place = data.find(b"avcC")
    if place < 0 or len(data) < place + 8:
        raise BrokenRendition("no_codec", init)
    return "avc1." + data[place + 5 : place + 8].hex()


def write_whole(path: Path, text: str) -> Path:
    """Write under a temporary name and rename: a reader sees the old file or the new one. The folder must be there."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".write-")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as target:
            target.write(text)
        Path(name).chmod(0o640)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return path
