"""The entry point of a WSGI server: `gunicorn ris.wsgi`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ris.settings")
django = get_wsgi_application()

REST = 64 * 1024 * 1024  # bytes; as much as nginx hands on at once (docker/nginx)
CHUNK = 256 * 1024


def application(asked: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Django; and what it did not read of the request is read, or a proxy would see the connection break: 502 instead of 403."""
    answer = django(asked, start_response)
    if asked.get("CONTENT_LENGTH", "0") not in {"", "0"}:
        read_the_rest(asked["wsgi.input"])
    return answer


def read_the_rest(body: Any) -> None:
    """Read to the end, or as far as is sensible."""
    read = 0
    while read < REST and (chunk := body.read(CHUNK)):
        read += len(chunk)
