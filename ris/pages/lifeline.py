"""The way of a paper through the council: its stations in order, what was voted before, and how it stands now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from meetings.models import ItemState, Meeting, Organization, Person
from motions.ending import CHANGES, decides
from motions.models import Consultation, Paper, PaperType, Vote
from motions.results import ItemResult, result_of_station
from ris.pages.moments import Moment, moments_of
from ris.pages.wording import Status, meeting_of_station, role_in_words, status_of_result, status_of_station

User = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Change:
    """An amendment: what became of it (None: not yet), and the vote on it."""

    paper: Paper
    status: Status | None
    vote: Vote | None


@dataclass(frozen=True, slots=True)
class Station:
    """One stop. `phase` is past, next or ahead; `nth` counts how often the paper has come to this organization."""

    consultation: Consultation
    role: str
    status: Status
    phase: str
    nth: int
    votes: tuple[Vote, ...] = ()
    moment: Moment | None = None
    changes: tuple[Change, ...] = ()

    @property
    def meeting(self) -> Meeting | None:
        """The sitting it is or was on the agenda of; None while that is open."""
        return meeting_of_station(self.consultation)

    @property
    def result(self) -> ItemResult:
        """What became of it there."""
        return result_of_station(self.consultation)


@dataclass(frozen=True, slots=True)
class Lifeline:
    """All stations, and the amendments that no station has dealt with (yet)."""

    kind: str
    """The paper's type."""
    stations: tuple[Station, ...]
    loose: tuple[Change, ...]

    @property
    def past(self) -> tuple[Station, ...]:
        """What lies behind it, and stations that were never held."""
        return tuple(station for station in self.stations if station.phase == "past")

    @property
    def ahead(self) -> tuple[Station, ...]:
        """What is still to come, the next one first."""
        return tuple(station for station in self.stations if station.phase != "past")

    @property
    def upcoming(self) -> Station | None:
        """The station that comes next."""
        return next((station for station in self.stations if station.phase == "next"), None)

    @property
    def last(self) -> Station | None:
        """The last station with a result."""
        return next((station for station in reversed(self.stations) if station.result.is_known), None)

    @property
    def decision(self) -> Station | None:
        """The last station that decides and did so."""
        return next((one for one in reversed(self.stations) if decides(one.consultation, self.kind)), None)


def lifeline_of(paper: Paper, user: User, *, at: datetime, amendments: Sequence[Paper] | None = None) -> Lifeline:
    """Seven queries, however long the way is. `at`: the moment from which past and future are told apart."""
    way = Consultation.objects.filter(paper=paper).visible_to(user).order_by("position")
    stops = list(way.select_related("organization", "agenda_item__meeting", "meeting"))
    items = {stop.agenda_item_id for stop in stops if stop.agenda_item_id}
    votes = _by(Vote.objects.filter(agenda_item__in=items).visible_to(user).order_by("pk"), "agenda_item_id")
    moments = moments_of(items, user)
    changes = _changes(paper, user, votes, amendments)
    ahead = next((stop.pk for stop in stops if is_ahead(stop, at)), None)
    seen: dict[int, int] = defaultdict(int)
    stations = []
    for stop in stops:
        seen[stop.organization_id or 0] += 1
        item = stop.agenda_item_id or 0
        stations.append(
            Station(
                consultation=stop,
                role=role_in_words(stop),
                status=status_of_station(stop, at=at),
                phase="next" if stop.pk == ahead else "ahead" if is_ahead(stop, at) else "past",
                nth=seen[stop.organization_id] if stop.organization_id else 1,
                votes=tuple(vote for vote in votes.get(item, ()) if _on_the_paper(vote, stop)),
                moment=moments.get(item),
                changes=tuple(changes.pop(item, ())),
            )
        )
    return Lifeline(paper.type, tuple(stations), tuple(change for rest in changes.values() for change in rest))


def is_ahead(stop: Consultation, at: datetime) -> bool:
    """Still to come: no result, and its sitting is not over, cancelled or without this item."""
    if result_of_station(stop).is_known:
        return False
    item, meeting = stop.agenda_item, meeting_of_station(stop)
    if meeting is None:
        return stop.mirrored_from_id is None  # of another system's we do not know
    gone = meeting.cancelled or (item is not None and item.state in (ItemState.TAKEN_OFF, ItemState.POSTPONED))
    return meeting.start >= at and not gone


def _on_the_paper(vote: Vote, stop: Consultation) -> bool:
    """Votes that name a consultation belong to it alone; those that name none belong to the item's papers."""
    return vote.consultation_id in (None, stop.pk)


def _changes(
    paper: Paper, user: User, votes: dict[int, list[Vote]], known: Sequence[Paper] | None
) -> dict[int, list[Change]]:
    """Amendments by the key of the agenda item that dealt with them (0: none yet). Four queries."""
    papers = known
    if papers is None:
        rows = Paper.objects.filter(superordinate=paper, type__in=CHANGES).visible_to(user)
        papers = list(with_submitters(rows, user))
    stops = Consultation.objects.filter(paper__in=papers).visible_to(user).select_related("agenda_item")
    last = {stop.paper_id: stop for stop in stops.order_by("position")}
    found: dict[int, list[Change]] = defaultdict(list)
    for one in sorted(papers, key=lambda row: (row.date is None, row.date, row.pk)):
        stop = last.get(one.pk)
        item = (stop.agenda_item_id or 0) if stop else 0
        own = [vote for vote in votes.get(item, ()) if stop and vote.consultation_id == stop.pk]
        result = result_of_station(stop) if stop else None
        status = status_of_result(result) if result and result.is_known else None
        found[item].append(Change(one, status, own[-1] if own else None))
    return found


def with_submitters(rows: QuerySet[Paper], user: User) -> QuerySet[Paper]:
    """Papers with those who submitted them, as far as the visitor may know."""
    return rows.prefetch_related(*submitters(user))


def submitters(user: User) -> tuple[Prefetch[Any, Any, Any], Prefetch[Any, Any, Any]]:
    """Those who submitted papers, as far as the visitor may know: `seen_organizations`, `seen_people`."""
    return (
        Prefetch("originator_organizations", Organization.objects.visible_to(user), to_attr="seen_organizations"),
        Prefetch("originator_people", Person.objects.visible_to(user), to_attr="seen_people"),
    )


@dataclass(frozen=True, slots=True)
class Kin:
    """Papers that belong to this one, both ways; each list newest first."""

    answers: tuple[Paper, ...]
    asked_by: Paper | None
    changes: Paper | None
    """The paper that this one wants to change."""
    part_of: Paper | None
    parts: tuple[Paper, ...]
    amendments: tuple[Paper, ...]
    """Papers that want to change this one."""
    replaces: Paper | None
    replaced_by: Paper | None
    related: tuple[Paper, ...]


def kin_of(paper: Paper, user: User) -> Kin:
    """What belongs to this paper, as far as the visitor may know. Three queries, and those for submitters."""
    above = {key for key in (paper.superordinate_id, paper.supersedes_id) if key}
    by_key = Paper.objects.filter(pk__in=above).visible_to(user).in_bulk() if above else {}
    below = Paper.objects.filter(Q(superordinate=paper) | Q(supersedes=paper)).visible_to(user)
    children = list(below.order_by("-date", "-pk"))
    related = list(paper.related.visible_to(user).order_by("-date", "-pk"))
    prefetch_related_objects([*by_key.values(), *children, *related], *submitters(user))
    over = by_key.get(paper.superordinate_id or 0)
    return Kin(
        answers=tuple(row for row in children if row.superordinate_id == paper.pk and row.type == PaperType.ANSWER),
        asked_by=over if paper.type == PaperType.ANSWER else None,
        changes=over if paper.type in CHANGES else None,
        part_of=over if paper.type != PaperType.ANSWER and paper.type not in CHANGES else None,
        parts=tuple(
            row for row in children
            if row.superordinate_id == paper.pk and row.type != PaperType.ANSWER and row.type not in CHANGES
        ),
        amendments=tuple(row for row in children if row.superordinate_id == paper.pk and row.type in CHANGES),
        replaces=by_key.get(paper.supersedes_id or 0),
        replaced_by=next((row for row in children if row.supersedes_id == paper.pk), None),
        related=tuple(related),
    )  # fmt: skip


def _by(rows: Iterable[Vote], name: str) -> dict[int, list[Vote]]:
    found: dict[int, list[Vote]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found


def times_postponed(stations: Sequence[Station]) -> int:
    """How often the paper was put off."""
    return sum(station.result.code == "postponed" for station in stations)
