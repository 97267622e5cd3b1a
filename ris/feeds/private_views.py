"""A member's own calendar: the page that makes and ends its address, and the address itself."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.client_address import client_address
from meetings.mandates import audiences_of
from ris.feeds import private
from ris.feeds.answering import CALENDAR, answered, as_file
from ris.feeds.calendars import Head, calendar_of
from ris.feeds.choosing import from_when, of_user, sittings
from ris.pages.place import place_of, site_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("secret", "address")
def my_calendar(request: HttpRequest) -> HttpResponse:
    """What it is, what it means, make and end. The address stands in the answer to making it, and never again."""
    user, now = request.user, timezone.now()
    assert isinstance(user, AbstractBaseUser)  # noqa: S101  signed in
    wanted = request.POST.get("what", "")
    if wanted == "end":
        private.revoke(user, at=now)
        return redirect(f"{reverse('my_calendar')}?beendet=1")
    address = ""
    if wanted == "make":
        secret = private.make(user, at=now)
        address = site_of(request) + reverse("private_calendar", args=[secret])
    known = audiences_of(user)
    facts = {
        "address": address, "webcal": f"webcal://{address.partition('://')[2]}" if address else "",
        "valid": private.valid_of(user), "ended": "beendet" in request.GET,
        "has_seats": bool(known.seats), "has_office": bool(known.office_bodies or known.office_organizations),
    }  # fmt: skip
    response = render(request, "feeds/my_calendar.html", facts)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    # Its own address tells nothing; and with "no-referrer" the browser would not say where its forms come from, which Django wants to know.
    response["Referrer-Policy"] = "same-origin"
    add_never_cache_headers(response)
    return response


@require_safe
@sensitive_variables("secret")
def private_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The member's own sittings, the non-public ones too. Whoever has the address needs no password: 404 for all but valid ones."""
    now = timezone.now()
    row = private.holder(secret)
    if row is None:
        many = private.too_often(f"wrong {client_address(request)}", private.WRONG_AN_HOUR, at=now)
        return secretly(_plain(429) if many else _plain(404))
    if private.too_often(f"read {row.pk}", private.READS_AN_HOUR, at=now):
        return secretly(_plain(429))
    request.user = user = row.user
    since = from_when(request)
    rows = place_of(request).within(sittings(user).filter(of_user(user))).distinct()
    with translation.override("de"):
        head = Head(
            _("My meetings"), _("Your own meetings, the non-public ones too. Please keep the address to yourself.")
        )
        content = calendar_of(list(rows.filter(start__gte=since) if since else rows), head)
    private.note_use(row, at=now)
    return secretly(as_file(answered(request, content, CALENDAR, private=True), "meine-sitzungen.ics"), keep=True)


def _plain(status: int) -> HttpResponse:
    """No page of ours: it would repeat the address in its links."""
    words = {404: _("There is no calendar here."), 429: _("Too many requests. Please try again in an hour.")}
    response = HttpResponse(words[status] + "\n", content_type="text/plain; charset=utf-8", status=status)
    if status == 429:
        response["Retry-After"] = "3600"
    return response


def secretly(response: HttpResponse, *, keep: bool = False) -> HttpResponse:
    """Found by no search engine, told to no other site, kept by no cache (`keep`: but the asker's own)."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    if not keep:
        add_never_cache_headers(response)
    return response
