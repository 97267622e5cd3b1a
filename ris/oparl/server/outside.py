"""What all answers below /oparl/ have in common, errors of every kind included: CORS, no cookies, Error objects."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from ris.oparl.server.refusals import refusal

READ = ("GET", "HEAD")
ERRORS = 400


class OParlMiddleware:
    """Outside of all that may refuse a request, inside of compression."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/oparl"):
            return self.get_response(request)
        response = self._answer(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Content-Length, Content-Range, Link"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        response.cookies.clear()
        # The answer is German whatever is asked for, and the same for everybody.
        for header in ("Vary", "Content-Language"):
            if response.has_header(header):
                del response[header]
        return response

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        if request.method == "OPTIONS":
            # A browser asks first when a page sends headers of its own (If-None-Match).
            allowed = HttpResponse(status=204)
            allowed["Allow"] = "GET, HEAD, OPTIONS"
            allowed["Access-Control-Allow-Headers"] = request.headers.get("Access-Control-Request-Headers", "*")
            allowed["Access-Control-Max-Age"] = "86400"
            return allowed
        if request.method not in READ:
            refused = refusal(405)
            refused["Allow"] = "GET, HEAD, OPTIONS"
            return refused
        response = self.get_response(request)
        told = response.headers.get("Content-Type", "").startswith("application/json")
        if response.status_code >= ERRORS and response.status_code != 416 and not told:
            return refusal(response.status_code)
        return response
