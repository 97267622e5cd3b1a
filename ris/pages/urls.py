"""Addresses of the public pages. Each one is registered with a sample in tests/e2e/pages.py."""

from django.urls import path

from ris.pages import (
    calendar,
    cards,
    documents,
    feedback,
    home,
    items,
    language,
    machines,
    meetings,
    organizations,
    papers,
    people,
    searching,
    texts,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("suche/", searching.searching, name="search"),
    path("sitzungen/", meetings.meetings, name="meetings"),
    path("sitzungen/<slug:slug>/", meetings.meeting, name="meeting"),
    path("sitzungen/<slug:slug>/wortlaut/", meetings.transcript, name="transcript"),
    path("sitzungen/<slug:slug>/wortzeiten.json", meetings.word_times, name="word_times"),
    path("kalender/", calendar.calendar, name="calendar"),
    path("tagesordnungspunkte/<uuid:uuid>/", items.item, name="item"),
    path("vorlagen/", papers.papers, name="papers"),
    path("vorlagen/<uuid:uuid>/", papers.paper, name="paper"),
    path("dokumente/", documents.documents, name="documents"),
    path("dokumente/<uuid:uuid>/", documents.document, name="document"),
    path("gremien/", organizations.organizations, name="organizations"),
    path("gremien/<slug:slug>/", organizations.organization, name="organization"),
    path("personen/", people.people, name="people"),
    path("personen/<slug:slug>/", people.person, name="person"),
    path("seiten/<slug:page>/", texts.text, name="text"),
    path("barriere-melden/", feedback.feedback, name="feedback"),
    path("sitzungen/<slug:slug>/karte.png", cards.meeting_card, name="meeting_card"),
    path("tagesordnungspunkte/<uuid:uuid>/karte.png", cards.item_card, name="item_card"),
    path("vorlagen/<uuid:uuid>/karte.png", cards.paper_card, name="paper_card"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<section>.xml", machines.sitemap, name="sitemap_section"),
    path("robots.txt", machines.robots, name="robots"),
    path("sprache/", language.language, name="language"),
]
