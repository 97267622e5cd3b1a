"""Every public address with a sample: a page that is not named here fails a test, one that is named is checked by axe and Nu."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.recorded_world import RecordedWorld

PAGES: Mapping[str, Callable[[RecordedWorld], str]] = {
    "home": lambda here: "/",
    "search": lambda here: "/suche/?q=Haltestelle",
    "meetings": lambda here: "/sitzungen/",
    "meeting": lambda here: f"/sitzungen/{here.world.meeting.slug}/?t=10",
    "transcript": lambda here: f"/sitzungen/{here.world.meeting.slug}/wortlaut/",
    "calendar": lambda here: f"/kalender/?monat={here.world.meeting.start:%Y-%m}",
    "text": lambda here: "/seiten/hilfe/",
    "interface": lambda here: "/schnittstelle/",
    "feedback": lambda here: "/barriere-melden/",
    "item": lambda here: f"/tagesordnungspunkte/{here.world.public_item.uuid}/",
    "papers": lambda here: "/vorlagen/",
    "paper": lambda here: f"/vorlagen/{here.world.paper.uuid}/",
    "documents": lambda here: "/dokumente/",
    "document": lambda here: f"/dokumente/{here.world.file.uuid}/?seite=1&q=Haltestelle",
    "organizations": lambda here: "/gremien/",
    "organization": lambda here: f"/gremien/{here.world.committee_1.slug}/",
    "people": lambda here: "/personen/",
    "person": lambda here: f"/personen/{here.world.speaker.slug}/",
    "subscribing": lambda here: "/abonnieren/",
}
"""Name of the address pattern → a sample in the recorded world."""

VARIANTS: Mapping[str, Callable[[RecordedWorld], str]] = {
    "home of one municipality": lambda here: f"/?gemeinde={here.world.body.slug}",
    "search, nothing asked": lambda here: "/suche/",
    "search, nothing found": lambda here: "/suche/?q=Zeppelin+Haltestelle&art=rede",
    "search, filtered": lambda here: f"/suche/?q=Haltestelle&art=rede&gremium={here.world.committee_1.slug}",
    "papers, filtered": lambda here: "/vorlagen/?art=proposal&stand=beschlossen",
    "papers, a place that is none": lambda here: "/vorlagen/?nach=unsinn",
    "meetings of a committee and a year": lambda here: (
        f"/sitzungen/?gremium={here.world.committee_1.slug}&jahr={here.world.meeting.start:%Y}"
    ),
    "meetings, none fits": lambda here: "/sitzungen/?jahr=1999",
    "papers, none fits": lambda here: "/vorlagen/?art=urgent",
    "papers, a filter that does not exist": lambda here: "/vorlagen/?art=zauberei",
    "paper, document open": lambda here: f"/vorlagen/{here.world.paper.uuid}/?datei={here.world.file.uuid}&seite=1",
    "documents, filtered": lambda here: "/dokumente/?art=anlage&q=Lageplan",
    "documents, none fits": lambda here: "/dokumente/?art=einladung&q=Zeppelin",
    "faction": lambda here: f"/gremien/{here.world.faction.slug}/",
    "council without meetings": lambda here: f"/gremien/{here.world.council.slug}/",
    "people, also former": lambda here: "/personen/?frueher=1",
    "subscribing, of one municipality": lambda here: f"/abonnieren/?gemeinde={here.world.body.slug}",
    "person who said nothing": lambda here: f"/personen/{here.world.anna_person.slug}/",
}
"""Other faces of the same addresses."""

NO_PAGES = {
    "meeting_card": "a picture",
    "item_card": "a picture",
    "paper_card": "a picture",
    "sitemap": "XML",
    "sitemap_section": "XML",
    "robots": "text",
    "oparl": "JSON",
    "word_times": "JSON for the script",
    "language": "a form's target",
    **dict.fromkeys(("calendar_all", "calendar_organization", "calendar_person", "calendar_meeting"), "iCalendar"),
    "private_calendar": "iCalendar",
    **dict.fromkeys(("news", "news_kind", "news_organization", "news_organization_kind"), "Atom"),
    **dict.fromkeys(("news_person", "news_paper", "news_search"), "Atom"),
    "podcast": "RSS",
    "podcast_picture": "a picture",
    "podcast_chapters": "JSON for podcast programs",
}
"""Addresses of ris/pages/urls.py and ris/feeds/urls.py that answer with something else than a page."""

SIGN_IN_PAGES: Mapping[str, str] = {
    "account_login": "/anmelden/?next=/vorlagen/",
    "account_signup": "/anmelden/zugang/",
    "account_inactive": "/anmelden/gesperrt/",
    "account_reset_password": "/kennwort/vergessen/",
    "account_reset_password_done": "/kennwort/vergessen/gesendet/",
    "account_reset_password_from_key": "/kennwort/neu/1-verbraucht/",
    "account_reset_password_from_key_done": "/kennwort/geaendert/",
}
"""Pages of signing in, for those who have not."""

OFFICE_PAGES: Mapping[str, str] = {
    "my_calendar": "/mein-kalender/",
    "account_change_password": "/kennwort/aendern/",
    "account_logout": "/abmelden/",
    "status": "/buero/status/",
}
"""Pages for which one must be signed in, here as the council office."""

OFFICE_NO_PAGES = {"status_once_more": "a form's target"}
