"""Addresses of the public pages. Each one is registered with a sample in tests/e2e/pages.py."""

from django.urls import path

from ris.pages import home, items, language, meetings, organizations, papers, people, searching

urlpatterns = [
    path("", home.home, name="home"),
    path("suche/", searching.searching, name="search"),
    path("sitzungen/", meetings.meetings, name="meetings"),
    path("sitzungen/<slug:slug>/", meetings.meeting, name="meeting"),
    path("sitzungen/<slug:slug>/wortlaut/", meetings.transcript, name="transcript"),
    path("sitzungen/<slug:slug>/wortzeiten.json", meetings.word_times, name="word_times"),
    path("tagesordnungspunkte/<uuid:uuid>/", items.item, name="item"),
    path("vorlagen/", papers.papers, name="papers"),
    path("vorlagen/<uuid:uuid>/", papers.paper, name="paper"),
    path("gremien/", organizations.organizations, name="organizations"),
    path("gremien/<slug:slug>/", organizations.organization, name="organization"),
    path("personen/", people.people, name="people"),
    path("personen/<slug:slug>/", people.person, name="person"),
    path("sprache/", language.language, name="language"),
]
