"""What speaker turns must agree on with the sitting."""

from __future__ import annotations

from meetings.consistency import same
from transcripts.models import SpeakerTurn

same(SpeakerTurn, "person__body", "meeting__body", "other_body")
same(SpeakerTurn, "faction__body", "meeting__body", "other_body")
