"""Fragmented MP4 as ffmpeg's HLS muxer writes it, corrected to begin at exactly 0.

A picture with B-frames is decoded before it is shown. ffmpeg 5.1 then moves all of it by two or more frames (an edit list and
positive composition times), and players differ in what they make of it: sound and captions would stand 80 ms beside the
picture. Here the composition times are made signed and begin at 0 (ISO 14496-12, 8.8.8, `trun` version 1; the same as
ffmpeg's own `negative_cts_offsets`, which its HLS muxer does not honour), and the edit list is blanked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_CONTAINERS = {b"moov", b"trak", b"moof", b"traf"}
_OFFSET, _FIRST_FLAGS, _DURATION, _SIZE, _FLAGS, _CTS = 0x1, 0x4, 0x100, 0x200, 0x400, 0x800


def start_at_zero(init: Path, segments: list[Path]) -> int:
    """Rewrite these files so that the first frame is shown at 0; says by how many ticks of the track they were moved."""
    if not segments:
        return 0
    first = _composition_offsets(segments[0].read_bytes())
    ticks = first[0] if first else 0
    _rewrite(init, 0, blank_edits=True)
    if ticks:
        for segment in segments:
            _rewrite(segment, ticks, blank_edits=False)
    return ticks


def boxes(data: bytes | bytearray, start: int = 0, end: int | None = None) -> Iterator[tuple[bytes, int, int]]:
    """(type, start of the content, end) of every box, also inside the containers that matter here."""
    at, end = start, len(data) if end is None else end
    while at + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, at)
        header = 8
        if size == 1:
            size, header = struct.unpack_from(">Q", data, at + 8)[0], 16
        if size < header:
            return
        yield kind, at + header, at + size
        if kind in _CONTAINERS:
            yield from boxes(data, at + header, at + size)
        at += size


def _composition_offsets(data: bytes) -> list[int]:
    return [
        struct.unpack_from(">i", data, place)[0]
        for kind, start, _ in boxes(data)
        if kind == b"trun"
        for place in _cts_places(data, start)
    ]


def _cts_places(data: bytes | bytearray, start: int) -> list[int]:
    flags = struct.unpack_from(">I", data, start)[0] & 0xFFFFFF
    if not flags & _CTS:
        return []
    count = struct.unpack_from(">I", data, start + 4)[0]
    at = start + 8 + 4 * bool(flags & _OFFSET) + 4 * bool(flags & _FIRST_FLAGS)
    before = 4 * sum(bool(flags & flag) for flag in (_DURATION, _SIZE, _FLAGS))
    return [at + number * (before + 4) + before for number in range(count)]


def _rewrite(path: Path, ticks: int, *, blank_edits: bool) -> None:
    data = bytearray(path.read_bytes())
    for kind, start, _ in list(boxes(data)):
        if kind == b"trun" and ticks:
            data[start] = 1
            for place in _cts_places(data, start):
                value = struct.unpack_from(">i", data, place)[0]
                struct.pack_into(">i", data, place, value - ticks)
        elif kind == b"edts" and blank_edits:
            data[start - 4 : start] = b"free"
        elif kind == b"sidx" and ticks and data[start] == 1:
            earliest = struct.unpack_from(">Q", data, start + 12)[0]
            struct.pack_into(">Q", data, start + 12, max(earliest - ticks, 0))
    path.write_bytes(data)
