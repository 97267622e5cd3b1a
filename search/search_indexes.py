"""What of a council can be found, in haystack's words. Nothing is stored in the index: hits are fetched from SQL.

A document may hold only what everybody may read who may read its row: names and results of other rows are taken in
where the public sees them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.db.models import Model, QuerySet
from django.utils import timezone
from haystack import indexes

from media.models import Chapter
from meetings.mandates import PUBLIC
from meetings.models import AgendaItem, FilePage, Meeting, Organization, OrganizationType, Person
from meetings.visibility import visible_q
from motions.models import Consultation, Paper
from motions.results import result_of, result_of_station
from search.audiences import audience_keys
from search.listed import Listed
from search.models import Passage, SpeechWindow
from transcripts.models import Segment


def keyword() -> indexes.CharField:
    """A value compared as it is."""
    return indexes.CharField(analyzer="keyword", stored=False, null=True)


def keywords() -> indexes.MultiValueField:
    """Several values compared as they are."""
    return indexes.MultiValueField(analyzer="keyword", stored=False, null=True)


class CouncilIndex(indexes.SearchIndex):
    """The fields that all documents share, so that one search filters and counts all kinds."""

    text = indexes.CharField(document=True, stored=False)
    title = indexes.CharField(boost=2.0, stored=False, null=True)
    kind = keyword()
    audiences = keywords()
    body = keyword()
    organizations = keywords()
    meeting = keyword()
    items = keywords()
    paper = keyword()
    transcript = keyword()
    speaker = keywords()
    faction = keywords()
    result = keywords()
    # What lists are filtered by, and counted beside the choices (search/counting.py).
    form = keyword()
    submitters = keywords()
    state = keywords()
    when = indexes.DateTimeField(stored=False, null=True)
    year = indexes.IntegerField(stored=False, null=True)
    starts = indexes.IntegerField(stored=False, null=True)

    model: type[Any]
    kind_name: str

    def __init__(self) -> None:
        super().__init__()
        self._keys: dict[int, list[str]] = {}

    def get_model(self) -> type[Model]:
        return self.model

    def index_queryset(self, using: str | None = None) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model.objects.living()
        return rows

    def before_batch(self, rows: Sequence[Any]) -> None:
        """Fetches for the whole batch what would cost a query for each row."""
        self._keys = audience_keys(self.model, [row.pk for row in rows])

    def prepare(self, obj: Any) -> dict[str, Any]:
        if obj.pk not in self._keys:
            self.before_batch([obj])
        document = self.facts(obj)
        document = {"kind": self.kind_name} | document | {"audiences": self._keys[obj.pk]}
        when = document.get("when")
        if when is not None:
            document["year"] = timezone.localtime(when).year
        prepared: dict[str, Any] = super().prepare(obj) | document
        return prepared

    def facts(self, row: Any) -> dict[str, Any]:
        """The values of one row."""
        raise NotImplementedError


class MeetingIndex(CouncilIndex, indexes.Indexable):
    model, kind_name = Meeting, "meeting"

    def before_batch(self, rows: Sequence[Any]) -> None:
        super().before_batch(rows)
        self._names: dict[int, list[str]] = defaultdict(list)
        shown = _public(Organization).filter(meetings__in=rows).values_list("meetings", "name")
        for meeting, name in shown:
            self._names[meeting].append(name)
        self._organizations = _linked(Meeting.organizations.through, "meeting", "organization", rows)

    def facts(self, row: Meeting) -> dict[str, Any]:
        return {
            "text": "\n".join([row.name, *self._names[row.pk]]),
            "title": row.name,
            "body": row.body_id,
            "organizations": self._organizations[row.pk],
            "meeting": row.pk,
            "when": row.start,
        }


class AgendaItemIndex(CouncilIndex, indexes.Indexable):
    model, kind_name = AgendaItem, "item"

    def index_queryset(self, using: str | None = None) -> QuerySet[Any]:
        return super().index_queryset(using).select_related("meeting")

    def before_batch(self, rows: Sequence[Any]) -> None:
        super().before_batch(rows)
        meetings = {row.meeting_id for row in rows}
        self._organizations = _linked(Meeting.organizations.through, "meeting", "organization", meetings)
        self._stations = _stations("agenda_item", rows)

    def facts(self, row: AgendaItem) -> dict[str, Any]:
        stations = _readable(self._stations[row.pk], self._keys[row.pk])
        result = result_of(row, stations)
        words = [row.title, result.resolution_text or row.resolution_text]
        return {
            "text": "\n".join(word for word in words if word),
            "title": row.title,
            "body": row.meeting.body_id,
            "organizations": self._organizations[row.meeting_id],
            "meeting": row.meeting_id,
            "items": [row.pk],
            "result": [result.code] if result.code else [],
            "when": row.meeting.start,
            "starts": row.position,
        }


class PaperIndex(CouncilIndex, indexes.Indexable):
    model, kind_name = Paper, "paper"

    def before_batch(self, rows: Sequence[Any]) -> None:
        super().before_batch(rows)
        self._stations = _stations("paper", rows)
        self._listed = Listed(rows)
        self._factions: dict[int, list[int]] = defaultdict(list)
        submitted = _public(Organization).filter(type=OrganizationType.FACTION, submitted_papers__in=rows)
        for paper, faction in submitted.values_list("submitted_papers", "pk"):
            self._factions[paper].append(faction)

    def facts(self, row: Paper) -> dict[str, Any]:
        stations = _readable(self._stations[row.pk], self._keys[row.pk])
        return {
            "text": "\n".join(part for part in (row.reference, row.name, row.summary) if part),
            "title": f"{row.reference} {row.name}",
            **paper_facts(row, stations),
            "faction": self._factions[row.pk],
            "form": row.type,
            "submitters": self._listed.submitters_of(row),
            "state": self._listed.states_of(row, stations),
        }


class PassageIndex(CouncilIndex, indexes.Indexable):
    model, kind_name = Passage, "paper"

    def index_queryset(self, using: str | None = None) -> QuerySet[Any]:
        return super().index_queryset(using).select_related("paper", "meeting")

    def before_batch(self, rows: Sequence[Any]) -> None:
        super().before_batch(rows)
        self._stations = _stations("paper", [row.paper for row in rows if row.paper])
        self._pages = pages_of(rows)
        meetings = {row.meeting_id for row in rows if row.meeting_id}
        self._organizations = _linked(Meeting.organizations.through, "meeting", "organization", meetings)

    def facts(self, row: Passage) -> dict[str, Any]:
        if row.paper is None:
            return {
                "kind": "document",
                "text": passage_text(row, self._pages),
                "body": row.body_id,
                "organizations": self._organizations[row.meeting_id or 0],
                "meeting": row.meeting_id,
                "when": row.meeting.start if row.meeting else None,
                "starts": (row.page or 0) * 1_000_000 + row.starts,
            }
        return {
            "text": passage_text(row, self._pages),
            **paper_facts(row.paper, _readable(self._stations[row.paper.pk], self._keys[row.pk])),
            "starts": (row.page or 0) * 1_000_000 + row.starts,
        }


class SpeechIndex(CouncilIndex, indexes.Indexable):
    model, kind_name = SpeechWindow, "speech"

    def index_queryset(self, using: str | None = None) -> QuerySet[Any]:
        return super().index_queryset(using).select_related("transcript__recording__meeting", "speaker_turn")

    def before_batch(self, rows: Sequence[Any]) -> None:
        super().before_batch(rows)
        self._segments: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        spoken = Segment.objects.living().filter(transcript__in={row.transcript_id for row in rows})
        for transcript, *segment in spoken.order_by("starts", "pk").values_list("transcript", "starts", "ends", "text"):
            self._segments[transcript].append((segment[0], segment[1], segment[2]))
        recordings = {row.transcript.recording_id for row in rows}
        self._chapters: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        chapters = Chapter.objects.living().filter(recording__in=recordings, chapter_items__isnull=False)
        for recording, starts, ends, item in chapters.values_list("recording", "starts", "ends", "chapter_items__item"):
            self._chapters[recording].append((starts, ends, item))
        meetings = {row.transcript.recording.meeting_id for row in rows}
        self._organizations = _linked(Meeting.organizations.through, "meeting", "organization", meetings)

    def facts(self, row: SpeechWindow) -> dict[str, Any]:
        recording = row.transcript.recording
        segments = self._segments[row.transcript_id]
        at = bisect_left(segments, (row.starts,))
        words = []
        while at < len(segments) and segments[at][0] < row.ends:
            if segments[at][1] <= row.ends:
                words.append(segments[at][2])
            at += 1
        middle = (row.starts + row.ends) // 2
        turn = row.speaker_turn
        return {
            "text": " ".join(words),
            "body": recording.meeting.body_id,
            "organizations": self._organizations[recording.meeting_id],
            "meeting": recording.meeting_id,
            "items": sorted({item for starts, ends, item in self._chapters[recording.pk] if starts <= middle < ends}),
            "transcript": row.transcript_id,
            "speaker": [turn.person_id] if turn and turn.person_id else [],
            "faction": [turn.faction_id] if turn and turn.faction_id else [],
            "when": recording.meeting.start,
            "starts": row.starts,
        }


class PersonIndex(CouncilIndex, indexes.Indexable):
    model, kind_name = Person, "person"

    def before_batch(self, rows: Sequence[Any]) -> None:
        super().before_batch(rows)
        self._seats: dict[int, list[tuple[int, str, str]]] = defaultdict(list)
        seats = _public(Organization).filter(memberships__person__in=rows, memberships__deleted_at__isnull=True)
        for person, *seat in seats.values_list("memberships__person", "pk", "name", "type"):
            if (seat[0], seat[1], seat[2]) not in self._seats[person]:
                self._seats[person].append((seat[0], seat[1], seat[2]))

    def facts(self, row: Person) -> dict[str, Any]:
        seats = self._seats[row.pk]
        return {
            "text": "\n".join([row.name, row.life, *(name for _, name, _ in seats)]),
            "title": row.name,
            "body": row.body_id,
            "speaker": [row.pk],
            "organizations": [pk for pk, _, kind in seats if kind != OrganizationType.FACTION],
            "faction": [pk for pk, _, kind in seats if kind == OrganizationType.FACTION],
        }


class OrganizationIndex(CouncilIndex, indexes.Indexable):
    model, kind_name = Organization, "organization"

    def facts(self, row: Organization) -> dict[str, Any]:
        field = "faction" if row.type == OrganizationType.FACTION else "organizations"
        return {
            "text": "\n".join(part for part in (row.name, row.short_name, row.classification) if part),
            "title": row.name,
            "body": row.body_id,
            field: [row.pk],
        }


def paper_facts(paper: Paper, stations: Sequence[Consultation]) -> dict[str, Any]:
    """What a paper and its passages share. The day of a paper counts from midnight."""
    return {
        "body": paper.body_id,
        "paper": paper.pk,
        "organizations": sorted({station.organization_id for station in stations if station.organization_id}),
        "items": sorted({station.agenda_item_id for station in stations if station.agenda_item_id}),
        "result": sorted({code for station in stations if (code := result_of_station(station).code)}),
        "when": timezone.make_aware(datetime.combine(paper.date, time.min)) if paper.date else None,
    }


def pages_of(rows: Sequence[Passage]) -> dict[tuple[int, int], str]:
    """The texts of the pages these passages are cut from, by file and number."""
    files = {row.file_id for row in rows if row.file_id}
    numbers = {row.page for row in rows if row.page}
    pages = FilePage.objects.filter(file__in=files, number__in=numbers)
    return {(file, number): text for file, number, text in pages.values_list("file", "number", "text")}


def passage_text(row: Passage, pages: dict[tuple[int, int], str]) -> str:
    """The passage itself; needs `paper` loaded where it is cut from the paper's own text."""
    own = row.paper.text if row.paper else ""
    whole = pages.get((row.file_id, row.page or 0), "") if row.file_id else own
    return whole[row.starts : row.ends]


def _public(model: type[Any]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(visible_q(model, PUBLIC))
    return rows


def _linked(through: Any, here: str, there: str, rows: Any) -> dict[int, list[int]]:
    """Keys of many-to-many rows: ids tell nobody anything, names come from SQL for the visitor who asks."""
    found: dict[int, list[int]] = defaultdict(list)
    links = through._base_manager.filter(**{f"{here}__in": rows}).order_by("pk")
    for one, other in links.values_list(f"{here}_id", f"{there}_id"):
        found[one].append(other)
    return found


Stations = list[tuple[Consultation, frozenset[str]]]


def _stations(path: str, rows: Sequence[Any]) -> dict[int, Stations]:
    """Consultations of papers or items in order, each with those for whom it is."""
    found: dict[int, Stations] = defaultdict(list)
    ordered = Consultation.objects.living().filter(**{f"{path}__in": rows}).order_by("paper", "position")
    stations = list(ordered.select_related("agenda_item__meeting", "meeting"))
    keys = audience_keys(Consultation, [station.pk for station in stations])
    for station in stations:
        found[getattr(station, f"{path}_id")].append((station, frozenset(keys[station.pk])))
    return found


def _readable(stations: Stations, keys: Sequence[str]) -> list[Consultation]:
    """The stations that everybody may read who may read the document."""
    return [station for station, its_keys in stations if "public" in its_keys or its_keys.issuperset(keys)]
