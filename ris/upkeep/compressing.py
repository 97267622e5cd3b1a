"""Pages made small for the wire where no nginx stands before the application (nginx does it itself, docker/nginx)."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = (
    "text/",
    "application/json",
    "application/ld+json",
    "application/xml",
    "application/vnd.apple.mpegurl",
    "image/svg+xml",
)


class CompressPages(GZipMiddleware):
    """Django's (with its padding against guessing secrets by length), for texts alone.

    Files are left as they are: a recording is asked for in pieces, whose bytes must be those of the file.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        if settings.SERVE_FILES_BY == "nginx":
            raise MiddlewareNotUsed
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django calls it

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress what is text and at hand as a whole."""
        if (
            response.streaming
            or response.has_header("Content-Range")
            or not response.headers.get("Content-Type", "").startswith(TEXTS)
        ):
            return response
        return super().process_response(request, response)
