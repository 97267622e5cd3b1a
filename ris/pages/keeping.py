"""Pages kept for a moment, for visitors without an account, as long as nothing has changed anywhere.

No rule of visibility is bent: a page is kept under the number of the last change (`jobs/changes.py`), read before the page is made.
A cut, a withdrawal, a corrected word: the number is another one, and every kept page is forgotten in the same moment.
Kept is only what is the same for everybody: no cookies but the language's, no form with a token, no answer that sets a cookie.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language_from_request

from jobs import changes

LARGEST = 100_000  # bytes, packed: a tenth of what a page weighs
SHARED_COOKIES = {"django_language"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it is kept: its content packed, so that many fit into little memory, and its headers."""

    packed: bytes
    headers: tuple[tuple[str, str], ...]


Ask = Callable[[HttpRequest], HttpResponseBase]


def keep_pages(get_response: Ask) -> Ask:
    """Middleware, outside of sessions and languages, inside of security headers and logs."""

    def ask(request: HttpRequest) -> HttpResponseBase:
        if not settings.PAGE_CACHE_SECONDS or not same_for_everybody(request):
            return get_response(request)
        name = _name(request, changes.number())
        kept: Kept | None = caches["pages"].get(name)
        if kept is not None:
            return HttpResponse(zlib.decompress(kept.packed), headers=dict(kept.headers))
        response = get_response(request)
        if isinstance(response, HttpResponse) and worth_keeping(response):
            page = Kept(zlib.compress(response.content, level=1), tuple(response.items()))
            if len(page.packed) <= LARGEST:
                caches["pages"].set(name, page, settings.PAGE_CACHE_SECONDS)
        return response

    return ask


def same_for_everybody(request: HttpRequest) -> bool:
    """A page asked for by somebody of whom we know nothing but the language."""
    return (
        request.method == "GET"
        and set(request.COOKIES) <= SHARED_COOKIES
        and "Authorization" not in request.headers
        and "HX-Request" not in request.headers
    )


def worth_keeping(response: HttpResponse) -> bool:
    """A whole page that belongs to nobody."""
    return (
        response.status_code == 200
        and response.headers.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and "Cache-Control" not in response.headers
    )


def _name(request: HttpRequest, number: changes.Number) -> str:
    asked = (request.scheme, request.get_host(), request.get_full_path(), get_language_from_request(request), number)
    return hashlib.sha256(repr(asked).encode()).hexdigest()
