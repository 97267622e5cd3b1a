"""Addresses that other programs follow. They never change: a calendar in a phone is not looked at again by anybody."""

from django.urls import path

from ris.feeds import calendar_views

urlpatterns = [
    path("kalender.ics", calendar_views.all_sittings, name="calendar_all"),
    path("gremien/<slug:slug>/kalender.ics", calendar_views.organization, name="calendar_organization"),
    path("personen/<slug:slug>/kalender.ics", calendar_views.person, name="calendar_person"),
    path("sitzungen/<slug:slug>/termin.ics", calendar_views.meeting, name="calendar_meeting"),
]
