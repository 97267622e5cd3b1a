"""The language of the page: a cookie, the same address."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


# A foreign site that sends this form changes a language, nothing else; a token would cost every reader a cookie.
@csrf_exempt
@require_POST
def language(request: HttpRequest) -> HttpResponseBase:
    """Django's own: checks the language, keeps it in a cookie, leads back to `next` on this host."""
    return set_language(request)
