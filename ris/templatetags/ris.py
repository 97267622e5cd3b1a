"""What templates say with: times as `ris/pages/when.py` words them, and the few icons."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from meetings import naming
from meetings.models import Meeting, Organization, Publishable
from motions.models import Paper, Vote
from ris.pages import when, wording
from ris.pages.playing import Player
from ris.pages.standing import status_in_list
from ris.pages.structured import event_of, video_of
from ris.pages.wording import (
    Status,
    closed_to,
    facet_name,
    full_name_of,
    kinds_of_organizations,
    number_of_item,
    order_name,
    status_of_code,
    status_of_meeting,
    type_of_file,
    what_it_does,
)

register = template.Library()

ESCAPED = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""As Django's `json_script` does it: no text of ours can end the element it stands in."""

ICONS = {
    "play": "M8 5v14l11-7z",
    "search": "M10 4a6 6 0 1 0 3.7 10.7l4.8 4.8 1.4-1.4-4.8-4.8A6 6 0 0 0 10 4zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
    "back": "M11 6l-7 6 7 6zM20 6l-7 6 7 6z",
    "forward": "M13 6l7 6-7 6zM4 6l7 6-7 6z",
    "up": "M12 7l7 7-1.500 1.500L12 10l-5.500 5.500L5 14z",
    "down": "M12 17l-7-7 1.500-1.500L12 14l5.500-5.500L19 10z",
    "quote": "M5 17h4l2-5V6H4v6h3zm9 0h4l2-5V6h-7v6h3z",
    "follow": "M12 4l6 7h-4v9h-4v-9H6z",
    "next": "M9 5l7 7-7 7-1.500-1.500L13 12 7.500 6.500z",
    "close": "M6.400 5L5 6.400 10.600 12 5 17.600 6.400 19 12 13.400 17.600 19 19 17.600 13.400 12 19 6.400 17.600 5 12 10.600z",
    "filter": "M4 6h16v2H4zm3 5h10v2H7zm3 5h4v2h-4z",
    "speech": "M4 4h16v12h-8l-5 4v-4H4zm3 4v1.500h10V8zm0 3v1.500h7V11z",
    "item": "M4 5h3v3H4zm5 .500h11v2H9zM4 10.500h3v3H4zm5 .500h11v2H9zM4 16h3v3H4zm5 .500h11v2H9z",
    "paper": "M6 3h8l4 4v14H6zm7 1.500V8h3.500zM8.500 11v1.500h7V11zm0 3v1.500h7V14zm0 3v1.500h5V17z",
    "document": "M6 3h8l4 4v14H6zm7 1.500V8h3.500zM8.500 11v1.500h7V11zm0 3v1.500h7V14zm0 3v1.500h5V17z",
    "meeting": "M7 3h2v2h6V3h2v2h3v15H4V5h3zM6 9.500V18h12V9.500z",
    "person": "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4.500 20c0-4 3.400-6.500 7.500-6.500s7.500 2.500 7.500 6.500z",
    "organization": "M12 3l9 4v2H3V7zM5 10.500h2.500V17H5zm5.750 0h2.500V17h-2.500zm5.750 0H19V17h-2.500zM3 18.500h18V21H3z",
    "pause": "M7 5h4v14H7zM13 5h4v14h-4z",
    "previous_item": "M6 5h2.500v14H6zM19 5v14l-9.500-7z",
    "next_item": "M15.500 5H18v14h-2.500zM5 5v14l9.500-7z",
    "link": "M10.600 13.400a1 1 0 0 0 1.400 0l4.500-4.500a2 2 0 1 0-2.800-2.800l-1.500 1.500-1.400-1.400 1.500-1.500a4 4 0 1 1 5.600 5.600L13.400 14.800a3 3 0 0 1-4.200 0zm2.800-2.800a1 1 0 0 0-1.400 0l-4.500 4.500a2 2 0 1 0 2.800 2.800l1.500-1.500 1.400 1.400-1.500 1.500a4 4 0 1 1-5.600-5.600l4.500-4.500a3 3 0 0 1 4.200 0z",
    "download": "M11 4h2v8.200l3-3 1.400 1.400L12 16l-5.400-5.400L8 9.200l3 3zM5 18h14v2H5z",
    "left": "M14.500 5L16 6.500 10.500 12l5.500 5.500-1.500 1.500-7-7z",
    "right": "M9.500 5l7 7-7 7L8 17.500l5.500-5.500L8 6.500z",
}
"""Paths on a 24 by 24 field, drawn for this project."""


@register.filter
def timecode(ms: int) -> str:
    """`754000|timecode` → `12:34`."""
    return when.timecode(ms)


@register.filter
def seconds(ms: int) -> str:
    """`754200|seconds` → `754.2`, as `?t=` wants it."""
    return when.seconds(ms)


@register.filter
def length_of_time(ms: int) -> str:
    """A length of time in words."""
    return when.length(ms)


@register.filter
def day(value: date | datetime | None) -> str:
    """`Mi., 17. Februar 2027`; nothing stays nothing."""
    return when.day(value) if value else ""


@register.filter
def day_and_time(value: datetime) -> str:
    """`Mi., 17. Februar 2027, 15:00 Uhr`."""
    return when.day_and_time(value)


@register.filter
def clock(value: datetime) -> str:
    """`15:00 Uhr`."""
    return when.clock(value)


@register.filter
def away(value: date | datetime) -> str:
    """`in 3 Tagen`."""
    return when.away(value)


@register.filter
def status(meeting: Meeting) -> Status:
    """The state of a sitting in word and shape."""
    return status_of_meeting(meeting)


@register.filter
def meeting_name(meeting: Meeting) -> str:
    """`Stadtrat, 17. Sitzung`: for places where sittings of several organizations stand together."""
    return full_name_of(meeting)


@register.filter
def short_enough(organization: Organization) -> str:
    """Its name, or where that is long the short one: `Ortsbeirat Mühlenviertel`, `Mobilitätsausschuss`."""
    return naming.short_enough(organization.name, organization.short_name)


@register.filter
def item_number(label: str) -> str:
    """`4|item_number` → `TOP 4`, in English `Item 4`."""
    return number_of_item(label)


@register.filter
def paper_status(paper: Paper) -> Status | None:
    """How a paper of a list stands; nothing where nothing has happened yet."""
    return status_in_list(paper)


@register.filter
def kind_of_paper(paper: Paper) -> str:
    """`Antrag`; where another system has kinds of its own, its word."""
    return wording.kind_of_paper(paper)


@register.filter
def result_status(vote: Vote) -> Status | None:
    """What became of the item that was voted on."""
    item = vote.agenda_item
    return status_of_code(item.result, item.get_result_display()) if item.result else None


@register.filter
def file_type(mime_type: str) -> str:
    """`PDF`, `Bild`, `Text`: what a document is, in a word."""
    return type_of_file(mime_type)


@register.filter
def organization_kinds(kind: str) -> str:
    """The heading above organizations of one kind."""
    return kinds_of_organizations(kind)


@register.filter
def what_for(kind: str) -> str:
    """What an organization of this kind is there for."""
    return what_it_does(kind)


@register.filter
def at(rows: dict[Any, Any], key: Any) -> Any:
    """What a table has for this key; nothing stays nothing."""
    return rows.get(key)


@register.filter
def facet(name: str) -> str:
    """The heading of a facet."""
    return facet_name(name)


@register.filter
def order(name: str) -> str:
    """An order of hits, in words."""
    return order_name(name)


@register.simple_tag
def icon(name: str) -> SafeString:
    """A small picture beside words that say the same; hidden from screen readers."""
    path = mark_safe(ICONS[name])  # noqa: S308  # nosec B308 B703  our own constant
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>', path
    )


@register.filter
def iso(moment: datetime) -> str:
    """For `<time datetime>`: whole seconds, in the site's zone."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.simple_tag
def structured(meeting: Meeting, player: Player | None, site: str) -> SafeString:
    """Facts for search engines as JSON-LD; a block of data, which no policy of ours lets run."""
    facts = [event_of(meeting, site)]
    if player is not None:
        facts.append(video_of(meeting, player, player.chapters, site))
    text = json.dumps(facts if len(facts) > 1 else facts[0], ensure_ascii=False).translate(ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  # nosec


@register.inclusion_tag("parts/closed.html")
def closed(row: Publishable) -> dict[str, Status | None]:
    """The mark on what not everyone may see."""
    return {"status": closed_to(row)}
