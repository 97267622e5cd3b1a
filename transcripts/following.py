"""Titles and names also stand in files beside the recording (chapters, text): when they change, those files follow at once."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from functools import partial

from django.db.models import Q

from jobs import outbox, pipeline
from jobs.models import Stage
from jobs.once import once_committed
from media.models import Recording
from media.storage import product_folder
from transcripts.captions import CHAPTERS, TEXT


def connect() -> None:
    """Called once, when Django has started."""
    outbox.listen("meetings.AgendaItem", partial(_changed, "chapters__items__in"))
    outbox.listen("meetings.Meeting", partial(_changed, "meeting__in"))
    outbox.listen("meetings.Person", partial(_changed, "meeting__speaker_turns__person__in"))
    outbox.listen("transcripts.SpeakerTurn", partial(_changed, "meeting__speaker_turns__in"))


def _changed(path: str, ids: list[int]) -> None:
    rows = Recording.objects.filter(Q(**{path: ids}), current_rendition__isnull=False).living().order_by().distinct()
    for recording in rows.values_list("pk", flat=True):
        once_committed(rewrite, (recording,))


def rewrite(recordings: Iterable[int]) -> None:
    """Where a file says something else than it would today, it is taken away at once; its stage writes it anew."""
    for recording in Recording.objects.filter(pk__in=list(recordings)).select_related("current_rendition"):
        pipeline.refresh("media.Recording", recording.pk)
        stages = Stage.objects.of("media.Recording", recording.pk).filter(name="transcripts.captions")
        rendition = recording.current_rendition
        if rendition is None or not stages.exclude(state=Stage.State.DONE).exists():
            continue
        folder = product_folder(recording, rendition.digest)
        for name in (CHAPTERS, TEXT):
            with contextlib.suppress(FileNotFoundError):
                (folder / name).unlink()
