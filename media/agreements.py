"""What recordings and their parts must agree on with the sitting."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from media.models import ChapterItem, Edit, Recording
from meetings.consistency import never, same

same(ChapterItem, "item__meeting", "chapter__recording__meeting", "other_meeting")
same(Recording, "current_rendition__recording", "id", "other_recording")


def _touches_the_recording(edit: Any) -> bool:
    recording = edit.recording
    if recording.duration is None or edit.starts is None or edit.ends is None:
        return True
    return bool(edit.ends > recording.offset and edit.starts < recording.offset + recording.duration)


# An edit may reach over an end (a cut „to the end“); one that lies wholly outside is a slip that hides nothing.
never(
    Edit,
    Q(recording__duration__isnull=False)
    & (Q(ends__lte=F("recording__offset")) | Q(starts__gte=F("recording__offset") + F("recording__duration"))),
    _touches_the_recording,
    "outside_recording",
    name="an edit touches its recording",
    reads=["recording", "starts", "ends"],
)
