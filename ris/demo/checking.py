"""What the clerk has checked of the recorded sitting: she listened to its first minutes and wrote down what was really said.

The script is her ear: where the recognizer heard something else, a correction by hand is made, anchored to time like any other.
The rest of the sitting stays as the machine heard it, and says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from media.models import Recording
from meetings.history import acting
from transcripts.correcting import correct_by_hand
from transcripts.models import Segment, Transcript

TRUTH = Path(__file__).parent / "recording" / "truth.json"
UNTIL = 134_000
"""Opening, minutes of the last sitting and the first speech on the tram (ms on the meeting's clock)."""


def check_passages(recording: Recording, *, by: User) -> int:
    """Check the first passages of the published transcript; tells how many. What is checked already stays as it is."""
    segments = Segment.objects.filter(transcript__recording=recording, transcript__current=True).living()
    passages = list(segments.filter(ends__lte=UNTIL).order_by("starts"))
    if not passages or any(passage.checked_at for passage in passages):
        return 0
    said = said_until(max(passage.ends for passage in passages))
    with transaction.atomic(), acting(user=by, cause="command:demo"):
        for passage, words in zip(passages, shared_out([p.text.split() for p in passages], said), strict=True):
            if words and " ".join(words) != passage.text:
                correct_by_hand(passage, " ".join(words), by=by)
        segments.filter(pk__in=[passage.pk for passage in passages]).update(checked_at=timezone.now())
        Transcript.objects.get(recording=recording, current=True).save(update_fields=["modified"])
    return len(passages)


def said_until(end: int) -> list[str]:
    """All words that the script has up to there (ms), in order."""
    utterances = json.loads(TRUTH.read_text())["utterances"]
    return [word for spoken in utterances if spoken["end"] * 1000 <= end + 500 for word in spoken["text"].split()]


def shared_out(heard: Sequence[Sequence[str]], said: Sequence[str]) -> list[list[str]]:
    """The words really said, shared out to the passages in which they were heard."""
    flat = [_plain(word) for passage in heard for word in passage]
    meant = [0] * (len(flat) + 1)
    # Two words heard as one (or one as two) stand in a block of unequal lengths: its inner borders are interpolated.
    for _, from_heard, to_heard, from_said, to_said in SequenceMatcher(
        None, flat, [_plain(word) for word in said], autojunk=False
    ).get_opcodes():
        for place in range(from_heard, to_heard):
            share = (place - from_heard) / (to_heard - from_heard)
            meant[place] = from_said + round(share * (to_said - from_said))
    meant[len(flat)] = len(said)
    borders, place = [], 0
    for passage in heard:
        borders.append((meant[place], meant[place + len(passage)]))
        place += len(passage)
    return [list(said[start:end]) for start, end in borders]


def _plain(word: str) -> str:
    return re.sub(r"\W", "", word).casefold()
