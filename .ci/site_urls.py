"""All addresses of the product, and some that go wrong on purpose, so that one can look at the pages for it."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from ris.pages import errors
from ris.urls import handler403, handler404, handler429, handler500

__all__ = ["handler403", "handler404", "handler429", "handler500", "urlpatterns"]

FRONT = Path(__file__).resolve().parent.parent / "docker" / "nginx" / "pages"
FRONT_STATUS = {"413.html": 413, "429.html": 429, "wartung.html": 503}
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
"""As `docker/nginx/nginx.conf.in` sends it."""


def forbidden(request: HttpRequest) -> NoReturn:
    """What the office's screens answer to others."""
    raise PermissionDenied


def broken(request: HttpRequest) -> NoReturn:
    """Something that nobody foresaw."""
    raise RuntimeError("shown on purpose")


def front(request: HttpRequest, name: str) -> HttpResponse:
    """A page that nginx shows by itself, with the headers that nginx gives it."""
    if name == "fehler.css":
        return HttpResponse((FRONT / name).read_bytes(), content_type="text/css; charset=utf-8")
    if name not in FRONT_STATUS:
        raise Http404
    page = HttpResponse((FRONT / name).read_bytes(), status=FRONT_STATUS[name])
    page["Content-Security-Policy"] = POLICY
    return page


urlpatterns = [
    path("gezeigt/403/", forbidden),
    path("gezeigt/403-formular/", errors.csrf_failed),
    path("gezeigt/429/", errors.too_many),
    path("gezeigt/500/", broken),
    path("fehler/<str:name>", front),
    path("", include("ris.urls")),
]
