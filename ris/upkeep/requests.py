"""The outermost layer of a request: gives it an id, measures it, writes its line and counts it."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from ris.upkeep import metrics
from ris.upkeep.log_lines import request_id

logger = logging.getLogger("ris.requests")

HEADER = "X-Request-ID"
GOOD_ID = re.compile(r"[0-9a-f-]{16,64}", re.IGNORECASE)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class RequestsMiddleware:
    """Middleware. The line holds id, method, route, status and milliseconds: which kind of page, never whose or which.

    The route is the name of the address pattern (`person`), not the address, as addresses of people are names.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        name = id_of(request)
        token = request_id.set(name)
        status = 500
        try:
            response = self.get_response(request)
            status = response.status_code
            response.headers.setdefault(HEADER, name)
            return response
        finally:
            took = time.perf_counter() - began
            method = request.method if request.method in METHODS else "other"
            route = route_of(request)
            values = {"method": method, "route": route, "status": status, "ms": round(took * 1000, 1)}
            logger.info("%(method)s %(route)s %(status)s %(ms)s ms", values, extra=values)
            metrics.count(method=method, route=route, status=status, seconds=took)
            request_id.reset(token)


def id_of(request: HttpRequest) -> str:
    """The id that a proxy of ours has given, else a new one. A stranger's own is not taken: it could hold anything."""
    given = request.headers.get(HEADER, "")
    return given if settings.PROXIES_IN_FRONT and GOOD_ID.fullmatch(given) else uuid.uuid4().hex


def route_of(request: HttpRequest) -> str:
    """Which kind of page: the name of the address pattern; static files, health and unknown addresses have words."""
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    if request.path.startswith("/gesund/"):
        return "health"
    try:
        # A page that was kept (ris/pages/keeping.py) is answered without its address being looked up.
        match = request.resolver_match or resolve(request.path_info)
    except Resolver404:
        return "unknown"
    return match.view_name or "unnamed"
