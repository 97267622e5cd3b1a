"""Pages that a browser or a crawler has already are not sent again (RFC 9110, 304): for visitors of whom we know nothing.

A page's tag has two parts: `W/"STATE-CONTENT"`. STATE stands for all that a page is made of (the number of the last change,
`jobs/changes.py`; address, language; the two minutes of which a page may be at most): where it is still the same, the answer is given
before anything of the page is made. CONTENT is a digest of the page itself: where only the state has moved on, the page is made and
compared, and not sent when nothing in it is new. Nobody who has signed in is answered like this, and nothing that sets a cookie.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import patch_vary_headers

from ris.pages.keeping import name_of, number_of, same_for_everybody

TAG = re.compile(r'W/"([0-9a-f]{16})-([0-9a-f]{16})"')
# Without them a stored answer would be taken for somebody who reads another language, or who has signed in since.
DIFFERS_BY = ("Accept-Language", "Cookie")

Ask = Callable[[HttpRequest], HttpResponseBase]


def revalidate(get_response: Ask) -> Ask:
    """Middleware, outside of kept pages, inside of compression (whose bytes are not what is compared)."""

    def ask(request: HttpRequest) -> HttpResponseBase:
        if not same_for_everybody(request):
            return get_response(request)
        known = TAG.findall(request.headers.get("If-None-Match", ""))
        state = _state(request)
        for had, content in known:
            if had == state:
                return _not_modified(_tag(state, content))
        response = get_response(request)
        if not _may_be_compared(response):
            return response
        content = hashlib.sha256(response.content).hexdigest()[:16]  # type: ignore[attr-defined]  # not streamed
        tag = _tag(state, content)
        if any(content == one for _state_then, one in known):
            return _not_modified(tag)
        return _named(response, tag)

    return ask


def _state(request: HttpRequest) -> str:
    """Never the same again where changes are not watched."""
    if not settings.PAGE_CACHE_SECONDS:
        return hashlib.sha256(str(time.time_ns()).encode()).hexdigest()[:16]
    part = int(time.time()) // settings.PAGE_CACHE_SECONDS
    return hashlib.sha256(f"{name_of(request, number_of(request))} {part}".encode()).hexdigest()[:16]


def _tag(state: str, content: str) -> str:
    return f'W/"{state}-{content}"'


def _may_be_compared(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and response.status_code == 200
        and not response.cookies
        and "Cache-Control" not in response.headers
        and "ETag" not in response.headers
    )


def _not_modified(tag: str) -> HttpResponseBase:
    response = HttpResponse(status=304)
    del response["Content-Type"]
    return _named(response, tag)


def _named(response: HttpResponseBase, tag: str) -> HttpResponseBase:
    response["ETag"] = tag
    # Asked for each time: what is cut or withdrawn must not go on in a browser.
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, DIFFERS_BY)
    return response
