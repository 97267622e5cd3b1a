"""The page that explains the interface to people who write programs: docs/api.md, with this installation's addresses."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
EXAMPLE = "https://rat.example.de"


@require_safe
def interface(request: HttpRequest) -> HttpResponse:
    """`/schnittstelle/`, named by System.product."""
    title, text = explained(settings.CANONICAL_HOST)
    # Our own text, and raw HTML is off.
    shown = mark_safe(text)  # noqa: S308  # nosec
    return render(request, "pages/interface.html", {"title": title, "text": shown})


@cache
def explained(host: str) -> tuple[str, str]:
    """(title, HTML), the examples with this host. Raises Http404 where the document was not installed."""
    try:
        text = (settings.BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
    except OSError as error:
        raise Http404 from error
    title, _, rest = text.removeprefix("# ").partition("\n")
    return title, MARKDOWN.render(rest.replace(EXAMPLE, host))
