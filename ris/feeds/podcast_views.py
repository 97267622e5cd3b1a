"""The podcast of a municipality, its picture, and the chapters of an episode."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from media.models import Recording
from meetings.models import Body
from ris.feeds.addresses import home_of, page_of_row
from ris.feeds.answering import JSON_CHAPTERS, RSS, answered, for_everyone, last_change
from ris.feeds.podcast import Channel, chapters_json, episodes_of, rss_of
from ris.pages.addresses import by_slug
from ris.pages.cards import drawn
from ris.pages.keeping import kept_content
from ris.pages.place import place_of
from ris.pages.sitting import chapters_of

TEMPLATE = Path(__file__).with_name("podcast.typ")


def _body(request: HttpRequest, slug: str) -> Body:
    rows, own = Body.objects.visible_to(request.user), place_of(request).own
    found: Body = by_slug(rows.filter(pk=own.pk) if own else rows, slug, request)
    return found


@for_everyone
def podcast(request: HttpRequest, slug: str) -> HttpResponse:
    """All recordings with sound that everyone may hear."""
    body = _body(request, slug)
    home = home_of(body)
    channel = Channel(
        _("%(place)s: council meetings to listen to") % {"place": body.name},
        _("Public meetings of council and committees in %(place)s, with chapters by agenda item and a transcript. "
          "The transcript is made by a machine and is not the minutes.") % {"place": body.name},
        home + reverse("podcast", args=[body.slug]), home + reverse("home"),
        home + reverse("podcast_picture", args=[body.slug]), body.name, body.contact_email, body.created, body.license,
    )  # fmt: skip
    changed = last_change()
    content = kept_content(request, lambda: rss_of(channel, episodes_of(body)))
    return answered(request, content, RSS, changed=changed)


@for_everyone
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The square picture that directories show."""
    body = _body(request, slug)
    words = {"kind": "Ratssitzungen", "body": body.short_name or body.name, "line": "zum Nachhören"}
    return answered(request, drawn(TEMPLATE, words).read_bytes(), "image/png")


@for_everyone
def chapters(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The chapters of one recording; those of non-public items are not there."""
    rows = Recording.objects.filter(current_rendition__isnull=False).visible_to(request.user)
    rows = place_of(request).within(rows, "meeting__body").select_related("current_rendition", "meeting__body")
    row = get_object_or_404(rows, uuid=uuid)
    marks = chapters_of(row.meeting, request.user).get(row.pk, [])
    content = chapters_json(row, marks, page_of_row(row.meeting, row.meeting.body))
    return answered(request, json.dumps(content, ensure_ascii=False).encode(), JSON_CHAPTERS, changed=last_change())
