"""How a feed is answered: as everyone sees it, in German, and with nothing at all where nothing has changed (RFC 9110, 13)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date, quote_etag
from django.views.decorators.http import require_safe

from jobs import changes

View = Callable[..., HttpResponse]
CALENDAR = "text/calendar; charset=utf-8"
ATOM = "application/atom+xml; charset=utf-8"
RSS = "application/rss+xml; charset=utf-8"
JSON_CHAPTERS = "application/json+chapters; charset=utf-8"


def for_everyone(view: View) -> View:
    """A view for programs: they see what a stranger sees, also in the browser of somebody signed in, and they read German."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.user = AnonymousUser()
        with translation.override("de"):
            response = view(request, *args, **kwargs)
        response["Content-Language"] = "de"
        return response

    return cast(View, require_safe(asked))


def answered(
    request: HttpRequest, content: bytes, content_type: str, *, changed: datetime | None = None, private: bool = False
) -> HttpResponse:
    """The content, or 304. `changed`: a moment since which this cannot have become another content; None where nobody can say."""
    response = HttpResponse(content, content_type=content_type)
    etag = quote_etag(hashlib.sha256(content).hexdigest()[:32])
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache" if private else "public, no-cache"
    if not private:
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    stamp = None
    if changed is not None:
        stamp = int(changed.timestamp())
        response["Last-Modified"] = http_date(stamp)
    found = get_conditional_response(request, etag=etag, last_modified=stamp, response=response)
    return cast(HttpResponse, found)


def last_change() -> datetime | None:
    """When anything that people may read was last changed; None where that is not known, or so fresh that the same second may bring more.

    One for all feeds: a moment of the newest entry alone would go back when that is withdrawn, and who asks by time would keep it.
    """
    last = changes.last_at()
    return None if last is None or last > timezone.now() - timedelta(seconds=2) else last.astimezone(UTC)


def as_file(response: HttpResponse, name: str) -> HttpResponse:
    """Saved under this name where a browser saves it."""
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response
