"""Addresses of the calendars: all sittings, those of an organization, of a person, and one sitting as a file."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.models import Meeting, Organization, Person
from meetings.models.meeting import MeetingQuerySet
from ris.feeds.addresses import home_of, page_of_row
from ris.feeds.answering import CALENDAR, answered, as_file, for_everyone, last_change
from ris.feeds.calendars import Head, calendar_of
from ris.feeds.choosing import from_when, of_person, sittings
from ris.pages.addresses import by_slug
from ris.pages.keeping import kept_content
from ris.pages.place import place_of


def _calendar(request: HttpRequest, rows: MeetingQuerySet, head: Head, name: str) -> HttpResponse:
    since = from_when(request)
    changed = last_change()  # asked before the rows: what is written meanwhile makes it too old, never too new
    content = kept_content(request, lambda: calendar_of(list(rows.filter(start__gte=since) if since else rows), head))
    return as_file(answered(request, content, CALENDAR, changed=changed), f"{name}.ics")


@for_everyone
def all_sittings(request: HttpRequest) -> HttpResponse:
    """`?gemeinde=` for one municipality; on its own host only its own. `?ab=` for more than the last year."""
    body = place_of(request).chosen or place_of(request).speaks_for
    rows = place_of(request).listed(sittings(request.user))
    name = _("%(place)s: meetings") % {"place": body.name} if body else _("Meetings of all councils")
    home = home_of(place_of(request).own)
    address = home + request.get_full_path()
    head = Head(name, _about(), address, home + reverse("calendar"))
    return _calendar(request, rows, head, "kalender")


@for_everyone
def organization(request: HttpRequest, slug: str) -> HttpResponse:
    """Sittings of one organization, alone or jointly."""
    rows = place_of(request).within(Organization.objects.visible_to(request.user)).select_related("body")
    row = by_slug(rows, slug, request)
    name = f"{row.name} ({row.body.short_name or row.body.name})"
    address = home_of(row.body) + request.get_full_path()
    head = Head(name, _about(), address, page_of_row(row, row.body), row.colour)
    return _calendar(request, sittings(request.user).of(row), head, row.slug)


@for_everyone
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Sittings of the organizations in which this person had a seat at that time."""
    people = place_of(request).within(Person.objects.visible_to(request.user)).select_related("body")
    row = by_slug(people, slug, request)
    name = _("Meetings of %(person)s") % {"person": row.name}
    about = _("Meetings of the organizations in which %(person)s has a seat, or had one on that day.") % {
        "person": row.name
    }
    head = Head(name, about, home_of(row.body) + request.get_full_path(), page_of_row(row, row.body))
    rows = sittings(request.user).filter(of_person(row, request.user)).distinct()
    return _calendar(request, rows, head, row.slug)


@require_safe
def meeting(request: HttpRequest, slug: str) -> HttpResponse:
    """One sitting as a file: to take in once. Who may see a non-public one gets it, too."""
    row: Meeting = by_slug(place_of(request).within(sittings(request.user)), slug, request)
    public = Meeting.objects.visible_to(AnonymousUser()).filter(pk=row.pk).exists()
    with translation.override("de"):
        content = calendar_of([row], None)
    response = answered(request, content, CALENDAR, changed=last_change() if public else None, private=not public)
    response["Content-Disposition"] = f'attachment; filename="sitzung-{timezone.localtime(row.start):%Y-%m-%d}.ics"'
    return response


def _about() -> str:
    return _("Planned, invited and cancelled meetings. What changes here changes in your calendar.")
