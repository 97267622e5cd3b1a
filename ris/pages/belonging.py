"""Where documents belong: their papers, sittings and agenda items, as far as the visitor may know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from meetings.conditions import ForEach
from meetings.models import AgendaItem, AgendaItemFile, Meeting, MeetingFile
from motions.models import Paper, PaperFile
from ris.pages.addresses import address_of
from search.fetching import titles_of

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Home:
    """One thing a document hangs on. `role` says as what, e.g. “Niederschrift”; `title` is out of the data and German."""

    role: str
    title: str
    href: str
    kind: str
    """`paper`, `meeting` or `item`: the icon beside it."""


def homes_of(files: Collection[int], user: User) -> dict[int, list[Home]]:
    """By key of the file: papers first, then sittings, then agenda items. Five queries at most, whatever the number of files."""
    found: dict[int, list[Home]] = defaultdict(list)
    seen_papers = Paper.objects.visible_to(user).filter(pk=OuterRef("paper"))
    papers = PaperFile.objects.filter(ForEach(seen_papers), file__in=files).select_related("paper")
    for link in papers.order_by("paper", "pk"):
        title = f"{link.paper.reference} {link.paper.name}".strip()
        found[link.file_id].append(Home(capfirst(link.get_role_display()), title, address_of(link.paper), "paper"))
    _meetings(files, user, found)
    seen_items = AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item"))
    items = AgendaItemFile.objects.filter(ForEach(seen_items), file__in=files)
    for of_item in items.select_related("item").order_by("item", "pk"):
        item = of_item.item
        found[of_item.file_id].append(Home(capfirst(of_item.get_role_display()), item.title, address_of(item), "item"))
    return found


def _meetings(files: Collection[int], user: User, found: dict[int, list[Home]]) -> None:
    hangs = Q(invitation__in=files) | Q(minutes__in=files)
    hangs |= Q(pk__in=MeetingFile.objects.filter(file__in=files).values("meeting"))
    rows = list(Meeting.objects.filter(hangs).visible_to(user).order_by("start"))
    if not rows:
        return
    titles = titles_of(rows, user)
    links: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for link in MeetingFile.objects.filter(file__in=files, meeting__in=rows):
        links[link.meeting_id].append((link.file_id, capfirst(link.get_role_display())))
    for meeting in rows:
        hanging = [(meeting.invitation_id, _("Invitation")), (meeting.minutes_id, _("Minutes")), *links[meeting.pk]]
        for key, role in hanging:
            if key in files:
                found[key or 0].append(Home(role, titles[meeting.pk], address_of(meeting), "meeting"))
