"""The page that explains how to follow, with the addresses of everything that can be followed."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from media.models import Recording
from meetings.models import Body
from ris.feeds.addresses import home_of
from ris.feeds.news import KINDS
from ris.feeds.news_views import title_of
from ris.feeds.subscribing import ANYONE, CalendarWay, FeedWay, ways_of
from ris.pages.place import place_of, site_of


@require_safe
def subscribing(request: HttpRequest) -> HttpResponse:
    """Calendars, feeds and podcasts of this place, and how each program takes them."""
    place, site = place_of(request), site_of(request)
    chosen = f"?gemeinde={place.chosen.slug}" if place.chosen and not place.own else ""
    feeds = [FeedWay(title_of(""), f"{site}{reverse('news')}{chosen}")]
    feeds += [FeedWay(title_of(kind), f"{site}{reverse('news_kind', args=[kind])}{chosen}") for kind in KINDS]
    calendars = list(ways_of("meetings", request).calendars)
    if place.mixed:
        calendars += [
            CalendarWay(one.name, f"{site}{reverse('calendar_all')}?gemeinde={one.slug}") for one in place.bodies
        ]
    facts = {"calendars": calendars, "feeds": feeds, "podcasts": [_podcast(body) for body in _heard(request)]}
    return render(request, "feeds/subscribing.html", facts | {"nav": ""})


def _heard(request: HttpRequest) -> QuerySet[Body]:
    """Municipalities of which something can be heard."""
    recordings = Recording.objects.visible_to(ANYONE).filter(meeting__body=OuterRef("pk"))
    heard = Exists(recordings.filter(current_rendition__isnull=False))
    bodies: QuerySet[Body] = Body.objects.visible_to(ANYONE).filter(heard)
    chosen = place_of(request).chosen
    return bodies.filter(pk=chosen.pk) if chosen else bodies


def _podcast(body: Body) -> FeedWay:
    return FeedWay(body.name, home_of(body) + reverse("podcast", args=[body.slug]))
