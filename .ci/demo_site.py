"""The invented city as a running site for those who look at it from outside: screenshots, Lighthouse, links, load.

`make demo` must have run once; the site is then started on a free port, from the same data, and ends with the block.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60.0
NO_PAGES = {"robots", "sitemap", "language"}  # addresses for machines and forms


@contextmanager
def site() -> Iterator[str]:
    """Yield the site's address (`SITE=http://…` names one that runs already). Exits with a sentence where there is no demo."""
    if running := os.environ.get("SITE"):
        yield running.rstrip("/")
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    manage = [sys.executable, "manage.py"]
    for step in (["migrate", "--noinput"], ["collectstatic", "--noinput"]):  # the data may be of an earlier version
        subprocess.run([*manage, *step], cwd=ROOT, check=True, stdout=subprocess.DEVNULL, timeout=300)
    command = [sys.executable, "-m", "gunicorn", "ris.wsgi", "--bind", f"127.0.0.1:{port}"]
    log = ROOT / "var" / "log" / "site.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    server = subprocess.Popen(
        [
            *command,
            "--workers",
            "2",
            "--worker-class",
            "gthread",
            "--threads",
            "8",
            "--log-level",
            "error",
            "--graceful-timeout",
            "2",
        ],
        cwd=ROOT,
        env=os.environ | {"CANONICAL_HOST": address},
        stderr=log.open("w"),
    )
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                httpx.get(address, timeout=20).raise_for_status()
                break
            except httpx.HTTPError:
                if server.poll() is not None or time.monotonic() > until:
                    sys.exit(
                        "Die Beispielstadt antwortet nicht. Bitte rufen Sie zuerst „make demo“ auf und beenden es mit Strg-C."
                    )
                time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def samples() -> dict[str, str]:
    """Name → path of every kind of page, from the demo's own rows as an anonymous visitor sees them, the fullest first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ris.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import Count, Model, QuerySet
    from django.urls import reverse

    from meetings.models import AgendaItem, Meeting, Organization, OrganizationType, Person
    from motions.models import Paper
    from ris.pages.urls import urlpatterns

    anyone = AnonymousUser()
    found: dict[str, str] = {}

    def first(name: str, rows: QuerySet[Model], pattern: str, key: str) -> None:
        if row := rows.first():
            found[name] = reverse(pattern, args=[getattr(row, key)])

    for pattern in urlpatterns:
        if pattern.name and "<" not in str(pattern.pattern) and pattern.name not in NO_PAGES:
            found[pattern.name] = reverse(pattern.name)
    found["search"] += "?q=Radweg"
    found["sign-in"] = reverse("account_login")
    for text in ("ueber", "hilfe", "leichte-sprache", "barrierefreiheit", "datenschutz", "impressum"):
        found[text] = f"/seiten/{text}/"
    found["search-nothing"] = "/suche/?q=Wolkenkuckucksheim"
    meetings = Meeting.objects.visible_to(anyone)
    first("meeting-after", meetings.filter(recordings__chapters__isnull=False).distinct(), "meeting", "slug")
    if "meeting-after" in found:
        found["transcript"] = f"{found['meeting-after']}wortlaut/"
    for state in ("planned", "invited", "running", "held"):
        first(f"meeting-{state}", meetings.filter(state=state, recordings=None, cancelled=False), "meeting", "slug")
    first("meeting-cancelled", meetings.filter(cancelled=True), "meeting", "slug")
    items = AgendaItem.objects.visible_to(anyone).filter(chapter_items__isnull=False)
    first("item", items.annotate(n=Count("consultations")).order_by("-n"), "item", "uuid")
    papers = Paper.objects.visible_to(anyone).annotate(n=Count("consultations")).order_by("-n", "-date")
    first("paper", papers, "paper", "uuid")
    groups = Organization.objects.visible_to(anyone).annotate(n=Count("memberships")).order_by("-n")
    first("organization", groups.exclude(type=OrganizationType.FACTION), "organization", "slug")
    first("faction", groups.filter(type=OrganizationType.FACTION), "organization", "slug")
    first(
        "person", Person.objects.visible_to(anyone).annotate(n=Count("speaker_turns")).order_by("-n"), "person", "slug"
    )
    return found
