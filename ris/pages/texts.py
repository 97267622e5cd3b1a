"""Pages that explain: about, how to search, accessibility, imprint, privacy, plain language. German, as law and readers ask."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

from meetings.models import PageText, TextPage
from ris.pages.place import place_of

# Raw HTML and images are refused: the office writes words, and nothing it pastes becomes a part of the page's machinery.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
PAGES = {
    "ueber": TextPage.ABOUT,
    "hilfe": TextPage.HELP,
    "barrierefreiheit": TextPage.ACCESSIBILITY,
    "impressum": TextPage.IMPRINT,
    "datenschutz": TextPage.PRIVACY,
    "leichte-sprache": TextPage.PLAIN,
}


@require_safe
def text(request: HttpRequest, page: str) -> HttpResponse:
    """The municipality's own text where it has written one (Markdown, in the admin), else ours."""
    if page not in PAGES:
        raise Http404
    kind = PAGES[page]
    body = place_of(request).speaks_for
    own = PageText.objects.filter(body=body, page=kind).visible_to(request.user).first() if body else None
    facts = {
        "page": page, "kind": kind, "title": kind.label, "body": body, "template": f"texts/{page}.html", "nav": page,
        # Markdown with raw HTML off escapes everything that is not its own markup.
        "own": mark_safe(MARKDOWN.render(own.text)) if own else "",  # noqa: S308  # nosec
        "changed": own.modified if own else None,
    }  # fmt: skip
    return render(request, "pages/text.html", facts)
