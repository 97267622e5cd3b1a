"""Word and OpenDocument files are ZIP archives: looked through before a library unpacks them. Runs in the child only."""

from __future__ import annotations

import zipfile
from pathlib import Path

from ris.doors.formats.child import Trouble

MIB = 1024 * 1024
LARGEST_TEXT = 100 * MIB
"""Of one XML member, unpacked: about ten thousand pages."""
LARGEST_ALL = 1024 * MIB
MOST_MEMBERS = 20_000
PACKED = 400  # times smaller than unpacked: no text and no picture is so dull
DULL = 1 * MIB  # below this size nobody minds


def members_of(path: Path) -> zipfile.ZipFile:
    """The archive, when it holds what a document may hold. Raises Trouble: `bomb`, `broken`, `locked`."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise Trouble("broken", str(error)) from error
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_ALL:
        raise Trouble("bomb")
    for member in members:
        if member.flag_bits & 1:
            raise Trouble("locked")
        if member.file_size > DULL and member.file_size > PACKED * max(member.compress_size, 1):
            raise Trouble("bomb")
        if member.file_size > LARGEST_TEXT and member.filename.endswith(".xml"):
            raise Trouble("bomb")
    return archive
