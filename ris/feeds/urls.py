"""Addresses that other programs follow. They never change: a calendar in a phone is not looked at again by anybody."""

from django.urls import path

from ris.feeds import calendar_views, news_views

urlpatterns = [
    path("kalender.ics", calendar_views.all_sittings, name="calendar_all"),
    path("gremien/<slug:slug>/kalender.ics", calendar_views.organization, name="calendar_organization"),
    path("personen/<slug:slug>/kalender.ics", calendar_views.person, name="calendar_person"),
    path("sitzungen/<slug:slug>/termin.ics", calendar_views.meeting, name="calendar_meeting"),
    path("neues.atom", news_views.everything, name="news"),
    path("neues/<slug:kind>.atom", news_views.everything, name="news_kind"),
    path("gremien/<slug:slug>/neues.atom", news_views.organization, name="news_organization"),
    path("gremien/<slug:slug>/neues/<slug:kind>.atom", news_views.organization, name="news_organization_kind"),
    path("personen/<slug:slug>/neues.atom", news_views.person, name="news_person"),
    path("vorlagen/<uuid:uuid>/neues.atom", news_views.paper, name="news_paper"),
    path("suche.atom", news_views.search, name="news_search"),
]
