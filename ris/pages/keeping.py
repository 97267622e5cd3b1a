"""Pages kept for a moment, for visitors without an account, as long as nothing has changed anywhere.

No rule of visibility is bent: a page is kept under the number of the last change (`jobs/changes.py`), read before the page is made.
A cut, a withdrawal, a corrected word: the number is another one, and every kept page is forgotten in the same moment.
Kept is only what is the same for everybody: no cookies but the language's, no form with a token, no answer that sets a cookie.
"""

from __future__ import annotations

import hashlib
import random
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from weakref import WeakValueDictionary

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import get_language_from_request

from jobs import changes

# Bytes, packed (a page shrinks to a tenth): with the number of pages kept, at most 100 MB in a process.
LARGEST = 50_000
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
        name = name_of(request, number_of(request))
        if kept := _kept(name):
            return kept
        with _one_at_a_time(name):
            # Whoever waited here gets what the first one made; else twenty who come at once make the same page twenty times.
            return _kept(name) or _made(get_response, request, name)

    return ask


def _kept(name: str) -> HttpResponse | None:
    page: Kept | None = caches["pages"].get(name)
    return HttpResponse(zlib.decompress(page.packed), headers=dict(page.headers)) if page else None


def _made(get_response: Ask, request: HttpRequest, name: str) -> HttpResponseBase:
    response = get_response(request)
    if isinstance(response, HttpResponse) and worth_keeping(response):
        page = Kept(zlib.compress(response.content, level=1), tuple(response.items()))
        if len(page.packed) <= LARGEST:
            # Not all for equally long: pages made in the same second need not be made anew in the same second, too.
            seconds = settings.PAGE_CACHE_SECONDS * random.uniform(0.5, 1)  # noqa: S311  spreads work, guards nothing
            caches["pages"].set(name, page, seconds)
    return response


class _Lock:
    """A lock that can be held in a dictionary which forgets it as soon as nobody does."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


_making: WeakValueDictionary[str, _Lock] = WeakValueDictionary()
_making_any = threading.Lock()


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    with _making_any:
        own = _making.setdefault(name, _Lock())
    with own.lock:
        yield


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


def number_of(request: HttpRequest) -> changes.Number:
    """The number of the last change, asked for once for each request, before anything of its page is made."""
    if not hasattr(request, "_ris_number"):
        request._ris_number = changes.number()  # type: ignore[attr-defined]  # ours
    number: changes.Number = request._ris_number  # type: ignore[attr-defined]  # as above
    return number


def name_of(request: HttpRequest, number: changes.Number) -> str:
    """What stands for a page as strangers see it: address, language, and the state of all that it may show."""
    asked = (request.scheme, request.get_host(), request.get_full_path(), get_language_from_request(request), number)
    return hashlib.sha256(repr(asked).encode()).hexdigest()


def kept_content(request: HttpRequest, make: Callable[[], bytes]) -> bytes:
    """What programs read (calendars, feeds), kept like a page: for as long as nothing has changed. The same for everybody."""
    if not settings.PAGE_CACHE_SECONDS:
        return make()
    name = f"content {name_of(request, changes.number())}"
    with _one_at_a_time(name):
        packed: bytes | None = caches["pages"].get(name)
        if packed is not None:
            return zlib.decompress(packed)
        content = make()
        packed = zlib.compress(content, level=1)
        if len(packed) <= LARGEST:
            caches["pages"].set(name, packed, settings.PAGE_CACHE_SECONDS)
        return content
