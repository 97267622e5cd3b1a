"""Much may be sent only by people who are signed in: a stranger's files never reach the disk.

Django looks for the form's token in the body, and so reads all of it (up to `MAX_UPLOAD_GB`, into DATA_DIR/tmp) before any view
can ask who is there.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _


class OnlyKnownPeopleSendMuch:
    """Middleware, after the session and before the check of tokens. What has no length has no body for Django."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_much = not length.isdecimal() or int(length[:18]) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if is_much and not get_user(request).is_authenticated:
            text = _("This is too large. Please sign in first if you want to upload a file.")
            return HttpResponse(text, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)
