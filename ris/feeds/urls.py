"""Addresses that other programs follow. They never change: a calendar in a phone is not looked at again by anybody."""

from django.urls import path

from ris.feeds import calendar_views, news_views, podcast_views, private_views, subscribing_views

urlpatterns = [
    path("kalender.ics", calendar_views.all_sittings, name="calendar_all"),
    path("gremien/<slug:slug>/kalender.ics", calendar_views.organization, name="calendar_organization"),
    path("personen/<slug:slug>/kalender.ics", calendar_views.person, name="calendar_person"),
    path("sitzungen/<slug:slug>/termin.ics", calendar_views.meeting, name="calendar_meeting"),
    # The secret part is kept out of all logs by this beginning (ris/upkeep/log_lines.py, docker/nginx).
    path("kalender/privat/<str:secret>.ics", private_views.private_calendar, name="private_calendar"),
    path("mein-kalender/", private_views.my_calendar, name="my_calendar"),
    path("neues.atom", news_views.everything, name="news"),
    path("neues/<slug:kind>.atom", news_views.everything, name="news_kind"),
    path("gremien/<slug:slug>/neues.atom", news_views.organization, name="news_organization"),
    path("gremien/<slug:slug>/neues/<slug:kind>.atom", news_views.organization, name="news_organization_kind"),
    path("personen/<slug:slug>/neues.atom", news_views.person, name="news_person"),
    path("vorlagen/<uuid:uuid>/neues.atom", news_views.paper, name="news_paper"),
    path("podcast/<slug:slug>.xml", podcast_views.podcast, name="podcast"),
    path("podcast/<slug:slug>.png", podcast_views.picture, name="podcast_picture"),
    path("podcast/kapitel/<uuid:uuid>.json", podcast_views.chapters, name="podcast_chapters"),
    path("abonnieren/", subscribing_views.subscribing, name="subscribing"),
    path("suche.atom", news_views.search, name="news_search"),
]
