"""`{% subscribe organization %}`: the buttons "In meinen Kalender" and "Abonnieren"; `{% feeds_in_the_head %}`: links for programs."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ris.feeds.subscribing import named_in_the_head, ways_of

register = template.Library()
ROWS = ("organization", "person", "paper")


@register.inclusion_tag("parts/subscribe.html", takes_context=True)
def subscribe(context: template.RequestContext, what: Any) -> dict[str, Any]:
    """The buttons for a row or a list; nothing where there is nothing to follow."""
    request = context["request"]
    return {"ways": ways_of(what, request), "what": what if isinstance(what, str) else "row"}


@register.simple_tag(takes_context=True)
def feeds_in_the_head(context: template.RequestContext) -> SafeString:
    """`<link rel="alternate">` for the page's own feed and for everything."""
    request = context.get("request")
    if request is None:
        return SafeString("")
    row = next((context[name] for name in ROWS if hasattr(context.get(name), "pk")), None)
    link = '<link rel="alternate" type="application/atom+xml" title="{}" href="{}">'
    return format_html_join("\n  ", link, ((way.title, way.address) for way in named_in_the_head(request, row)))
