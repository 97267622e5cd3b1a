"""What is new: sittings, papers, results, recordings, as entries that any feed can print. Newest first, and not too many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from media.models import Recording
from meetings.models import AgendaItem, Meeting
from meetings.models.meeting import MeetingState
from motions.models import Consultation, Paper
from motions.results import result_of
from ris.feeds.addresses import page_of_row
from ris.feeds.choosing import sittings
from ris.feeds.dating import changed_since, known_since, noon
from ris.feeds.revising import place_of_meeting, revisions_of
from ris.pages import when
from ris.pages.wording import full_name_of, kind_of_paper, number_of_item

Visitor = AbstractBaseUser | AnonymousUser
MOST = 60
LETTERS = 600
EVERYTHING = Q()


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news. `id` stays when title, address or dates change; `text` is plain."""

    id: str
    kind: str
    title: str
    address: str
    published: datetime
    updated: datetime
    text: str = ""
    html: str = ""
    """Instead of `text`, where the words found are marked."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose news: a condition for each kind of rows; None where the kind has none.

    It must not multiply rows: where one leads through many others it asks for keys.
    """

    meetings: Q | None = EVERYTHING
    papers: Q | None = EVERYTHING
    items: Q | None = EVERYTHING
    recordings: Q | None = EVERYTHING


def urn(row: UUID, kind: str = "") -> str:
    """`urn:uuid:…`: the row's own, or for what became of it another one made from it."""
    return f"urn:uuid:{uuid5(row, kind) if kind else row}"


def urn_of_address(address: str) -> str:
    """For what has no row of its own: a search and what it found."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, address)}"


def newest(entries: Iterable[Entry], most: int = MOST) -> list[Entry]:
    """By the day on which they became known; what became known together in the order given."""
    return sorted(entries, key=lambda entry: entry.published, reverse=True)[:most]


# --- Sittings ---------------------------------------------------------------------------------------------------------
def new_sittings(scope: Scope, user: Visitor) -> list[Entry]:
    """Announced, moved, cancelled. Seven queries at most."""
    if scope.meetings is None:
        return []
    rows = sittings(user).filter(scope.meetings)
    today = timezone.now()
    ahead = rows.filter(start__gte=today).order_by("start", "pk")[: MOST * 5]
    lately = rows.filter(start__lt=today).order_by("-start", "-pk")[:MOST]
    found = list({row.pk: row for row in chain(ahead, lately, _lately_opened(rows))}.values())
    entries = [(row, _sitting_known(row)) for row in found]
    entries = sorted(entries, key=lambda pair: pair[1], reverse=True)[:MOST]
    revisions = revisions_of([row for row, _known in entries])
    return [_sitting(row, known, revisions[row.pk].changed_at) for row, known in entries]


def _lately_opened(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What was led here as a draft and then published may be older than what else is new."""
    here = rows.filter(mirrored_from__isnull=True)
    return here.order_by(F("first_public_at").desc(nulls_last=True), "-pk")[:MOST]


def _sitting_known(row: Meeting) -> datetime:
    return known_since(created=row.created, opened=row.first_public_at, own=row.start)


def _sitting(row: Meeting, known: datetime, moved: datetime | None) -> Entry:
    name = full_name_of(row)
    title = f"{name}, {when.day_and_time(row.start)}"
    if row.cancelled:
        title = _("Cancelled: %(meeting)s") % {"meeting": title}
    state = "" if row.cancelled else _state(row)
    text = "\n".join(part for part in (row.cancel_reason, state, place_of_meeting(row.location)) if part)
    changed = max(moment for moment in (row.public_modified or row.modified, moved) if moment)
    return Entry(
        urn(row.uuid), _("Meeting"), title, page_of_row(row, row.body), known, _updated(row, known, changed), text
    )


def _state(row: Meeting) -> str:
    if row.state == MeetingState.PLANNED:
        return _("Planned: the invitation is not out yet.")
    return _("The invitation is out.") if row.state == MeetingState.INVITED else ""


def _updated(row: Any, known: datetime, changed: datetime | None = None) -> datetime:
    changed = changed or row.public_modified or row.modified
    return changed_since(known, created=row.created, changed=changed, mirrored=row.mirrored_from_id is not None)


# --- Papers -----------------------------------------------------------------------------------------------------------
def new_papers(scope: Scope, user: Visitor) -> list[Entry]:
    """Four queries at most."""
    if scope.papers is None:
        return []
    rows = Paper.objects.filter(scope.papers).visible_to(user)
    dated = rows.order_by(F("date").desc(nulls_last=True), "-pk")[:MOST]
    # Keys first: whole rows would all be sorted for the sake of sixty.
    keys = {*dated.values_list("pk", flat=True), *_lately_opened(rows).values_list("pk", flat=True)}
    found = {row.pk: row for row in rows.filter(pk__in=keys).select_related("body").order_by("-date", "-pk")}
    return newest(_paper(row) for row in found.values())


def _paper(row: Paper) -> Entry:
    known = known_since(created=row.created, opened=row.first_public_at, own=noon(row.date) if row.date else None)
    kind = kind_of_paper(row)
    title = f"{kind} {row.reference}".strip() + f": {row.name}"
    text = _short(row.summary or row.text)
    return Entry(urn(row.uuid), kind, title, page_of_row(row, row.body), known, _updated(row, known), text)


# --- Results ----------------------------------------------------------------------------------------------------------
def results(scope: Scope, user: Visitor) -> list[Entry]:
    """What became of the latest items. Two queries and those of the names of sittings."""
    if scope.items is None:
        return []
    decided = Consultation.objects.exclude(result="").visible_to(user).filter(agenda_item__isnull=False)
    own = ~Q(result="") | ~Q(result_text="") | Q(pk__in=decided.values("agenda_item"))
    rows = AgendaItem.objects.filter(own & scope.items, meeting__start__lte=timezone.now()).visible_to(user)
    rows = rows.order_by("-meeting__start", "position", "pk")
    # Keys first: whole rows would all be sorted for the sake of sixty.
    latest = list(rows.values_list("pk", flat=True)[:MOST])
    items = list(rows.filter(pk__in=latest).select_related("meeting__body"))
    stations: dict[int, list[Consultation]] = defaultdict(list)
    for station in Consultation.objects.filter(agenda_item__in=items).visible_to(user):
        stations[station.agenda_item_id or 0].append(station)
    names = _names({item.meeting_id for item in items}, user)
    found = [_result(item, stations[item.pk], names) for item in items if item.meeting_id in names]
    return [entry for entry in found if entry is not None]


def _result(item: AgendaItem, stations: list[Consultation], names: dict[int, str]) -> Entry | None:
    result = result_of(item, stations)
    word = result.label or item.result_text
    if not word:
        return None
    meeting = item.meeting
    known: datetime = meeting.end or meeting.start
    rows: tuple[Any, ...] = (item, *stations)
    moments = [row.public_modified or row.modified for row in rows]
    title = f"{word[:1].upper()}{word[1:]}: {item.title}"
    number = number_of_item(item.label) if item.label else ""
    head = ", ".join(part for part in (names[item.meeting_id], when.day(meeting.start), number) if part)
    text = "\n".join(part for part in (head, _short(result.resolution_text or item.resolution_text)) if part)
    updated = _updated(item, known, max(moments))
    return Entry(urn(item.uuid, "result"), _("Result"), title, page_of_row(item, meeting.body), known, updated, text)


def _names(meetings: set[int], user: Visitor) -> dict[int, str]:
    return {row.pk: full_name_of(row) for row in sittings(user).filter(pk__in=meetings)}


# --- Recordings -------------------------------------------------------------------------------------------------------
def new_recordings(scope: Scope, user: Visitor) -> list[Entry]:
    """What can be watched since then; three queries."""
    if scope.recordings is None:
        return []
    rows = Recording.objects.filter(scope.recordings, current_rendition__isnull=False).visible_to(user)
    rows = rows.select_related("meeting__body", "current_rendition")
    latest = list(rows.order_by(F("first_public_at").desc(nulls_last=True), "-pk")[:MOST])
    names = _names({row.meeting_id for row in latest}, user)
    return [_recording(row, names[row.meeting_id]) for row in latest if row.meeting_id in names]


def _recording(row: Recording, name: str) -> Entry:
    known = row.first_public_at or row.created
    made = row.current_rendition.created if row.current_rendition else known
    title = _("Recording: %(meeting)s, %(day)s") % {"meeting": name, "day": when.day(row.meeting.start)}
    length = when.length(row.current_rendition.duration) if row.current_rendition else ""
    text = ", ".join(part for part in (row.title, length) if part)
    address = page_of_row(row.meeting, row.meeting.body)
    return Entry(urn(row.uuid), _("Recording"), title, address, known, max(known, made), text)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LETTERS else text[:LETTERS].rsplit(" ", 1)[0] + " …"


KINDS: dict[str, Callable[[Scope, Visitor], Sequence[Entry]]] = {
    "sitzungen": new_sittings,
    "vorlagen": new_papers,
    "beschluesse": results,
    "aufzeichnungen": new_recordings,
}
"""The word in the address → its entries."""


def news(scope: Scope, user: Visitor, kind: str = "") -> list[Entry]:
    """One kind, or all of them together."""
    chosen = [KINDS[kind]] if kind else KINDS.values()
    return newest(chain.from_iterable(read(scope, user) for read in chosen))
