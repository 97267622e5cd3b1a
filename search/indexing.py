"""From changed rows to the index: a standing stage drains the outbox in batches; one writer, all of a batch at once."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils import timezone
from haystack import connections

from jobs import outbox
from jobs.registry import stage
from jobs.run import Run
from media.models import Recording
from meetings.models import AgendaItem, File, Meeting, Organization, Person
from meetings.models.base import Publishable, Published
from motions.models import Consultation, Paper, PaperFile
from search.backends.tantivy_backend import IndexOutdated, TantivySearchBackend, WriterBusy
from search.derived import renew_all, renew_passages, renew_passages_of_files, renew_windows
from search.models import Passage, Progress, SpeechWindow
from transcripts.models import Transcript

log = logging.getLogger(__name__)

BATCH = 5000
DUE_EVERY = 60  # seconds between two looks for rows whose time of publication has come

Ids = dict[type[Published], set[int]]


def engine() -> TantivySearchBackend:
    """The default connection's backend."""
    backend: TantivySearchBackend = connections["default"].get_backend()
    return backend


@stage("search.update", standing=True, every=DUE_EVERY, max_seconds=6 * 3600)
def update(subject_id: int, run: Run) -> None:
    """Brings the index up to date. While somebody else writes or rebuilds, the outbox simply waits."""
    try:
        follow(run)
    except WriterBusy:
        log.info("The search index is being written by somebody else; what has changed waits in the outbox.")
    except IndexOutdated:
        log.warning("The search index is of another version and is rebuilt.")
        rebuild()


def follow(run: Run | None = None) -> int:
    """Copies everything noted in the outbox, and what has become due, into the index; tells how many documents."""
    count = apply(due_rows(mark=True))
    for batch in outbox.drain(size=BATCH):
        count += apply(batch.ids)
        if run is not None:
            run.progress(50.0, f"{count}")
    return count


def apply(changes: Mapping[str, Iterable[int]]) -> int:
    """Writes what these changed rows (ids by model label) touch, and removes what is gone. One commit."""
    touched = affected(changes)
    if not any(touched.values()):
        return 0
    renew_windows(touched[Transcript])
    renew_passages(touched[Paper])
    gone, fresh = renew_passages_of_files(touched[File])
    backend, count = engine(), 0
    with backend.together():
        for transcript in touched[Transcript]:
            backend.remove_where("transcript", transcript)
        count += _write(SpeechWindow, Q(transcript__in=touched[Transcript]))
        for paper in touched[Paper]:
            backend.remove_where("paper", paper)
        count += _write(Passage, Q(paper__in=touched[Paper])) + _write(Paper, Q(pk__in=touched[Paper]))
        backend.remove_many(f"search.passage.{pk}" for pk in gone)
        count += _write(Passage, Q(pk__in=fresh))
        for model in (Meeting, AgendaItem, Person, Organization):
            ids = touched[model]
            living = set(model._base_manager.filter(pk__in=ids, deleted_at__isnull=True).values_list("pk", flat=True))
            backend.remove_many(f"{model._meta.label_lower}.{pk}" for pk in ids - living)
            count += _write(model, Q(pk__in=living))
    return count


def _write(model: type[Published], which: Q) -> int:
    index = connections["default"].get_unified_index().get_index(model)
    rows = index.index_queryset().filter(which).order_by("pk")
    count, last = 0, 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        engine().update(index, batch)
        count, last = count + len(batch), batch[-1].pk
    return count


def affected(changes: Mapping[str, Iterable[int]]) -> Ids:
    """The rows whose documents depend on these: titles, times, audiences and results are copied into many."""
    touched: Ids = defaultdict(set)
    ids = {label: set(found) for label, found in changes.items()}

    def changed(label: str) -> Collection[int]:
        return ids.get(label, set())

    def add(model: type[Published], rows: Any, path: str = "pk") -> None:
        touched[model].update(key for key in rows.values_list(path, flat=True) if key is not None)

    touched[Meeting] |= set(changed("meetings.Meeting"))
    touched[AgendaItem] |= set(changed("meetings.AgendaItem"))
    touched[Person] |= set(changed("meetings.Person"))
    touched[Organization] |= set(changed("meetings.Organization"))
    touched[Paper] |= set(changed("motions.Paper"))
    touched[Transcript] |= set(changed("transcripts.Transcript"))

    organizations = changed("meetings.Organization")
    if organizations:
        add(Meeting, Meeting.objects.filter(organizations__in=organizations))
        add(Person, Person.objects.filter(memberships__organization__in=organizations))
    if changed("meetings.Membership"):
        add(Person, Person.objects.filter(memberships__in=changed("meetings.Membership")))
    if changed("meetings.Meeting"):
        add(AgendaItem, AgendaItem.objects.filter(meeting__in=changed("meetings.Meeting")))
        add(Transcript, Transcript.objects.filter(recording__meeting__in=changed("meetings.Meeting")))
        add(Paper, Consultation.objects.filter(agenda_item__meeting__in=changed("meetings.Meeting")), "paper")
    if changed("meetings.AgendaItem"):
        add(Paper, Consultation.objects.filter(agenda_item__in=changed("meetings.AgendaItem")), "paper")
    for above in ("superordinate", "supersedes"):
        # How a paper stands follows from its answer, and from the paper that replaces it.
        add(Paper, Paper.objects.filter(pk__in=changed("motions.Paper")), above)
    stations = Consultation.objects.filter(
        Q(pk__in=changed("motions.Consultation")) | Q(paper__in=changed("motions.Paper"))
    )
    add(Paper, stations, "paper")
    add(AgendaItem, stations, "agenda_item")
    touched[File] |= set(changed("meetings.File"))
    add(File, File.objects.filter(hanging_on(changed("meetings.Meeting"), changed("meetings.AgendaItem"))))
    if changed("meetings.File"):
        add(Paper, PaperFile.objects.filter(file__in=changed("meetings.File")), "paper")
    recordings = set(changed("media.Recording"))
    for label in ("media.Chapter", "media.Edit", "transcripts.Correction"):
        if changed(label):
            model = apps.get_model(label)
            recordings.update(model._base_manager.filter(pk__in=changed(label)).values_list("recording", flat=True))
    if changed("transcripts.SpeakerTurn"):
        spoke = Recording.objects.filter(meeting__speaker_turns__in=changed("transcripts.SpeakerTurn"))
        recordings.update(spoke.values_list("pk", flat=True))
    if recordings:
        add(Transcript, Transcript.objects.filter(recording__in=recordings))
    return touched


def hanging_on(meetings: Collection[int], items: Collection[int]) -> Q:
    """Files of these meetings, of their agenda items, and of these items."""
    condition = Q(pk__in=[])
    if meetings:
        condition |= Q(invitation_of__in=meetings) | Q(minutes_of__in=meetings) | Q(meeting_links__meeting__in=meetings)
        condition |= Q(item_links__item__meeting__in=meetings)
    return condition | Q(item_links__item__in=items) if items else condition


def due_rows(*, mark: bool) -> dict[str, list[int]]:
    """Rows whose `visible_from` has come since the last look; `mark` remembers this look."""
    now = timezone.now()
    progress = Progress.objects.first() or Progress(due_until=now - timedelta(days=1))
    found: dict[str, list[int]] = {}
    for model in apps.get_models():
        if issubclass(model, Publishable) and issubclass(model, Published) and model.outbox:
            rows = model._base_manager.filter(visible_from__gt=progress.due_until, visible_from__lte=now)
            keys = list(rows.values_list("pk", flat=True))
            if keys:
                found[model._meta.label] = keys
    if mark:
        # A minute less: a row saved meanwhile with a time just past must not slip through.
        progress.due_until = now - timedelta(minutes=1)
        progress.save()
    return found


def rebuild(report: Any = None) -> int:
    """The whole index anew beside the old one, which answers meanwhile; tells how many documents it holds.

    Raises WriterBusy. What changes meanwhile stays in the outbox and is written afterwards.
    """
    backend, count = engine(), 0
    with backend.rebuilding():
        renew_all()
        for model in (Organization, Person, Meeting, AgendaItem, Paper, Passage, SpeechWindow):
            written = _write(model, Q())
            count += written
            if report is not None:
                report(f"{model._meta.verbose_name_plural}: {written}")
    return count
