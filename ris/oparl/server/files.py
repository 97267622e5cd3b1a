"""Bytes of files: shown (`access`) or offered for saving (`download`), by the one place that hands bytes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.http import content_disposition_header

from media.serving import TYPES, whole_or_part
from media.storage import product_folder
from meetings.storage import path_of
from ris.oparl.server.heard import ENDINGS
from ris.oparl.server.refusals import Refused
from ris.oparl.server.table import Kind

CACHING = "public, no-cache"  # a document may be withdrawn, and a shared copy must not outlive it


def sent(request: HttpRequest, kind: Kind, row: Any, *, to_save: bool) -> HttpResponseBase:
    """The bytes of a file that everyone may see, with ranges and conditions. Raises Refused(not_found, being_written)."""
    path, content_type, name, etag = _recorded(row) if kind.key == "recordingfile" else _document(row)
    if not path.is_file():
        # A title in it has changed: it is taken away until it has been written anew (transcripts/following.py).
        raise Refused(503, "being_written") if kind.key == "recordingfile" else Refused(404, "not_found")
    response = whole_or_part(request, path, content_type, etag=etag, caching=CACHING)
    if to_save:
        response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _document(row: Any) -> tuple[Path, str, str, str]:
    if not row.sha512:
        raise Refused(404, "not_found")
    kind = row.mime_type.split(";")[0].strip().lower()
    told = f"{kind}; charset=utf-8" if kind == "text/plain" else kind
    return path_of(row.sha512), told, row.file_name or "dokument", f'"{row.sha512[:32]}"'


def _recorded(row: Any) -> tuple[Path, str, str, str]:
    recording = row.recording
    rendition = recording.current_rendition
    facts = dict(rendition.files).get(row.part) if rendition else None
    if facts is None:
        raise Refused(404, "not_found")
    path = product_folder(recording, rendition.digest) / facts["path"]
    stat = path.stat() if path.is_file() else None
    etag = f'"{stat.st_mtime_ns:x}-{stat.st_size:x}"' if stat else ""
    name = f"{recording.meeting.slug}-{row.part}.{ENDINGS[row.part]}"
    return path, TYPES.get(path.suffix, facts["mime_type"]), name, etag
