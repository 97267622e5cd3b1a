"""Pages for what went wrong: what happened, what was kept, what to do. They stand without a database too."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same whether a thing does not exist or may not be known."""
    return render(request, "pages/404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: for the office's screens; pages of things answer 404."""
    return render(request, "pages/403.html", {"for_the_office": True}, status=403)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: the throttle of sign-in; django-allauth calls it by the name `handler429` in ris/urls.py."""
    return render(request, "pages/429.html", status=429)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old; Django calls this by the setting CSRF_FAILURE_VIEW."""
    return render(request, "pages/403.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: whatever broke, this page must not ask it again, so it uses neither request nor database."""
    return HttpResponse(render_to_string("pages/500.html"), status=500)
