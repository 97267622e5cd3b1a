"""What a file is by its first bytes, before any program opens it. Pure.

A playlist or script names other files and addresses; given to a player program it would fetch them. So it is recognised here
by its text, refused, and never opened; the whitelists of `media/ffmpeg/` are the second wall.
"""

from __future__ import annotations

import re

HEAD = 4096  # bytes that are enough for every signature below

_SCRIPTS = (
    re.compile(rb"#EXTM3U"),
    re.compile(rb"#EXT-X-"),
    re.compile(rb"ffconcat\s"),
    re.compile(rb"(file|stream)\s+['\"\w/.]"),
    re.compile(rb"<\?xml|<MPD\b|<smil\b|<SmoothStreamingMedia\b|<asx\b", re.IGNORECASE),
    re.compile(rb"v=0\r?\n[oast]="),
    re.compile(rb"\[(playlist|reference)\]", re.IGNORECASE),
    re.compile(rb"RTSPtext", re.IGNORECASE),
    re.compile(rb"[a-z][a-z0-9+.-]{1,20}://", re.IGNORECASE),
)
# Container → its mark: (position, bytes). A file that bears the mark and cannot be read is damaged, not something else.
_MARKS: tuple[tuple[str, int, bytes], ...] = (
    ("mp4", 4, b"ftyp"),
    ("mp4", 4, b"moov"),
    ("mp4", 4, b"mdat"),
    ("matroska", 0, b"\x1a\x45\xdf\xa3"),
    ("riff", 0, b"RIFF"),
    ("ogg", 0, b"OggS"),
    ("flv", 0, b"FLV\x01"),
    ("flac", 0, b"fLaC"),
    ("asf", 0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
    ("mpeg", 0, b"\x00\x00\x01\xba"),
    ("mxf", 0, b"\x06\x0e\x2b\x34\x02\x05\x01\x01"),
    ("mp3", 0, b"ID3"),
)
# The families of endings that people use as if they were one; the words are ffmpeg's names of the containers.
_ENDINGS: dict[str, frozenset[str]] = {}
for _endings, _names in (
    ("mp4 m4v m4a mov qt 3gp 3g2 f4v m4b", "mov mp4 m4a 3gp 3g2 mj2"),
    ("mkv mka webm mk3d", "matroska webm"),
    ("avi divx", "avi"),
    ("mpg mpeg vob ts m2ts mts m2t mpe trp", "mpeg mpegts mpegvideo"),
    ("flv", "flv live_flv"),
    ("wmv wma asf", "asf asf_o"),
    ("ogg ogv oga opus spx", "ogg"),
    ("mp3", "mp3"),
    ("wav w64 rf64", "wav w64"),
    ("flac", "flac"),
    ("aac", "aac"),
    ("mxf", "mxf"),
    ("dv dif", "dv"),
    ("gxf", "gxf"),
    ("rm rmvb ra", "rm"),
    ("wtv", "wtv"),
    ("nut", "nut"),
    ("ivf", "ivf"),
    ("caf", "caf"),
    ("au snd", "au"),
    ("aif aiff aifc", "aiff"),
    ("amr", "amr"),
    ("ac3 eac3 ec3", "ac3 eac3"),
    ("dts", "dts"),
    ("wv", "wv"),
    ("tta", "tta"),
):
    for _ending in _endings.split():
        _ENDINGS[_ending] = frozenset(_names.split())

# What these promise is no recording, whatever is inside.
_OTHER_THINGS = (
    "pdf txt csv rtf md html htm xml json doc docx xls xlsx ppt pptx odt ods odp jpg jpeg png gif bmp tif tiff webp svg heic "
    "zip 7z rar gz tar exe msi dll bat cmd js sh iso eml msg"
)
_FOREIGN = frozenset(_OTHER_THINGS.split())


def is_script(head: bytes) -> bool:
    """Whether this is a playlist, manifest or list of files in the form of text."""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head[2:].replace(b"\0", b"").lstrip()
    if any(mark.match(text) for mark in _SCRIPTS):
        return True
    # Comment lines may stand above the mark; in binary data the zero byte comes first.
    plain = b"\0" not in head
    return plain and re.search(rb"^\s*(#EXTM3U|#EXT-X-|ffconcat\s|file\s+['\"])", head, re.MULTILINE) is not None


def container_marked(head: bytes) -> str | None:
    """The container whose mark these first bytes bear, or None."""
    for name, position, mark in _MARKS:
        if head[position : position + len(mark)] == mark:
            return name
    if len(head) > 376 and head[0] == head[188] == head[376] == 0x47:
        return "mpegts"
    return None


def ending_of(name: str) -> str:
    """The ending of a file name in small letters, without the dot; empty if it has none."""
    _, dot, ending = name.rpartition(".")
    return ending.lower() if dot and len(ending) <= 8 else ""


def ending_fits(name: str, containers: frozenset[str]) -> bool:
    """Whether the ending of this file name agrees with what ffmpeg found inside; an ending we do not know always does."""
    ending = ending_of(name)
    if ending in _FOREIGN:
        return not containers
    expected = _ENDINGS.get(ending)
    return expected is None or not expected.isdisjoint(containers)
