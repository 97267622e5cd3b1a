"""Which version of the words is shown: published explicitly, and never a poorer one over a better."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from jobs import pipeline
from media.models import Recording
from meetings.history import acting
from meetings.mandates import require_office
from meetings.models import Audience
from transcripts.models import Transcript
from transcripts.words import Word

UNKNOWN_WORD = 0.5  # a word without a probability of its engine counts half
POORER = 0.98  # two runs of one engine differ by about one percent; that is no reason to refuse


class NotPublishable(Exception):
    """The version may not be shown; `code`: poorer, no_words."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


def quality_of(words: Iterable[Word], duration: int) -> float:
    """Expected right words per minute of recording: the sum of the engine's probabilities over `duration` ms.

    Punishes both what is missing and what is doubtful, so that a fast model that skips half cannot win by being sure.
    """
    sure = sum(UNKNOWN_WORD if word.confidence is None else word.confidence for word in words)
    return sure / max(duration / 60_000, 0.01)


def publish_transcript(transcript: Transcript, *, by: AbstractBaseUser, although_poorer: bool = False) -> None:
    """Show this version instead of the current one. Raises NotAllowed, NotPublishable.

    What people corrected is anchored to time and words, so it is already applied in every version.
    """
    recording = transcript.recording
    require_office(by, recording.meeting.body)
    with transaction.atomic(), acting(user=by, cause="user"):
        # One at a time: two clerks at once must not leave two current versions.
        Recording.objects.select_for_update().get(pk=recording.pk)
        if not transcript.segments.exists():
            raise NotPublishable("no_words")
        current = Transcript.objects.filter(recording=recording, current=True).living().first()
        if current is not None and current.pk != transcript.pk:
            if not although_poorer and is_poorer(transcript, current):
                raise NotPublishable("poorer", version=transcript.version, current=current.version)
            current.current = False
            current.save(update_fields=["current", "modified"])
        transcript.current = True
        transcript.audience = Audience.PUBLIC
        transcript.save()
    # Captions of the rendition are those of the published version.
    pipeline.refresh("media.Recording", recording.pk)


def is_poorer(new: Transcript, current: Transcript) -> bool:
    """Whether the new version has clearly fewer words that are probably right."""
    return (new.quality or 0.0) < (current.quality or 0.0) * POORER
