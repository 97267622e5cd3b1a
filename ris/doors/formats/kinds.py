"""What a document is, by its first bytes: what its name and its server say of it is not believed."""

from __future__ import annotations

import hashlib
from pathlib import Path

HEAD = 8192
CHUNK = 1024 * 1024
UNKNOWN = "application/octet-stream"
PDF, TEXT, HTML, RTF = "application/pdf", "text/plain", "text/html", "application/rtf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCM = "application/vnd.ms-word.document.macroEnabled.12"
ODT = "application/vnd.oasis.opendocument.text"
OLE = "application/x-ole-storage"
ZIP = "application/zip"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
)
# Bytes that no text holds.
NO_TEXT = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x08"))


def mime_type_of(path: Path) -> str:
    """The MIME type of the file with these first bytes; `application/octet-stream` for what nobody knows."""
    with path.open("rb") as stream:
        return mime_type_of_head(stream.read(HEAD))


def mime_type_of_head(head: bytes) -> str:
    """As `mime_type_of`, for the first bytes alone."""
    for signature, mime_type in SIGNATURES:
        if head.startswith(signature):
            return mime_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"PK\x03\x04"):
        return _of_archive(head)
    if b"%PDF-" in head[:1024]:  # as readers do: the mark may stand a little behind the beginning
        return PDF
    return _of_text(head)


def _of_archive(head: bytes) -> str:
    """OpenDocument names itself in its first member, Word's first members bear telling names."""
    name = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if name == b"mimetype":
        start = 30 + len(name) + int.from_bytes(head[28:30], "little")
        said = head[start : start + int.from_bytes(head[22:26], "little")].decode("ascii", "replace")
        if said.startswith("application/vnd.oasis.opendocument."):
            return said
    return DOCX if b"word/" in head or b"wordprocessingml" in head else ZIP


def _of_text(head: bytes) -> str:
    if not head.strip() or head.translate(None, NO_TEXT) != head:
        return UNKNOWN
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return HTML
    return UNKNOWN if start.startswith((b"<?xml", b"<svg", b"<!doctype")) else TEXT


def digest_and_size(path: Path) -> tuple[str, int]:
    """SHA-512 in hexadecimal and bytes."""
    digest, size = hashlib.sha512(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size
