"""Chapters from what was said: alignment proposes, people and logs win. Times in ms on the meeting's clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jobs.registry import stage
from jobs.run import Run
from media.models import Chapter, ChapterItem, ChapterSource, Recording
from meetings.models import AgendaItem, ItemState
from transcripts import wording
from transcripts.alignment.cues import Entry
from transcripts.alignment.programme import Alignment, Call, align
from transcripts.models import Transcript
from transcripts.words import Word, unpack

NEAR = 15_000  # a proposal this close to a chapter that people set is the same call


def agenda_of(recording: Recording) -> list[AgendaItem]:
    """The items that could have been called, in their order; non-public ones are called in private."""
    return list(AgendaItem.objects.filter(meeting=recording.meeting, public=True).living().order_by("position"))


def align_inputs(recording_id: int) -> Mapping[str, Any]:
    """The agenda as printed: another title or number is another search."""
    recording = Recording.objects.select_related("meeting").get(pk=recording_id)
    return {"agenda": [[str(item.uuid), item.label, item.title] for item in agenda_of(recording)]}


@stage(
    "transcripts.align", subject="media.Recording", after=["transcripts.merge"], version=1, inputs=align_inputs,
    words=wording.words,
)  # fmt: skip
def align_stage(recording_id: int, run: Run) -> None:
    """Where each item was called in the newest version of the words; what people set stays."""
    recording = Recording.objects.select_related("meeting").get(pk=recording_id)
    transcript = Transcript.objects.filter(recording=recording).living().order_by("-version").first()
    if transcript is None:
        return
    items = agenda_of(recording)
    words = words_of(transcript)
    found = align(words, [Entry(item.label, item.title) for item in items])
    with run.still_mine():
        write_chapters(recording, items, found, ends=end_of(recording, words))


def words_of(transcript: Transcript) -> list[Word]:
    """All words of a version as recognised, in order."""
    rows = transcript.segments.living().order_by("starts").values_list("words", flat=True)
    return [word for packed in rows for word in unpack(packed)]


def end_of(recording: Recording, words: Sequence[Word]) -> int:
    """Where the recording ends on the meeting's clock."""
    last = words[-1].end if words else recording.offset
    return max(recording.offset + (recording.duration or 0), last)


def write_chapters(recording: Recording, items: Sequence[AgendaItem], found: Alignment, *, ends: int) -> None:
    """Replace the recognised chapters by these; chapters set by hand or by a log stay and win over a proposal nearby.

    Proposals for items that were not called (taken off, postponed) are written beside the item, never into its state.
    """
    kept = list(
        Chapter.objects.filter(recording=recording).living().exclude(source=ChapterSource.AUTO).order_by("starts")
    )
    held = set(ChapterItem.objects.filter(chapter__in=kept).values_list("item_id", flat=True))
    calls = [
        call
        for call in found.calls
        if items[call.entry].pk not in held and all(abs(call.at - chapter.starts) > NEAR for chapter in kept)
    ]
    wanted = _spans(calls, kept, ends)
    old = {
        _key(chapter): chapter
        for chapter in Chapter.objects.filter(recording=recording, source=ChapterSource.AUTO)
        .living()
        .prefetch_related("chapter_items")
    }
    for call, end in wanted:
        item = items[call.entry]
        same = old.pop((call.at, item.pk), None)
        if same is not None:
            if (same.ends, same.confidence) != (end, call.confidence):
                same.ends, same.confidence = end, call.confidence
                same.save()
            continue
        chapter = Chapter.objects.create(
            recording=recording, starts=call.at, ends=end, source=ChapterSource.AUTO, confidence=call.confidence
        )
        ChapterItem.objects.create(chapter=chapter, item=item)
    for chapter in old.values():
        chapter.bury(cause="stage:transcripts.align")
    _propose_states(items, found)


def _key(chapter: Chapter) -> tuple[int, int]:
    links = list(chapter.chapter_items.all())
    return chapter.starts, links[0].item_id if links else 0


def _spans(calls: Sequence[Call], kept: Sequence[Chapter], ends: int) -> list[tuple[Call, int]]:
    """Each call lasts until the next call or the next chapter that people set."""
    borders = sorted({call.at for call in calls} | {chapter.starts for chapter in kept})
    spans = []
    for call in calls:
        later = [border for border in borders if border > call.at]
        spans.append((call, max(later[0] if later else ends, call.at + 1)))
    return spans


def _propose_states(items: Sequence[AgendaItem], found: Alignment) -> None:
    proposals = {items[finding.entry].pk: finding.status for finding in found.findings}
    for item in items:
        proposed = ItemState(proposals[item.pk]) if item.pk in proposals else ""
        if item.proposed_state != proposed:
            item.proposed_state = proposed
            item.save(update_fields=["proposed_state", "modified"])
