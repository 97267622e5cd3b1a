"""Files for visitors: the one place that hands bytes out, after asking `.visible_to(user)`. Ranges, caching, safe headers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from media.models import Recording
from media.reading_log import note_read
from media.storage import product_folder
from meetings.hosts import within
from meetings.models import File
from meetings.storage import path_of

CHUNK = 256 * 1024
TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".m4s": "video/iso.segment",
    ".mp4": "video/mp4",
    ".m4a": "audio/mp4",
    ".vtt": "text/vtt; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".jpg": "image/jpeg",
    ".webp": "image/webp",
}
# Shown in the browser; everything else is offered for saving, so that no document can act as a page of ours.
INLINE = {"application/pdf", "image/jpeg", "image/webp", "image/png", "text/plain"}
# The browser alone may keep it: a shared cache would go on serving what a new cut has just taken off.
FOREVER = "private, max-age=86400, immutable"
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@require_safe
def rendition_file(request: HttpRequest, uuid: UUID, digest: str, path: str) -> HttpResponseBase:
    """One file of a recording's current rendition; anything else is not there."""
    wanted = Recording.objects.visible_to(request.user).select_related("current_rendition")
    recording = get_object_or_404(within(wanted, request.get_host(), "meeting__body"), uuid=uuid)
    rendition = recording.current_rendition
    content_type = TYPES.get(Path(path).suffix)
    if rendition is None or rendition.digest != digest or content_type is None:
        raise Http404
    found = _file_below(product_folder(recording, digest), path)
    public = Recording.objects.visible_to(AnonymousUser()).filter(pk=recording.pk).exists()
    facts = found.stat()
    # Captions and the master playlist are written anew under the same digest: they are asked for each time.
    fixed = found.suffix in {".m4s", ".mp4", ".m4a", ".jpg", ".webp"}
    caching = (FOREVER if fixed else "public, no-cache") if public else "private, no-store"
    etag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
    response = whole_or_part(request, found, content_type, etag=etag, caching=caching)
    if public:
        # Podcast programs in a browser play it and read its captions from their own pages.
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@require_safe
def document(request: HttpRequest, uuid: UUID, name: str) -> HttpResponseBase:
    """One document's bytes; the name in the address is for people only."""
    wanted = File.objects.visible_to(request.user).exclude(sha512="")
    file = get_object_or_404(within(wanted, request.get_host(), "body"), uuid=uuid)
    found = path_of(file.sha512)
    if not found.is_file():
        raise Http404
    public = File.objects.visible_to(AnonymousUser()).filter(pk=file.pk).exists()
    kind = file.mime_type.split(";")[0].strip().lower()
    content_type = "text/plain; charset=utf-8" if kind == "text/plain" else kind
    # Not immutable: a document may be withdrawn, and then its address must answer 404 soon.
    caching = "public, no-cache" if public else "private, no-store"
    response = whole_or_part(request, found, content_type, etag=f'"{file.sha512[:32]}"', caching=caching)
    if not public:
        note_read(file, request.user)
    response["Content-Disposition"] = content_disposition_header(kind not in INLINE, file.file_name or name) or "inline"
    if kind == "application/pdf":
        # Our own page of the document shows it in a frame; browsers bring their own viewer, also into the sandbox.
        response["Content-Security-Policy"] += "; frame-ancestors 'self'"
        response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _file_below(folder: Path, path: str) -> Path:
    """The file at this path below the folder. Raises Http404 for what lies elsewhere, also by a link, or cannot be a path."""
    found = folder / path
    try:
        fits = ".." not in found.parts and found.resolve().is_relative_to(folder.resolve()) and found.is_file()
    except (OSError, ValueError):  # a name that is too long, a zero byte
        fits = False
    if not fits:
        raise Http404
    return found


def whole_or_part(request: HttpRequest, path: Path, content_type: str, *, etag: str, caching: str) -> HttpResponseBase:
    """These bytes, the part that is asked for, or only that they are known; who may have them was asked before."""
    facts = path.stat()
    size, modified = facts.st_size, int(facts.st_mtime)
    response: HttpResponseBase
    if _not_modified(request, etag, modified):
        response = HttpResponse(status=304)
        del response["Content-Type"]
    elif settings.SERVE_FILES_BY == "nginx":
        response = HttpResponse(content_type=content_type)
        # Links are not followed: nginx knows the data folder by the same name as we do.
        inside = path.relative_to(Path(settings.DATA_DIR))
        response["X-Accel-Redirect"] = "/intern/" + quote(str(inside))
    else:
        response = _bytes(request, path, content_type, size, etag, modified)
    response["ETag"] = etag
    response["Last-Modified"] = http_date(modified)
    response["Cache-Control"] = caching
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if "private" in caching:
        patch_vary_headers(response, ["Cookie"])
    return response


def _not_modified(request: HttpRequest, etag: str, modified: int) -> bool:
    known = request.headers.get("If-None-Match")
    if known is not None:
        return known.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in known.split(",")]
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and modified <= since


def _bytes(
    request: HttpRequest, path: Path, content_type: str, size: int, etag: str, modified: int
) -> HttpResponseBase:
    span = _span(request, size, etag, modified)
    response: HttpResponseBase
    if span is None:
        first, count, status = 0, size, 200
    elif span[1] <= 0:
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    else:
        (first, count), status = span, 206
    body = iter(()) if request.method == "HEAD" else _read(path, first, count)
    response = StreamingHttpResponse(body, content_type=content_type, status=status)
    response["Content-Length"] = str(count)
    response["Accept-Ranges"] = "bytes"
    if status == 206:
        response["Content-Range"] = f"bytes {first}-{first + count - 1}/{size}"
    return response


def _span(request: HttpRequest, size: int, etag: str, modified: int) -> tuple[int, int] | None:
    """(first byte, count) asked for; count 0 when it cannot be satisfied; None: the whole (RFC 9110, 14.2)."""
    asked = RANGE.fullmatch(request.headers.get("Range", "").strip())
    condition = request.headers.get("If-Range")
    if asked is None or (condition is not None and condition not in (etag, http_date(modified))):
        return None  # several ranges at once, other units and outdated copies get the whole
    start, end = asked.groups()
    if not start and not end:
        return None
    if not start:
        count = min(int(end), size)
        return size - count, count
    first = int(start)
    if end and int(end) < first:
        return None
    last = min(int(end), size - 1) if end else size - 1
    return first, max(last - first + 1, 0)


def _read(path: Path, first: int, count: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(first)
        while count > 0 and (chunk := stream.read(min(CHUNK, count))):
            count -= len(chunk)
            yield chunk
