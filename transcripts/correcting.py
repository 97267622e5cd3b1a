"""Names and people's corrections over every version of a transcript: rows are found, kept and applied here.

`Segment.words` stay as recognised; `Segment.text` is what `corrections.py` makes of them. Times in ms on the meeting's clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from jobs import pipeline
from jobs.run import Run
from media.models import Recording
from meetings.models import AgendaItem, Membership, Organization, Person
from motions.models import Paper
from transcripts.corrections import Fix, apply_corrections
from transcripts.models import Correction, CorrectionSource, Segment, Transcript
from transcripts.vocabulary import Match, Vocabulary, matches
from transcripts.words import Word, plain, unpack

OVERLAP = 500  # ms by which a correction may stand apart from where a later version hears the same words


def vocabulary_of(recording: Recording) -> Vocabulary:
    """The names that may have been said: people with a seat in the sitting's organizations, their factions, items, papers."""
    meeting = recording.meeting
    seats = Membership.objects.filter(organization__meetings=meeting).living()
    people = Person.objects.filter(body=meeting.body).living()
    factions = Organization.objects.filter(body=meeting.body, type="faction").living()
    items = AgendaItem.objects.filter(meeting=meeting).living()
    papers = Paper.objects.filter(consultations__agenda_item__meeting=meeting).living()
    # Public titles only: a word of a non-public title must not appear in the public text by guessing.
    titles = [item.title for item in items if item.public] + [
        paper.name for paper in papers.filter(audience="public").distinct()
    ]
    near = {seat.person_id for seat in seats}
    return Vocabulary(
        people=tuple(
            (person.given_name, person.family_name)
            for person in sorted(people, key=lambda person: (person.pk not in near, person.family_name))
        ),
        names=tuple(sorted({name for faction in factions for name in (faction.name, faction.short_name) if name})),
        titles=tuple(sorted(set(titles))),
    )


def correction_inputs(recording_id: int) -> Mapping[str, Any]:
    """What the shown text depends on beside the words: the names, and what people corrected or took back.

    Not the matched names themselves: those are what the stage writes.
    """
    recording = Recording.objects.select_related("meeting__body").get(pk=recording_id)
    rows = Correction.objects.filter(recording=recording).living()
    return {
        "vocabulary": vocabulary_of(recording).digest(),
        "by_people": list(
            rows.filter(source=CorrectionSource.HAND).order_by("pk").values_list("starts", "ends", "saw", "becomes")
        ),
        "taken_back": list(rows.filter(reverted_at__isnull=False).order_by("pk").values_list("pk", flat=True)),
    }


def correct_segments(recording: Recording, run: Run | None = None) -> int:
    """Match names in the newest version, then write the text of every version anew; tells how many segments changed."""
    transcripts = list(Transcript.objects.filter(recording=recording).living().order_by("-version"))
    if not transcripts:
        return 0
    newest = _words(transcripts[0])
    keep_matches(recording, matches(newest, vocabulary_of(recording)))
    fixes = fixes_of(recording)
    changed = 0
    for number, transcript in enumerate(transcripts):
        changed += apply_to(transcript, fixes)
        if run is not None:
            run.progress(100 * (number + 1) / len(transcripts))
    return changed


def keep_matches(recording: Recording, found: Sequence[Match]) -> None:
    """Write new matches as rows. What a person corrected or took back in that place is never proposed again."""
    known = list(Correction.objects.filter(recording=recording).living())
    fresh = [
        match
        for match in found
        if not any(
            row.starts < match.ends + OVERLAP
            and match.starts - OVERLAP < row.ends
            and (row.source == CorrectionSource.HAND or (row.saw, row.becomes) == (match.saw, match.becomes))
            for row in known
        )
    ]
    Correction.objects.bulk_create(
        Correction(
            recording=recording,
            starts=match.starts,
            ends=match.ends,
            saw=match.saw,
            becomes=match.becomes,
            source=CorrectionSource.NAMES,
            score=match.score,
        )
        for match in fresh
    )


def fixes_of(recording: Recording) -> list[Fix]:
    """The corrections in force."""
    rows = Correction.objects.filter(recording=recording, reverted_at__isnull=True).living()
    return [Fix(row.starts, row.ends, row.saw, row.becomes, row.source == CorrectionSource.HAND) for row in rows]


def apply_to(transcript: Transcript, fixes: Sequence[Fix]) -> int:
    """Write the text of each segment from its words and the fixes that touch it; tells how many changed."""
    changed = []
    for segment in transcript.segments.living():
        here = [fix for fix in fixes if fix.starts < segment.ends and segment.starts < fix.ends]
        text = plain(apply_corrections(unpack(segment.words), here))
        if text != segment.text:
            segment.text = text
            changed.append(segment)
    Segment.objects.bulk_update(changed, ["text"], batch_size=500)
    if changed:
        transcript.save(update_fields=["modified"])  # the index takes up the new text
    return len(changed)


def correct_by_hand(
    segment: Segment, becomes: str, *, by: Any, starts: int | None = None, ends: int | None = None
) -> Correction:
    """A person's words for a span of a segment (the whole one by default); applied at once and to all later versions."""
    row = Correction(
        recording=segment.transcript.recording,
        starts=segment.starts if starts is None else starts,
        ends=segment.ends if ends is None else ends,
        becomes=becomes,
    )
    correct_span(row, by=by)
    return row


def correct_span(row: Correction, *, by: Any) -> None:
    """Save a new correction of a span (ms on the meeting's clock) that a person wrote, and show it in every version."""
    transcript = Transcript.objects.filter(recording=row.recording).living().order_by("-current", "-version").first()
    heard = _words(transcript) if transcript else []
    row.saw = plain(word for word in heard if row.starts <= word.middle < row.ends)[:1000]
    row.source, row.by, row.score = CorrectionSource.HAND, by, None
    row.save()
    for version in Transcript.objects.filter(recording=row.recording).living():
        apply_to(version, fixes_of(row.recording))
    # Captions are files: their stage writes them anew. The index follows by the segments' own notes.
    pipeline.refresh("media.Recording", row.recording_id)


def take_back(correction: Correction) -> None:
    """The words as recognised (or as otherwise corrected) are shown again."""
    correction.reverted_at = timezone.now()
    correction.save(update_fields=["reverted_at", "modified"])
    for transcript in Transcript.objects.filter(recording=correction.recording).living():
        apply_to(transcript, fixes_of(correction.recording))


def _words(transcript: Transcript) -> list[Word]:
    rows = transcript.segments.living().order_by("starts").values_list("words", flat=True)
    return [word for packed in rows for word in unpack(packed)]
