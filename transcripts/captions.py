"""The stage that writes what a rendition says: subtitles, chapters and text of the published version, in public time."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser

from jobs.registry import stage
from jobs.run import Run
from media import hls, timeline
from media.models import Chapter, Recording, Rendition
from media.storage import product_folder
from meetings.models import Person
from transcripts import webvtt, wording
from transcripts.correcting import fixes_of
from transcripts.corrections import apply_corrections
from transcripts.models import Segment, SpeakerTurn, Transcript
from transcripts.speech_stages import short_hash, write_atomically
from transcripts.words import unpack

CAPTIONS, CHAPTERS, TEXT, PLAYLIST = "captions.vtt", "chapters.vtt", "wortlaut.txt", "captions.m3u8"


def captions_inputs(recording_id: int) -> Mapping[str, Any]:
    """The rendition, the version shown, its text and the chapters with their titles."""
    recording = Recording.objects.get(pk=recording_id)
    rendition = recording.current_rendition
    current = Transcript.objects.filter(recording=recording, current=True).living().first()
    texts = current.segments.living().order_by("starts").values_list("starts", "ends", "text") if current else []
    marks = [(*mark, title) for *mark, title in marks_of(recording)]
    turns = SpeakerTurn.objects.filter(meeting=recording.meeting).living().order_by("starts").select_related("person")
    known = names_for_everyone(turns)
    return {
        "rendition": rendition.digest if rendition else "",
        "voices": short_hash((turn.pk, turn.starts, turn.ends, known[turn.pk]) for turn in turns),
        "transcript": current.version if current else 0,
        "texts": short_hash(texts),
        "chapters": short_hash(marks),
    }


@stage(
    "transcripts.captions", subject="media.Recording", after=["transcripts.correct", "transcripts.align", "media.render"],
    version=2, inputs=captions_inputs, words=wording.words,
)  # fmt: skip
def captions(recording_id: int, run: Run) -> None:
    """Write subtitles, chapters and text into the rendition's folder; without a published version they are taken away."""
    recording = Recording.objects.select_related("current_rendition", "meeting").get(pk=recording_id)
    rendition = recording.current_rendition
    if rendition is None:
        return  # an edit has just taken it off; the next rendition brings captions of its own
    folder = product_folder(recording, rendition.digest)
    line = timeline_of(recording, rendition)
    written = {
        "chapters": (
            CHAPTERS,
            "text/vtt",
            webvtt.document(webvtt.chapters(marks_of(recording), line.to_public, spans_of(line))),
        )
    }
    transcript = Transcript.objects.filter(recording=recording, current=True).living().first()
    if transcript is not None:
        fixes = fixes_of(recording)
        rows = list(public_segments(transcript, line))
        sentences = [apply_corrections(unpack(row.words), fixes) for row in rows]
        cues = webvtt.subtitles([words for words in sentences if words], line.to_public)
        written["captions"] = (CAPTIONS, "text/vtt", webvtt.document(cues))
        written["text"] = (TEXT, "text/plain", webvtt.plain_text(turns_of(rows)))
    for path, _kind, text in written.values():
        write_atomically(folder / path, text.encode())
    if transcript is not None:
        write_atomically(folder / PLAYLIST, hls.subtitles_playlist(rendition.duration, CAPTIONS).encode())
        hls.set_subtitles(folder, [hls.Subtitles(PLAYLIST)])
    else:
        hls.set_subtitles(folder, [])
        for path in (CAPTIONS, TEXT, PLAYLIST):
            with contextlib.suppress(FileNotFoundError):
                (folder / path).unlink()
    with run.still_mine():
        kept = {name: entry for name, entry in rendition.files.items() if name not in {"captions", "chapters", "text"}}
        kept |= {
            name: {"path": path, "mime_type": kind, "size": len(text.encode())}
            for name, (path, kind, text) in written.items()
        }
        Rendition.objects.filter(pk=rendition.pk).update(files=kept)


def timeline_of(recording: Recording, rendition: Rendition) -> timeline.Timeline:
    """The clock of this rendition."""
    edits = [timeline.Edit(timeline.Kind(kind), starts, ends) for kind, starts, ends in rendition.edits]
    return timeline.Timeline(timeline.Part(recording.offset, recording.duration or 0), edits)


def spans_of(line: timeline.Timeline) -> list[tuple[int, int, int]]:
    """(meeting's clock, public time, length) of what is in the rendition, in order."""
    spans, total = [], 0
    for span in line.public_spans:
        spans.append((span.starts, total, span.length))
        total += span.length
    return spans


def public_segments(transcript: Transcript, line: timeline.Timeline) -> list[Segment]:
    """Segments whose whole span may be known."""
    rows = transcript.segments.living().select_related("speaker_turn__person").order_by("starts")
    return [row for row in rows if line.is_public(row.starts, row.ends)]


def marks_of(recording: Recording) -> list[tuple[int, int, str]]:
    """Chapters with the titles everyone may read."""
    marks = []
    for chapter in Chapter.objects.filter(recording=recording).living().order_by("starts"):
        titles = [
            f"TOP {item.label}: {item.title}" if item.label else item.title
            for item in chapter.items.visible_to(AnonymousUser()).order_by("position")
        ]
        if titles:
            marks.append((chapter.starts, chapter.ends, " / ".join(titles)))
    return marks


def names_for_everyone(turns: Iterable[SpeakerTurn]) -> dict[int, str]:
    """Turn → the name that an anonymous visitor may read; a person who is not public stays unnamed, whatever the log says."""
    turns = list(turns)
    shown = Person.objects.filter(pk__in={turn.person_id for turn in turns if turn.person_id}).visible_to(
        AnonymousUser()
    )
    people = {person.pk: str(person) for person in shown}
    return {turn.pk: people.get(turn.person_id, "") if turn.person_id else turn.label for turn in turns}


def turns_of(rows: Sequence[Segment]) -> list[tuple[str, list[str]]]:
    """Sentences of one voice together."""
    known = names_for_everyone({row.speaker_turn_id: row.speaker_turn for row in rows if row.speaker_turn}.values())
    turns: list[tuple[str, list[str]]] = []
    last: int | None = -1
    for row in rows:
        if row.speaker_turn_id != last or not turns:
            turn = row.speaker_turn
            turns.append((known[turn.pk] if turn and turn.deleted_at is None else "", []))
            last = row.speaker_turn_id
        turns[-1][1].append(row.text)
    return turns
