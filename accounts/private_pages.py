"""Pages of people who are signed in stay out of every cache but their own browser's."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class PrivateWhenSignedIn:
    """Middleware: `Cache-Control: private` on each answer to somebody signed in, whatever the view has said.

    Without a session cookie nothing is asked, so that strangers cost no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            says = response.get("Cache-Control", "")
            if "public" in says or not says:
                response["Cache-Control"] = says.replace("public", "").strip(", ")
                patch_cache_control(response, private=True)
                if "max-age" not in says:
                    patch_cache_control(response, no_cache=True)
            elif "private" not in says and "no-store" not in says:
                patch_cache_control(response, private=True)
        return response
