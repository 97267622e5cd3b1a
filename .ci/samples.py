"""Name → path of every kind of page and of its states, from the demo's own rows as an anonymous visitor sees them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NO_PAGES = {"robots", "sitemap", "language"}  # addresses for machines and forms
TEXTS = ("ueber", "hilfe", "leichte-sprache", "barrierefreiheit", "datenschutz", "impressum")

WRONG = {
    "wrong-404": ("/gibt-es-nicht/", 404),
    "wrong-403": ("/gezeigt/403/", 403),
    "wrong-403-form": ("/gezeigt/403-formular/", 403),
    "wrong-429": ("/gezeigt/429/", 429),
    "wrong-500": ("/gezeigt/500/", 500),
    "front-413": ("/fehler/413.html", 413),
    "front-429": ("/fehler/429.html", 429),
    "front-wartung": ("/fehler/wartung.html", 503),
}
"""Pages for what went wrong: name → path in the site of `site_urls.py`, status that belongs to it."""

OFFICE = {
    "office-status": "status",
    "office-password": "account_change_password",
    "office-sign-out": "account_logout",
    "office-admin": "admin:index",
}
"""Pages for which one must be signed in: name → name of the address."""


def samples() -> dict[str, str]:
    """Pages that anybody may open, the fullest first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ris.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.urls import reverse

    from ris.pages.urls import urlpatterns

    found = {
        pattern.name: reverse(pattern.name)
        for pattern in urlpatterns
        if pattern.name and "<" not in str(pattern.pattern) and pattern.name not in NO_PAGES
    }
    found["search"] += "?q=Radweg"
    found |= {text: f"/seiten/{text}/" for text in TEXTS}
    return found | states() | meetings() | matters() | people() | signing_in()


def states() -> dict[str, str]:
    """Lists narrowed down, and what they say where nothing is left."""
    return {
        "search-unasked": "/suche/",
        "search-nothing": "/suche/?q=Wolkenkuckucksheim",
        "papers-filtered": "/vorlagen/?art=motion&stand=beschlossen",
        "papers-none": "/vorlagen/?art=urgent&stand=beschlossen",
        "papers-unknown-filter": "/vorlagen/?art=zauberei",
        "people-former": "/personen/?frueher=1",
        "calendar-empty": "/kalender/?monat=1999-01",
        "feedback-of-page": "/barriere-melden/?seite=/kalender/",
        "subscribing": "/abonnieren/",
    }


def meetings() -> dict[str, str]:
    """Sittings in every state, the recorded one with its Wortlaut, items with and without debate."""
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Count
    from django.urls import reverse

    from meetings.models import AgendaItem, Meeting

    anyone = AnonymousUser()
    found: dict[str, str] = {}
    rows = Meeting.objects.visible_to(anyone)
    if recorded := rows.filter(recordings__chapters__isnull=False).distinct().first():
        found["meeting-after"] = reverse("meeting", args=[recorded.slug])
        found["meeting-moment"] = f"{found['meeting-after']}?t=120"
        found["meeting-unrecorded"] = f"{found['meeting-after']}?t=90000"
        found["transcript"] = f"{found['meeting-after']}wortlaut/"
    for state in ("planned", "invited", "running", "held"):
        if row := rows.filter(state=state, recordings=None, cancelled=False).first():
            found[f"meeting-{state}"] = reverse("meeting", args=[row.slug])
    if row := rows.filter(cancelled=True).first():
        found["meeting-cancelled"] = reverse("meeting", args=[row.slug])
    items = AgendaItem.objects.visible_to(anyone)
    debated = items.filter(chapter_items__isnull=False).annotate(n=Count("consultations")).order_by("-n")
    others = items.filter(chapter_items=None)
    for name, item in (
        ("item", debated.first()),
        ("item-ahead", others.filter(meeting__state="invited").exclude(consultations=None).first()),
        ("item-without-paper", others.filter(consultations=None).first()),
    ):
        if item:
            found[name] = reverse("item", args=[item.uuid])
    return found


def matters() -> dict[str, str]:
    """Papers: the one with the longest way, one of each end, a document open in the page."""
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Count
    from django.urls import reverse

    from motions.models import Paper

    rows = Paper.objects.visible_to(AnonymousUser()).annotate(n=Count("consultations")).order_by("-n", "-date")
    found: dict[str, str] = {}
    for name, row in (
        ("paper", rows.first()),
        ("paper-withdrawn", rows.filter(withdrawn_at__isnull=False).first()),
        ("paper-replaced", rows.filter(superseded_by__isnull=False).first()),
        ("paper-question", rows.filter(type="question", subordinates__isnull=False).first()),
        ("paper-unanswered", rows.filter(type="question", subordinates=None, answer_due__isnull=False).last()),
        ("paper-amendment", rows.filter(type="amendment").first()),
        ("paper-on-no-agenda", rows.filter(n=0).first()),
        ("paper-carried-out", rows.exclude(follow_up="").first()),
    ):
        if row:
            found[name] = reverse("paper", args=[row.uuid])
    if (first := rows.first()) and (file := first.files.visible_to(AnonymousUser()).first()):
        found["paper-document"] = f"{found['paper']}?datei={file.uuid}"
    return found


def people() -> dict[str, str]:
    """Organizations and persons, the fullest and the emptiest."""
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Count
    from django.urls import reverse

    from meetings.models import Organization, OrganizationType, Person

    anyone = AnonymousUser()
    groups = Organization.objects.visible_to(anyone).annotate(n=Count("memberships")).order_by("-n")
    persons = Person.objects.visible_to(anyone).annotate(n=Count("speaker_turns")).order_by("-n")
    found: dict[str, str] = {}
    for name, pattern, row in (
        ("organization", "organization", groups.exclude(type=OrganizationType.FACTION).first()),
        ("organization-office", "organization", groups.filter(type=OrganizationType.OFFICE).last()),
        ("faction", "organization", groups.filter(type=OrganizationType.FACTION).first()),
        ("person", "person", persons.first()),
        ("person-silent", "person", persons.last()),
    ):
        if row:
            found[name] = reverse(pattern, args=[row.slug])
    return found


def signing_in() -> dict[str, str]:
    """The way in, for those who have not signed in."""
    return {
        "sign-in": "/anmelden/",
        "sign-in-how": "/anmelden/zugang/",
        "sign-in-closed": "/anmelden/gesperrt/",
        "password-forgotten": "/kennwort/vergessen/",
        "password-sent": "/kennwort/vergessen/gesendet/",
        "password-used-link": "/kennwort/neu/1-verbraucht/",
        "password-changed": "/kennwort/geaendert/",
    }


def for_the_office() -> dict[str, str]:
    """Pages of the council office, for somebody of it who has signed in; forms with the fullest rows."""
    from django.urls import reverse

    from media.models import Recording
    from meetings.models import File, Meeting
    from motions.models import Paper
    from transcripts.models import Transcript

    found = {name: reverse(address) for name, address in OFFICE.items()}
    for model in (Meeting, Paper, File, Recording, Transcript):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        found[f"office-{model._meta.model_name}-list"] = reverse(f"admin:{name}_changelist")
        row = model._default_manager.filter(pk=10).first() or model._default_manager.first()
        if row is not None:
            found[f"office-{model._meta.model_name}"] = reverse(f"admin:{name}_change", args=[row.pk])
            found[f"office-{model._meta.model_name}-history"] = reverse(f"admin:{name}_history", args=[row.pk])
    found["office-file-new"] = reverse("admin:meetings_file_add")
    return found
