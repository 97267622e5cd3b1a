"""The tus protocol 1.0.0 (tus.io) for recordings: creation, core, expiration, checksum, termination.

Only for signed-in people who may add a recording to the meeting they name; every request asks again. Cross-site requests fail
at Django's CSRF check (header `X-CSRFToken`). What has arrived is taken in by the form (`media/admin_forms.py`).
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from media import uploads
from media.uploads import Busy, Hash, Refused, Upload, WrongChecksum, WrongOffset
from meetings.admin_base import acts_for_an_office, rows_of_office
from meetings.models import Meeting

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,checksum,termination"
HASHES: dict[str, Callable[[], Hash]] = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "sha512": hashlib.sha512}
BYTES = "application/offset+octet-stream"
STATUS = {"too_large": 413, "no_space": 507, "too_many_uploads": 429, "script": 415, "empty": 400}

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def speaks_tus(view: View[P]) -> View[P]:
    """Only for people of an office, only in our version; POST may stand for another method where a network forbids it."""

    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not acts_for_an_office(request):
            answer = _plain(403, _("Please sign in as the council office."))
        elif request.method != "OPTIONS" and request.headers.get("Tus-Resumable") != VERSION:
            answer = _plain(412, "")
            answer["Tus-Version"] = VERSION
        else:
            if request.method == "POST" and (meant := request.headers.get("X-HTTP-Method-Override")):
                request.method = meant.upper()
            answer = view(request, *args, **kwargs)
        answer["Tus-Resumable"] = VERSION
        answer["X-Content-Type-Options"] = "nosniff"
        return answer

    return wrapped


@speaks_tus
@require_http_methods(["OPTIONS", "POST"])
def all_uploads(request: HttpRequest) -> HttpResponse:
    """What this server can do; begin an upload."""
    if request.method == "OPTIONS":
        return _abilities()
    length = _number(request.headers.get("Upload-Length"))
    told = _metadata(request.headers.get("Upload-Metadata", ""))
    name = _file_name(told.get("filename", "")) if told is not None else ""
    if length is None or told is None or not name:
        return _plain(400, _("The request does not say what is to be uploaded."))
    meeting = _meeting(request, told.get("meeting", ""))
    if meeting is None:
        return _plain(403, _("You cannot add a recording to this meeting."))
    try:
        upload = uploads.begin(user=_user(request), meeting=meeting.pk, name=name, length=length)
    except Refused as refusal:
        return _plain(STATUS[refusal.code], str(refusal))
    answer = _plain(201, "")
    answer["Location"] = reverse("upload", args=[upload.id])
    return _with_expiry(answer, upload)


@speaks_tus
@require_http_methods(["OPTIONS", "HEAD", "PATCH", "DELETE"])
def one_upload(request: HttpRequest, upload_id: UUID) -> HttpResponse:
    """How far an upload is, more of its bytes, or its end."""
    if request.method == "OPTIONS":
        return _abilities()
    upload = uploads.find(upload_id, user=_user(request))
    if upload is None or _meeting(request, str(upload.meeting)) is None:
        return _gone()
    try:
        return _do(request, upload)
    except FileNotFoundError:  # thrown away at this moment, in another window
        return _gone()


def _do(request: HttpRequest, upload: Upload) -> HttpResponse:
    if request.method == "DELETE":
        uploads.discard(upload)
        return _plain(204, "")
    if request.method == "HEAD":
        answer = _at(_plain(200, ""), upload.offset)
        answer["Upload-Length"] = str(upload.length)
        name = base64.b64encode(upload.name.encode()).decode()
        answer["Upload-Metadata"] = f"filename {name}"
        return _with_expiry(answer, upload)
    return _patch(request, upload)


def _gone() -> HttpResponse:
    return _plain(404, _("This upload does not exist (any more)."))


def _patch(request: HttpRequest, upload: Upload) -> HttpResponse:
    at, count = _number(request.headers.get("Upload-Offset")), _number(request.headers.get("Content-Length"))
    if request.content_type != BYTES:
        return _plain(415, "")
    if count is None:
        return _plain(411, "")
    if at is None:
        return _plain(400, "")
    if at + count > upload.length:
        return _plain(413, _("More bytes were sent than had been announced."))
    checksum = request.headers.get("Upload-Checksum")
    check = _check(checksum) if checksum is not None else None
    if checksum is not None and check is None:
        return _plain(400, "")
    try:
        offset = uploads.append(upload, lambda size: _piece(request, size), at=at, count=count, check=check)
    except WrongOffset as wrong:
        return _at(_plain(409, ""), wrong.offset)
    except Busy:
        return _plain(423, _("This file is being uploaded in another window."))
    except WrongChecksum:
        return _plain(460, "")
    except Refused as refusal:
        return _plain(STATUS[refusal.code], str(refusal))
    return _with_expiry(_at(_plain(204, ""), offset), upload)


def _piece(request: HttpRequest, size: int) -> bytes:
    """The next bytes; none when the line broke, so that what came before stays."""
    try:
        return request.read(size)
    except UnreadablePostError:
        return b""


def _meeting(request: HttpRequest, key: str) -> Meeting | None:
    """The meeting with this key, if this user's office may add recordings to it."""
    if not key.isascii() or not key.isdigit() or len(key) > 18:
        return None
    found: Meeting | None = rows_of_office(Meeting, request, Meeting.objects.living()).filter(pk=int(key)).first()
    return found


def _file_name(told: str) -> str:
    """The last part of what the browser calls the file, without what cannot be shown."""
    name = told.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable()).strip()


def _user(request: HttpRequest) -> int:
    return int(request.user.pk or 0)  # never 0 here: whoever acts for an office is signed in


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) <= 18 else None


def _metadata(header: str) -> dict[str, str] | None:
    """Keys and values of `Upload-Metadata`; None when it cannot be read."""
    told = {}
    try:
        for pair in filter(None, (part.strip() for part in header.split(","))):
            key, _space, value = pair.partition(" ")
            told[key] = base64.b64decode(value, validate=True).decode()
    except ValueError:  # what base64, ASCII and UTF-8 refuse are all of this kind
        return None
    return told


def _check(header: str) -> tuple[Hash, bytes] | None:
    name, _space, value = header.partition(" ")
    try:
        wanted = base64.b64decode(value, validate=True)
    except ValueError:
        return None
    return (HASHES[name](), wanted) if name in HASHES else None


def _abilities() -> HttpResponse:
    answer = _plain(204, "")
    answer["Tus-Version"] = VERSION
    answer["Tus-Extension"] = EXTENSIONS
    answer["Tus-Max-Size"] = str(settings.MAX_UPLOAD_BYTES)
    answer["Tus-Checksum-Algorithm"] = ",".join(HASHES)
    return answer


def _at(answer: HttpResponse, offset: int) -> HttpResponse:
    answer["Upload-Offset"] = str(offset)
    return answer


def _with_expiry(answer: HttpResponse, upload: Upload) -> HttpResponse:
    answer["Upload-Expires"] = http_date(upload.expires.timestamp())
    return answer


def _plain(status: int, text: str) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
