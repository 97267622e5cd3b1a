"""Keeps files of recordings and titles of non-public items in step with what they are made of, in the same transaction."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from jobs.registry import stage
from jobs.run import Run
from media.models import Recording, Rendition
from meetings import telling
from meetings.agenda import readable_contents
from meetings.models import AgendaItem, AgendaVersion
from ris.oparl.server.models import Part, RecordingFile, TitledItem
from transcripts.models import Transcript

ANYONE = AnonymousUser()
OF_THE_TRANSCRIPT = {Part.CAPTIONS, Part.TEXT}


def connect() -> None:
    """Called once, when Django has started."""
    telling.listen(Recording, follow_recordings)
    telling.listen(Rendition, follow_renditions)
    telling.listen(Transcript, follow_transcripts)
    telling.listen(AgendaItem, follow_items)
    telling.listen(AgendaVersion, follow_versions)


def follow_transcripts(keys: Collection[int]) -> None:
    """A version was shown, or is not shown any more."""
    follow_recordings(list(Recording.objects.filter(transcripts__in=keys).values_list("pk", flat=True)))


def follow_renditions(keys: Collection[int]) -> None:
    """A rendition was made or says something else, or is gone: then those without one have no files either."""
    without = Q(current_rendition__isnull=True, api_files__there=True)
    rows = Recording.objects.filter(Q(renditions__in=keys) | without).distinct()
    follow_recordings(list(rows.values_list("pk", flat=True)), rewritten=True)


def follow_recordings(keys: Collection[int], *, rewritten: bool = False) -> None:
    """The files of these recordings as they are now; `rewritten`: those that stay say something else."""
    rows = list(Recording.objects.filter(pk__in=keys).living().select_related("current_rendition"))
    told = set(Transcript.objects.filter(recording__in=rows, current=True).visible_to(ANYONE).values_list("recording_id", flat=True))  # fmt: skip
    known = {(row.recording_id, row.part): row for row in RecordingFile.objects.filter(recording__in=keys)}
    for recording in rows:
        rendition = recording.current_rendition
        names = set(rendition.files) if rendition else set()
        for part in Part:
            there = part in names and (part not in OF_THE_TRANSCRIPT or recording.pk in told)
            row = known.get((recording.pk, part))
            if row is None and there:
                RecordingFile.objects.create(
                    uuid=uuid.uuid5(recording.uuid, part), recording=recording, part=part, there=True
                )
            elif row is not None and row.there != there:
                row.there = there
                row.save(update_fields=["there", "modified"])
            elif row is not None and there and rewritten:
                row.save(update_fields=["modified"])


def follow_versions(keys: Collection[int]) -> None:
    """An agenda was published."""
    follow_meetings(set(AgendaVersion.objects.filter(pk__in=keys).living().values_list("meeting_id", flat=True)))


def follow_items(keys: Collection[int]) -> None:
    """Items were written: their titles may be others, or be no secret any more."""
    if settings.OPARL_NONPUBLIC_ITEMS == "title" or TitledItem.objects.filter(item__in=keys).exists():
        follow_meetings(set(AgendaItem.objects.filter(pk__in=keys).values_list("meeting_id", flat=True)))


def follow_meetings(meetings: Collection[int]) -> None:
    """The titles of these meetings' agendas as the setting and the last published agenda have them."""
    wanted = _published_titles(meetings) if settings.OPARL_NONPUBLIC_ITEMS == "title" else {}
    known = {row.item_id: row for row in TitledItem.objects.filter(item__meeting__in=meetings)}
    for item, (label, title) in wanted.items():
        row = known.get(item)
        if row is None:
            TitledItem.objects.create(item_id=item, label=label, title=title, there=True)
        elif (row.label, row.title, row.there) != (label, title, True):
            row.label, row.title, row.there = label, title, True
            row.save()
    for item, row in known.items():
        if row.there and item not in wanted:
            row.there = False
            row.save()


def _published_titles(meetings: Collection[int]) -> dict[int, tuple[str, str]]:
    """Item → number and title, for lines of the last published agendas that lead to no item that everyone sees."""
    last: dict[int, Any] = {}
    for version in AgendaVersion.objects.filter(meeting__in=meetings).visible_to(ANYONE).order_by("published_at", "pk"):
        last[version.meeting_id] = version
    contents = readable_contents(list(last.values()))
    keys = {
        str(uuid): pk
        for uuid, pk in AgendaItem.objects.filter(meeting__in=last, public=False).living().values_list("uuid", "pk")
    }
    return {
        keys[line["item"]]: (line["label"], line["title"][:500])
        for lines in contents.values()
        for line in lines
        if not line["public"] and line["item"] in keys
    }


@stage("oparl.follow", standing=True, every=3600, noted=False, max_seconds=1800)
def follow(subject_id: int, run: Run) -> None:
    """Once an hour, and first after the start: the setting may be another one, rows may be older than this interface."""
    follow_everything()


def follow_everything() -> None:
    """All of it anew."""
    follow_recordings(list(Recording.objects.living().values_list("pk", flat=True)))
    follow_meetings(set(AgendaVersion.objects.living().values_list("meeting_id", flat=True)))
